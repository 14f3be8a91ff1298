import type { ReactiveController } from 'lit';
import type { Code, CommandBody, InteractionSession, Outcome, SessionState } from '../interaction/index.js';
import type { FollowingHost } from './context-follower.js';
import { ContextFollower } from './context-follower.js';
import { interactionContext } from './contexts.js';
import { requestAfterVeto } from './request.js';

/**
 * The one bridge from an interaction's session to an element: follows the nearest session, renders the host again when one
 * of the watched keys changed, and sends requests after the page had its chance to veto.
 */
export class InteractionController implements ReactiveController {
  readonly #host: FollowingHost;
  readonly #watched: readonly (keyof SessionState)[];
  readonly #follower: ContextFollower<InteractionSession | undefined>;
  readonly #sessionChanged: ((session: InteractionSession | undefined) => void) | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(
    host: FollowingHost,
    watched: readonly (keyof SessionState)[],
    sessionChanged?: (session: InteractionSession | undefined) => void,
  ) {
    this.#host = host;
    this.#watched = watched;
    this.#sessionChanged = sessionChanged;
    host.addController(this);
    this.#follower = new ContextFollower(host, interactionContext, (session) => this.#follow(session));
  }

  get session(): InteractionSession | undefined {
    return this.#follower.value;
  }

  get state(): SessionState | undefined {
    return this.session?.state;
  }

  hostConnected(): void {
    // The follower asks for the session; there is nothing to do here, but Lit wants one method of a controller.
  }

  /** Why a command may not run now; undefined: it may. */
  refusal(command: CommandBody): Code | undefined {
    return this.session ? this.session.refusal(command) : 'not-connected';
  }

  /** Asks the page first, then the desk. */
  async request(command: CommandBody): Promise<Outcome> {
    return this.session ? await this.requestOf(this.session, command) : { ok: false, code: 'not-connected' };
  }

  /** The same for a session that the host holds itself. */
  async requestOf(session: InteractionSession, command: CommandBody): Promise<Outcome> {
    return await requestAfterVeto(this.#host, session, command);
  }

  #follow(session: InteractionSession | undefined): void {
    this.#unsubscribe?.();
    this.#unsubscribe = session?.subscribe((next, previous) => {
      if (this.#watched.some((key) => next[key] !== previous[key])) this.#host.requestUpdate();
    });
    this.#sessionChanged?.(session);
    this.#host.requestUpdate();
  }
}
