import type { Code } from '../codes.js';
import type { DeskConnection, Outcome } from '../ports/desk.js';
import type { AgentCommand } from '../wire/commands.js';
import type { AgentView, StreamMessage } from '../wire/stream.js';
import type { InteractionSession, MakeSession, SessionPorts } from './interaction-session.js';
import { Store, surface } from './store.js';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

export interface AgentSessionState {
  readonly connection: DeskConnection;
  readonly view?: AgentView;
  readonly busy: boolean;
  readonly failure?: Code;
}

/** An agent's connection: their state, what is offered to them, and a session for each interaction they have open. */
export class AgentSession {
  readonly #ports: SessionPorts;
  readonly #make: MakeSession;
  readonly #store = new Store<AgentSessionState>({ connection: { state: 'connecting' }, busy: false });
  readonly #sessions = new Map<string, InteractionSession>();
  /** Sessions of what is over, until they have heard its last facts. */
  readonly #leaving = new Set<InteractionSession>();
  readonly #stop: () => void;

  /** @param make how a session is made: most of a session's code is of no use before there is a call, so it may come later */
  constructor(ports: SessionPorts, make: MakeSession) {
    this.#ports = ports;
    this.#make = make;
    this.#stop = ports.desk.subscribe('agent', {
      message: (message) => this.#receive(message),
      connection: (connection) => this.#store.update({ connection }),
    });
  }

  get state(): AgentSessionState {
    return this.#store.value;
  }

  now(): number {
    return this.#ports.desk.time();
  }

  subscribe(listener: (state: AgentSessionState, previous: AgentSessionState) => void): () => void {
    return this.#store.subscribe(listener);
  }

  /** Every open interaction's session, in the order they were offered. */
  get sessions(): readonly InteractionSession[] {
    const open = this.state.view?.agent.open ?? [];
    return open.map(({ interaction }) => this.session(interaction));
  }

  /** The session of one interaction; the same object for the same id for as long as it is open. */
  session(interaction: string): InteractionSession {
    const known = this.#sessions.get(interaction);
    if (known) return known;
    const session = this.#make(interaction, this.#ports);
    this.#sessions.set(interaction, session);
    return session;
  }

  async request(command: WithoutId<AgentCommand>): Promise<Outcome> {
    this.#store.update({ busy: true, failure: undefined });
    const outcome = await this.#send({ ...command, id: this.#ports.clock.newId() } as AgentCommand);
    this.#store.update(outcome.ok ? { busy: false } : { busy: false, failure: outcome.code });
    return outcome;
  }

  /** Forgets the last failure, once it was read. */
  dismiss(): void {
    this.#store.update({ failure: undefined });
  }

  dispose(): void {
    this.#stop();
    for (const session of [...this.#sessions.values(), ...this.#leaving]) session.dispose();
    this.#sessions.clear();
    this.#leaving.clear();
  }

  async #send(command: AgentCommand): Promise<Outcome> {
    try {
      return await this.#ports.desk.sendAgent(command);
    } catch (error) {
      surface(error);
      return { ok: false, code: 'internal' };
    }
  }

  #receive(message: StreamMessage): void {
    if (message.type !== 'agent') return;
    const before = this.state.view;
    this.#store.update({ view: message.view });
    const open = new Set(message.view.agent.open.map((one) => one.interaction));
    for (const { interaction } of before?.agent.open ?? []) {
      if (!open.has(interaction)) this.#release(interaction);
    }
    // Media is loaded while it rings, so that Accept finds it ready.
    if (message.view.state === 'ringing' && before?.state !== 'ringing') void this.#ports.media.prepare();
  }

  /** What was open is over: its session ends once it has heard the last facts, which may come after this news. */
  #release(interaction: string): void {
    const session = this.#sessions.get(interaction);
    if (!session) return;
    this.#sessions.delete(interaction);
    this.#leaving.add(session);
    const leave = () => {
      if (session.state.closed === undefined) return;
      stop();
      this.#leaving.delete(session);
      session.dispose();
    };
    const stop = session.subscribe(leave);
    leave();
  }
}
