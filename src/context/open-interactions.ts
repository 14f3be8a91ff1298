import type { ReactiveController } from 'lit';
import type {
  AgentSession,
  AgentSessionState,
  InteractionSession,
  OpenAssignment,
  SessionState,
} from '../interaction/index.js';
import { contactOf, ownParty } from '../interaction/index.js';
import { AgentController } from './agent-controller.js';
import type { FollowingHost } from './context-follower.js';

export interface OpenInteraction {
  readonly part: OpenAssignment;
  readonly session: InteractionSession;
}

export interface OpenInteractionsOptions {
  /** Which changes of a session render the host again. */
  readonly watched: readonly (keyof SessionState)[];
  /** The agent's connection, their state or their list of open interactions changed. */
  readonly changed?: (state: AgentSessionState | undefined) => void;
  /** One is over for this page, and its session has heard its last facts. */
  readonly left?: (session: InteractionSession) => void;
}

/**
 * The one the agent is busy with: where they speak; with all on hold, the one held last; then what is in wrap-up. It stays
 * where it is when its contact is held, and goes along when another one is accepted or taken off hold.
 */
export function busyWith(all: readonly OpenInteraction[]): OpenInteraction | undefined {
  const active = all.filter(({ part }) => part.status === 'active');
  const latest = active
    .toReversed()
    .toSorted((one, other) => heldAt(other.session.state) - heldAt(one.session.state))[0];
  return latest ?? all.find(({ part }) => part.status === 'wrap-up');
}

function heldAt(state: SessionState): number {
  const held = [state.interaction && contactOf(state.interaction), ownParty(state)].filter(
    (party) => party?.held,
  );
  return held.length === 0 ? Number.MAX_SAFE_INTEGER : Math.max(...held.map((party) => party?.heldAt ?? 0));
}

/** Follows the agent's connection and, with it, the session of every interaction the agent has open. */
export class OpenInteractions implements ReactiveController {
  readonly #host: FollowingHost;
  readonly #options: OpenInteractionsOptions;
  readonly #agent: AgentController;
  readonly #followed = new Map<InteractionSession, () => void>();
  #source: AgentSession | undefined;

  constructor(host: FollowingHost, options: OpenInteractionsOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
    this.#agent = new AgentController(host, (state) => this.#changed(state));
  }

  get agent(): AgentSession | undefined {
    return this.#agent.session;
  }

  /** In the order they were offered. */
  get all(): readonly OpenInteraction[] {
    const { agent } = this;
    const open = agent?.state.view?.agent.open ?? [];
    return agent ? open.map((part) => ({ part, session: agent.session(part.interaction) })) : [];
  }

  hostConnected(): void {
    // The agent's controller asks for the connection; Lit wants one method of a controller.
  }

  #changed(state: AgentSessionState | undefined): void {
    if (this.agent !== this.#source) this.#drop();
    this.#source = this.agent;
    for (const { session } of this.all) if (!this.#followed.has(session)) this.#follow(session);
    this.#options.changed?.(state);
  }

  /** Until it has heard its last facts: they may come after the news that it is no longer open. */
  #follow(session: InteractionSession): void {
    const stop = session.subscribe((next, previous) => {
      if (next.closed !== undefined && previous.closed === undefined) this.#leave(session);
      if (this.#options.watched.some((key) => next[key] !== previous[key])) this.#host.requestUpdate();
    });
    this.#followed.set(session, stop);
  }

  #leave(session: InteractionSession): void {
    this.#followed.get(session)?.();
    this.#followed.delete(session);
    this.#options.left?.(session);
    this.#host.requestUpdate();
  }

  #drop(): void {
    for (const stop of this.#followed.values()) stop();
    this.#followed.clear();
  }
}
