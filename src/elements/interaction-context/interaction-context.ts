import { ContextProvider } from '@lit/context';
import { ReactiveElement } from 'lit';
import { property } from 'lit/decorators.js';
import { AgentController, InteractionChangeEvent, InteractionClosedEvent, interactionContext } from '../../context/index.js';
import type { AgentSession, InteractionSession } from '../../interaction/index.js';

/**
 * One interaction for the elements inside it. It shows nothing itself.
 *
 * With `interaction-id` it is that interaction of the nearest `agent-desk`; without, it is the one the agent is busy with:
 * connected first, then in wrap-up. A host may set `session` to one of its own.
 *
 * @tag interaction-context
 * @slot - Elements that show or steer the interaction.
 * @fires {InteractionChangeEvent} interaction-change - A fact has arrived; `fact` and the new `state`.
 * @fires {InteractionClosedEvent} interaction-closed - It is over for this page. Cancel it to keep what is shown.
 */
export class InteractionContext extends ReactiveElement {
  /** Which interaction; empty: the one the agent is busy with. */
  @property({ attribute: 'interaction-id' }) interactionId = '';

  /** The id of an `agent-desk` elsewhere in the page. */
  @property() for: string | undefined;

  readonly #provider = new ContextProvider(this, { context: interactionContext, initialValue: undefined });
  readonly #agent = new AgentController(this, () => this.#choose());
  #given: InteractionSession | undefined;
  #kept = false;
  #unsubscribe: (() => void) | undefined;

  /** The session the elements inside work with. */
  get session(): InteractionSession | undefined {
    return this.#provider.value;
  }

  set session(session: InteractionSession | undefined) {
    this.#given = session;
    this.#choose();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#choose();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#follow(undefined);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('interactionId')) this.#choose();
  }

  #choose(): void {
    if (!this.isConnected) return;
    const next = this.#given ?? this.#ofAgent(this.#agent.session);
    const current = this.#provider.value;
    if (next === current) return;
    if (current && !this.#kept && !this.#stillOpen(current)) {
      const closed = new InteractionClosedEvent(current.id, current.state.closed ?? 'done');
      this.#kept = !this.dispatchEvent(closed);
    }
    // A host that cancelled the closing keeps the picture of what was, until something new is there to show.
    if (this.#kept && !next) return;
    this.#kept = false;
    this.#follow(next);
  }

  #ofAgent(agent: AgentSession | undefined): InteractionSession | undefined {
    const open = agent?.state.view?.agent.open ?? [];
    if (!agent) return undefined;
    if (this.interactionId) {
      return open.some((one) => one.interaction === this.interactionId) ? agent.session(this.interactionId) : undefined;
    }
    const current = open.find((one) => one.status === 'active') ?? open.find((one) => one.status === 'wrap-up');
    return current ? agent.session(current.interaction) : undefined;
  }

  #stillOpen(session: InteractionSession): boolean {
    const open = this.#agent.state?.view?.agent.open ?? [];
    return open.some((one) => one.interaction === session.id);
  }

  #follow(session: InteractionSession | undefined): void {
    this.#unsubscribe?.();
    this.#unsubscribe = session?.onFact((fact, state) => this.dispatchEvent(new InteractionChangeEvent(fact, state)));
    this.#provider.setValue(session);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'interaction-context': InteractionContext;
  }
}
