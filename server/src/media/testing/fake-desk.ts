import { randomUUID } from 'node:crypto';
import type {
  AnyCommandBody,
  Command,
  Interaction,
  SystemCommandBody,
} from 'video-session-window/interaction';
import { decide, emptyInteraction, evolve, refusal } from 'video-session-window/interaction';
import type { Actor, FactBody } from 'video-session-window/interaction';
import type { Change, Loaded, Principal } from '../../core/types.js';
import { DeskError } from '../../core/types.js';
import type { MediaDesk } from '../media.js';

export const tenant = 'tenant-1';

/** A desk without a database: it folds facts in memory with the same rules. */
export class FakeDesk implements MediaDesk {
  readonly #states = new Map<string, Interaction>();
  readonly #listeners = new Set<(change: Change) => void>();
  /** While set, every question to the desk fails as with a database that is down. */
  down = false;
  /** Runs before a read is answered; tests use it to let something happen just then. */
  onLoad: (() => Promise<void> | void) | undefined;

  /** A call with the contact in the queue. */
  begin(): { id: string; room: string; contact: { party: string; leg: string } } {
    const id = randomUUID();
    const [room, party, leg] = [randomUUID(), randomUUID(), randomUUID()];
    const policy = { ringMs: 30_000, askMs: 30_000, contactLostMs: 60_000, agentLostMs: 45_000 };
    this.#states.set(id, emptyInteraction(id));
    const common = { source: 'entry', direction: 'inbound', queue: 'q', configVersion: 1, policy } as const;
    this.append(id, [
      {
        type: 'interaction-created',
        data: { ...common, room, party, leg: { id: leg, room, kind: 'browser' } },
      },
      { type: 'queued', data: { queue: 'q', front: false } },
    ]);
    return { id, room, contact: { party, leg } };
  }

  /** A call of a contact with an agent. */
  connect(agent = 'agent-1') {
    const call = this.begin();
    const assignment = randomUUID();
    this.run(call.id, { type: 'offer', data: { assignment, agent } }, { kind: 'system' });
    this.run(call.id, { type: 'accept', data: { assignment } }, { kind: 'agent', agent });
    const party = this.state(call.id).parties[1];
    const leg = party?.legs[0];
    if (!party || !leg) throw new Error('nobody accepted');
    return { ...call, agent: { party: party.id, leg: leg.id, login: agent } };
  }

  state(id: string): Interaction {
    const state = this.#states.get(id);
    if (!state) throw new Error(`no interaction ${id}`);
    return state;
  }

  /** What an agent presses. */
  press(id: string, command: AnyCommandBody, agent = 'agent-1'): void {
    this.run(id, command, { kind: 'agent', agent });
  }

  run(id: string, command: AnyCommandBody, actor: Actor): void {
    const state = this.state(id);
    const why = refusal(state, command, actor, Date.now());
    if (why) throw new DeskError(why);
    this.append(id, decide(state, command, actor, Date.now(), randomUUID));
  }

  append(id: string, bodies: readonly FactBody[]): void {
    let state = this.state(id);
    for (const body of bodies) {
      const envelope = {
        id: randomUUID(),
        seq: state.seq + 1,
        v: 1,
        at: Date.now(),
        actor: { kind: 'system' as const },
      };
      state = evolve(state, { ...body, ...envelope });
    }
    this.#states.set(id, state);
    for (const listener of this.#listeners) listener({ kind: 'interaction', tenant, id, seq: state.seq });
  }

  async load(id: string): Promise<Loaded | undefined> {
    await this.onLoad?.();
    if (this.down) throw new DeskError('desk-unavailable');
    const state = this.#states.get(id);
    return state && { tenant, state, version: state.seq };
  }

  async byRoom(room: string): Promise<Loaded | undefined> {
    for (const state of this.#states.values()) {
      if (state.rooms.main === room || state.rooms.side.includes(room)) return this.load(state.id);
    }
    return undefined;
  }

  async live(): Promise<readonly string[]> {
    return [...this.#states.values()].filter(({ phase }) => phase !== 'ended').map(({ id }) => id);
  }

  async command(who: Principal, id: string, command: Command): Promise<{ seq: number }> {
    const actor: Actor =
      who.kind === 'agent'
        ? { kind: 'agent', agent: who.agent }
        : who.kind === 'contact'
          ? { kind: 'contact', party: who.party }
          : { kind: 'system' };
    this.run(id, command, actor);
    return { seq: this.state(id).seq };
  }

  async systemCommand(id: string, command: SystemCommandBody): Promise<{ seq: number }> {
    this.run(id, command, { kind: 'system' });
    return { seq: this.state(id).seq };
  }

  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
