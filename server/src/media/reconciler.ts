import type { ParticipantInfo } from 'livekit-server-sdk';
import type { Grants, Interaction } from 'video-session-window/interaction';
import { grantsFor, legOf } from 'video-session-window/interaction';
import type { Change, Desk } from '../core/types.js';
import type { Log } from '../log.js';
import { describeError } from '../log.js';
import type { LiveKit } from './livekit.js';
import { keyOf, permits, publishesMore } from './permission.js';
import type { Depth } from './queue.js';
import { KeyedQueue } from './queue.js';
import { readStamp } from './stamp.js';
import { roomsOf } from './standing.js';
import type { Tunnel, Tunnels } from './tunnels.js';

export interface ReconcilerParts {
  readonly desk: Pick<Desk, 'load' | 'onChange'>;
  readonly livekit: LiveKit;
  readonly tunnels: Tunnels;
  readonly log: Log;
}

/** A removed page hears from LiveKit why before its socket is cut. */
const GOODBYE_MS = 500;
/** How many ended interactions are remembered as closed. */
const MAX_CLOSED = 10_000;

/**
 * Makes LiveKit permit exactly what the state says: who is in an interaction's rooms, and what they may send and hear.
 * Several desks may do it at once: each applies the newest state it can read, and applying it twice changes nothing.
 */
export class Reconciler {
  readonly #parts: ReconcilerParts;
  readonly #queue: KeyedQueue;
  readonly #unsubscribe: () => void;
  /** What this process applied last, by interaction and leg, so that a fact about something else costs no call. */
  readonly #applied = new Map<string, Map<string, { room: string; key: string }>>();
  readonly #closed = new Set<string>();

  constructor(parts: ReconcilerParts) {
    this.#parts = parts;
    this.#queue = new KeyedQueue(
      (id, depth) => this.#pass(id, depth),
      (id, error, failures) => {
        // What was applied is not known any more.
        this.#applied.delete(id);
        parts.log.warn('reconcile-failed', { interaction: id, failures, error: describeError(error) });
      },
    );
    this.#unsubscribe = parts.desk.onChange((change: Change) => {
      if (change.kind === 'interaction') this.#queue.request(change.id, 'fast');
    });
  }

  /** Compares the state with what is really there, soon. */
  compare(interaction: string): void {
    this.#queue.request(interaction, 'full');
  }

  /** How many interactions are being worked on or wait for a retry. */
  get pending(): number {
    return this.#queue.size;
  }

  close(): void {
    this.#unsubscribe();
    this.#queue.close();
  }

  async #pass(id: string, depth: Depth): Promise<void> {
    const loaded = await this.#parts.desk.load(id);
    if (!loaded) return;
    const { state } = loaded;
    if (state.phase === 'ended') {
      if (depth === 'full' || !this.#closed.has(id)) await this.#close(state);
      return;
    }
    if (state.phase === 'new') return;
    const changed = await this.#apply(state);
    if (depth === 'full' || changed) await this.#compareRooms(state);
  }

  /** The fast way: tells LiveKit what each leg may do, without asking first who is there. Says whether anything was new. */
  async #apply(state: Interaction): Promise<boolean> {
    const applied = this.#applied.get(state.id) ?? new Map<string, { room: string; key: string }>();
    this.#applied.set(state.id, applied);
    const legs = new Map([...applied].map(([leg, { room }]) => [leg, room]));
    for (const party of state.parties) for (const leg of party.legs) legs.set(leg.id, leg.room);
    const news = [...legs]
      .map(([leg, room]) => ({ leg, room, grants: grantsFor(state, leg) }))
      .filter(({ leg, grants }) => applied.get(leg)?.key !== keyOf(grants));
    // Whoever loses something loses it before anybody gains: nobody hears what was not meant for them.
    const losing = news.filter(({ grants }) => !grants?.canPublish);
    for (const group of [losing, news.filter((one) => !losing.includes(one))]) {
      await Promise.all(group.map((one) => this.#applyTo(applied, one.leg, one.room, one.grants)));
    }
    return news.length > 0;
  }

  async #applyTo(
    applied: Map<string, { room: string; key: string }>,
    leg: string,
    room: string,
    grants: Grants | undefined,
  ) {
    if (!grants) {
      await this.#expel(room, leg);
      applied.set(leg, { room, key: keyOf(undefined) });
    } else if (await this.#parts.livekit.permit(leg, grants)) {
      applied.set(leg, { room, key: keyOf(grants) });
    } else {
      // Nobody there; whoever comes gets a token made from the state, read once more before they hear of it.
      applied.delete(leg);
    }
  }

  async #compareRooms(state: Interaction): Promise<void> {
    for (const room of roomsOf(state)) {
      const present = await this.#parts.livekit.participants(room);
      if (present.length === 0) continue;
      // Read after looking: what is corrected is corrected to the newest state, not to the one this pass began with.
      const fresh = await this.#parts.desk.load(state.id);
      if (!fresh || fresh.state.phase === 'ended') return;
      await Promise.all(present.map((participant) => this.#compareOne(fresh.state, room, participant)));
    }
  }

  async #compareOne(state: Interaction, room: string, participant: ParticipantInfo): Promise<void> {
    const { identity } = participant;
    const grants = grantsFor(state, identity);
    if (!grants || grants.room !== room) return this.#expel(room, identity);
    const epoch = legOf(state, identity)?.leg.epoch ?? 0;
    const stamp = readStamp(participant.metadata);
    if (stamp && stamp.epoch < epoch) return this.expelOlder(room, identity, epoch);
    const { livekit, log } = this.#parts;
    if (!permits(participant, grants)) {
      log.info('permission-corrected', { interaction: state.id, leg: identity });
      await livekit.permit(identity, grants);
    } else if (publishesMore(participant, grants)) {
      log.warn('tracks-taken-down', { interaction: state.id, leg: identity });
      await livekit.takeDown(identity, grants);
    }
  }

  /** Removes the participant of a leg if it joined before the takeover; the page that took over may be there already. */
  async expelOlder(room: string, leg: string, epoch: number): Promise<void> {
    const { livekit, tunnels } = this.#parts;
    const present = await livekit.participant(room, leg);
    const stamp = present && readStamp(present.metadata);
    const older = tunnels.ofLeg(room, leg, epoch);
    const remove = async () =>
      stamp !== undefined && stamp.epoch < epoch && (await livekit.remove(room, leg));
    await this.#cutAfter(older, remove);
  }

  async #expel(room: string, leg: string): Promise<void> {
    const { livekit, tunnels, log } = this.#parts;
    if (await this.#cutAfter(tunnels.ofLeg(room, leg), () => livekit.remove(room, leg)))
      log.info('expelled', { leg });
  }

  /** An interaction is over: its rooms go, and everybody with them. */
  async #close(state: Interaction): Promise<void> {
    const { livekit, tunnels } = this.#parts;
    for (const room of roomsOf(state)) {
      await this.#cutAfter(tunnels.ofRoom(room), () => livekit.deleteRoom(room));
    }
    this.#applied.delete(state.id);
    this.#closed.add(state.id);
    for (const oldest of this.#closed) {
      if (this.#closed.size <= MAX_CLOSED) break;
      this.#closed.delete(oldest);
    }
  }

  /** Ends tunnels once LiveKit has told their pages why; at once when it has nothing to tell or does not answer. */
  async #cutAfter(cut: readonly Tunnel[], goodbye: () => Promise<boolean>): Promise<boolean> {
    const end = () => {
      for (const tunnel of cut) tunnel.end();
    };
    let told = false;
    try {
      told = await goodbye();
      return told;
    } finally {
      if (told) setTimeout(end, GOODBYE_MS).unref();
      else end();
    }
  }
}
