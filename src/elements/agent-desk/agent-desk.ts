import { ContextProvider } from '@lit/context';
import { ReactiveElement } from 'lit';
import { property } from 'lit/decorators.js';
import { agentContext } from '../../context/index.js';
import type { AgentSession, AgentSessionState } from '../../interaction/index.js';

export interface AgentConnection {
  readonly deskUrl: string;
  /** Gives a fresh login token: asked at the start, before one expires, and when the desk refuses one. */
  readonly getToken: () => Promise<string>;
}

/**
 * The agent's connection to the desk. It shows nothing: elements inside it, or pointing at it with `for`, do.
 *
 * @tag agent-desk
 * @slot - Elements that work with this agent's interactions.
 * @fires {AgentChangeEvent} agent-change - The agent's state, offers or open interactions changed.
 */
export class AgentDesk extends ReactiveElement {
  /** Makes a session; set by `define.ts`, so that this class knows no adapter. */
  static connect: ((connection: AgentConnection) => AgentSession) | undefined;

  /** Where the desk answers, for example `https://desk.example`. */
  @property({ attribute: 'desk-url' }) deskUrl = '';

  /** Gives the login token. A property, never an attribute: tokens do not belong in the page's text. */
  @property({ attribute: false }) getToken: (() => Promise<string>) | undefined;

  readonly #provider = new ContextProvider(this, { context: agentContext, initialValue: undefined });
  #own: AgentSession | undefined;
  #given: AgentSession | undefined;
  #unsubscribe: (() => void) | undefined;

  /** The session in use. A host with a backend of its own sets one; otherwise it is made from `desk-url`. */
  get session(): AgentSession | undefined {
    return this.#given ?? this.#own;
  }

  set session(session: AgentSession | undefined) {
    this.#given = session;
    this.#dropOwn();
    this.#provide();
    this.requestUpdate();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#provide();
    this.requestUpdate(); // put back after it was away, it connects anew
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Whoever only moves it takes it away and puts it back in the same turn: no call is cut for that.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#dropOwn();
      this.#provide();
    });
  }

  protected override updated(): void {
    if (!this.isConnected) return;
    const wanted = !this.#given && this.deskUrl !== '' && this.getToken !== undefined;
    if (wanted && !this.#own) {
      // A host may give a new function with each of its renderings: the one it gave last is asked.
      const getToken = () => this.getToken?.() ?? Promise.reject(new Error('The page gives no getToken'));
      this.#own = AgentDesk.connect?.({ deskUrl: this.deskUrl, getToken });
    }
    this.#provide();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('deskUrl') || !this.getToken) this.#dropOwn();
  }

  #dropOwn(): void {
    this.#own?.dispose();
    this.#own = undefined;
  }

  #provide(): void {
    const session = this.isConnected ? this.session : undefined;
    if (this.#provider.value === session) return;
    this.#unsubscribe?.();
    this.#unsubscribe = session?.subscribe((state) => this.dispatchEvent(new AgentChangeEvent(state)));
    this.#provider.setValue(session);
    if (session) this.dispatchEvent(new AgentChangeEvent(session.state));
  }
}

/** Fired by an `agent-desk` whenever something about the agent changed. */
export class AgentChangeEvent extends Event {
  static readonly type = 'agent-change';
  readonly state: AgentSessionState;

  constructor(state: AgentSessionState) {
    super(AgentChangeEvent.type, { bubbles: true, composed: true });
    this.state = state;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'agent-desk': AgentDesk;
  }
  interface GlobalEventHandlersEventMap {
    'agent-change': AgentChangeEvent;
  }
}
