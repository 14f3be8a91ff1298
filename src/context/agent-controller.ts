import type { ReactiveController } from 'lit';
import type { AgentSession, AgentSessionState } from '../interaction/index.js';
import type { FollowingHost } from './context-follower.js';
import { ContextFollower } from './context-follower.js';
import { agentContext } from './contexts.js';

/** Follows the agent's connection and renders the host again whenever it changes. */
export class AgentController implements ReactiveController {
  readonly #host: FollowingHost;
  readonly #follower: ContextFollower<AgentSession | undefined>;
  readonly #changed:
    | ((state: AgentSessionState | undefined, previous: AgentSessionState | undefined) => void)
    | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(
    host: FollowingHost,
    changed?: (state: AgentSessionState | undefined, previous: AgentSessionState | undefined) => void,
  ) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
    this.#follower = new ContextFollower(host, agentContext, (session) => this.#follow(session));
  }

  get session(): AgentSession | undefined {
    return this.#follower.value;
  }

  get state(): AgentSessionState | undefined {
    return this.session?.state;
  }

  hostConnected(): void {
    // The follower asks for the session; Lit wants one method of a controller.
  }

  #follow(session: AgentSession | undefined): void {
    this.#unsubscribe?.();
    this.#unsubscribe = session?.subscribe((next, previous) => {
      this.#changed?.(next, previous);
      this.#host.requestUpdate();
    });
    this.#changed?.(session?.state, undefined);
    this.#host.requestUpdate();
  }
}
