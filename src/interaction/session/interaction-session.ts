import type { Code } from '../codes.js';
import { LIVE_DEADLINE_MS, commandClass } from '../command-class.js';
import { mergeContents } from '../contents.js';
import { evolve } from '../evolve.js';
import type { ClockPort } from '../ports/clock.js';
import type { DeskPort, Outcome } from '../ports/desk.js';
import type { Facing, MediaElement, MediaIntent, MediaPort, MediaRoom } from '../ports/media.js';
import { idleMedia } from '../ports/media.js';
import type { StoragePort } from '../ports/storage.js';
import { refusal } from '../refusal.js';
import type { Interaction } from '../state.js';
import type { Command, CommandBody, CommandType } from '../wire/commands.js';
import type { Fact } from '../wire/facts.js';
import type { StreamMessage } from '../wire/stream.js';
import { conflicts } from './conflicts.js';
import { forgetIntent, intentOf, keepIntent, offAfterFailure, recallIntent } from './intent.js';
import { mediaPlan } from './media-plan.js';
import type { SessionState } from './state.js';
import { actorOf, defaultIntent, initialState } from './state.js';
import { Store, surface } from './store.js';

export interface SessionPorts {
  readonly desk: DeskPort;
  readonly media: MediaPort;
  readonly storage: StoragePort;
  readonly clock: ClockPort;
  /** Which camera first, until the person flips it. */
  readonly facing?: Facing;
}

/**
 * One interaction as one page lives it: what the desk says, what is on its way there, and the media room that follows from
 * both. Elements read `state`, ask through `request`, and touch nothing else.
 */
export class InteractionSession {
  readonly id: string;
  readonly #ports: SessionPorts;
  readonly #store = new Store<SessionState>(initialState);
  readonly #factListeners = new Set<(fact: Fact, state: SessionState) => void>();
  readonly #stop: () => void;
  #room: MediaRoom | undefined;
  #roomLeg: string | undefined;
  #takeOver = false;
  /** What the person chose before it was known what they had chosen before a reload. */
  #chosen: Partial<MediaIntent> = {};
  /** No room is entered before: whoever was muted must not be heard for a moment after a reload. */
  #recalled = false;
  #disposed = false;

  constructor(id: string, ports: SessionPorts) {
    this.id = id;
    this.#ports = ports;
    if (ports.facing) this.#store.update({ intent: { ...defaultIntent, facing: ports.facing } });
    this.#stop = ports.desk.subscribe(`interaction:${id}`, {
      message: (message) => this.#receive(message),
      connection: (connection) => this.#change({ connection }),
    });
    void this.#recallIntent();
  }

  get state(): SessionState {
    return this.#store.value;
  }

  /** The media room, while there is one: elements attach pictures and sound through it. */
  get room(): MediaRoom | undefined {
    return this.#room;
  }

  /** The desk's clock: for durations shown to people. */
  now(): number {
    return this.#ports.desk.time();
  }

  /** Calls back once after `ms` by the session's clock; returns what cancels it. */
  after(ms: number, callback: () => void): () => void {
    return this.#ports.clock.after(ms, callback);
  }

  subscribe(listener: (state: SessionState, previous: SessionState) => void): () => void {
    return this.#store.subscribe(listener);
  }

  onFact(listener: (fact: Fact, state: SessionState) => void): () => void {
    this.#factListeners.add(listener);
    return () => this.#factListeners.delete(listener);
  }

  /** Why a command may not run now: what disables a button. */
  refusal(command: CommandBody): Code | undefined {
    const { interaction, me, pending } = this.state;
    const actor = actorOf(me);
    if (!interaction || !actor) return 'not-connected';
    if (pending.some((other) => conflicts(command.type, other.command.type))) return 'in-progress';
    return refusal(interaction, command, actor, this.now());
  }

  /** Asks the desk. Never throws: a refusal is an outcome, and stands in `failures` until dismissed. */
  async request(command: CommandBody): Promise<Outcome> {
    if (this.#disposed) return { ok: false, code: 'not-connected' };
    const id = this.#ports.clock.newId();
    const refused = this.refusal(command);
    if (refused) return this.#fail(id, command.type, { ok: false, code: refused });
    const failures = this.state.failures.filter((failure) => !conflicts(failure.type, command.type));
    const since = this.now();
    this.#change({ failures, pending: [...this.state.pending, { id, command, since }] });
    const wished = intentOf(command);
    if (Object.keys(wished).length > 0) this.setIntent(wished);
    const live = commandClass(command.type) === 'live';
    const sent = live ? { ...command, id, deadline: since + LIVE_DEADLINE_MS } : { ...command, id };
    const outcome = await this.#send(sent);
    if (this.#disposed) return outcome;
    if (!outcome.ok) {
      const off = offAfterFailure(command, outcome.code);
      if (Object.keys(off).length > 0) this.setIntent(off);
      return this.#fail(id, command.type, outcome);
    }
    // The button stays busy until the fact has arrived here, so that it never flickers back to the old state.
    this.#change({
      pending: this.state.pending.map((one) => (one.id === id ? { ...one, seq: outcome.seq } : one)),
    });
    this.#settle();
    return outcome;
  }

  dismiss(failureId: string): void {
    this.#change({ failures: this.state.failures.filter((failure) => failure.id !== failureId) });
  }

  /** Microphone, facing, devices: decided by this page alone. */
  setIntent(change: Partial<MediaIntent>): void {
    const intent = { ...this.state.intent, ...change };
    if (!this.#recalled) this.#chosen = { ...this.#chosen, ...change };
    this.#change({ intent });
    if (this.#recalled) void keepIntent(this.#ports.storage, this.id, intent);
  }

  /** Shows the own camera to its owner alone, before they agree to show it to anyone. */
  preview(element: MediaElement): ReturnType<MediaPort['preview']> {
    return this.#ports.media.preview(this.state.intent.facing, element);
  }

  /** Takes the call over from another tab or window of the same person. */
  takeOver(): void {
    this.#takeOver = true;
    void this.#closeRoom().then(() => this.#reconcile());
  }

  /** Leaves the room and stops following. The interaction goes on without this page. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#stop();
    void this.#closeRoom();
  }

  #receive(message: StreamMessage): void {
    switch (message.type) {
      case 'snapshot':
        this.#change({
          interaction: message.state,
          me: message.me,
          contents: mergeContents({}, message.contents),
          closed: undefined,
          ...(waits(message.state) ? {} : { waiting: undefined }),
        });
        return this.#settle();
      case 'fact': {
        const { interaction, contents } = this.state;
        if (!interaction || message.fact.seq !== interaction.seq + 1) return;
        const next = {
          interaction: evolve(interaction, message.fact),
          contents: mergeContents(contents, message.contents),
        };
        this.#change(waits(next.interaction) ? next : { ...next, waiting: undefined });
        this.#settle();
        return this.#tellFact(message.fact);
      }
      case 'skipped': {
        const { interaction } = this.state;
        if (interaction && message.seq === interaction.seq + 1)
          this.#change({ interaction: { ...interaction, seq: message.seq } });
        return this.#settle();
      }
      case 'waiting':
        return this.#change({ waiting: message.waiting });
      case 'closed':
        this.#change({ closed: message.why });
        void forgetIntent(this.#ports.storage, this.id);
        return this.#settle();
      case 'hello':
      case 'agent':
      case 'bye':
        return;
      default:
        return message satisfies never;
    }
  }

  #tellFact(fact: Fact): void {
    for (const listener of [...this.#factListeners]) {
      try {
        listener(fact, this.state);
      } catch (error) {
        surface(error);
      }
    }
  }

  async #send(command: Command): Promise<Outcome> {
    try {
      return await this.#ports.desk.send(this.id, command);
    } catch (error) {
      // A port answers with an outcome; one that throws must not leave a button busy for ever.
      surface(error);
      return { ok: false, code: 'internal' };
    }
  }

  #settle(): void {
    // After the topic was closed nothing more arrives: what was answered is done.
    const seq = this.state.closed === undefined ? (this.state.interaction?.seq ?? 0) : Infinity;
    const pending = this.state.pending.filter((one) => one.seq === undefined || one.seq > seq);
    if (pending.length !== this.state.pending.length) this.#change({ pending });
  }

  #fail<O extends Extract<Outcome, { ok: false }>>(id: string, type: CommandType, outcome: O): O {
    const failure = { id, type, code: outcome.code, at: this.now() };
    const pending = this.state.pending.filter((one) => one.id !== id);
    const others = this.state.failures.filter((one) => !conflicts(one.type, type));
    this.#change({ pending, failures: [...others, failure] });
    return outcome;
  }

  #change(change: Partial<SessionState>): void {
    if (this.#disposed) return;
    this.#store.update(change);
    this.#reconcile();
  }

  /** Makes the media room what the state asks for. */
  #reconcile(): void {
    if (this.#disposed || !this.#recalled) return;
    const plan = mediaPlan(this.state);
    if (plan.leg !== this.#roomLeg) void this.#closeRoom();
    if (plan.leg === undefined) return;
    if (!this.#room) this.#openRoom(plan.leg, plan.intent);
    else this.#room.setIntent(plan.intent);
  }

  #openRoom(leg: string, intent: MediaIntent): void {
    const getAccess = async () => {
      const answer = await this.#ports.desk.access(this.id, leg, { takeOver: this.#takeOver });
      if (answer.ok) this.#takeOver = false;
      return answer;
    };
    const room = this.#ports.media.open(getAccess, intent);
    this.#room = room;
    this.#roomLeg = leg;
    room.subscribe((media) => {
      if (this.#room === room) this.#store.update({ media });
    });
    this.#store.update({ media: room.state });
  }

  async #closeRoom(): Promise<void> {
    const room = this.#room;
    this.#room = undefined;
    this.#roomLeg = undefined;
    if (!room) return;
    if (!this.#disposed) this.#store.update({ media: idleMedia });
    await room.close();
  }

  async #recallIntent(): Promise<void> {
    const before = await recallIntent(this.#ports.storage, this.id).catch((error: unknown) => {
      // A call without a memory is better than no call.
      surface(error);
      return undefined;
    });
    this.#recalled = true;
    // Again where the person was quicker than the storage.
    if (Object.keys(this.#chosen).length > 0) this.setIntent({ ...before, ...this.#chosen });
    else this.#change({ intent: { ...this.state.intent, ...before } });
  }
}

/** Also while somebody is asked to take it: a place in the queue stands until then. */
const waits = ({ phase }: Interaction): boolean => phase === 'queued' || phase === 'alerting';

export type MakeSession = (interaction: string, ports: SessionPorts) => InteractionSession;

/** For an `AgentSession` in a page that has everything loaded. */
export const makeSession: MakeSession = (interaction, ports) => new InteractionSession(interaction, ports);
