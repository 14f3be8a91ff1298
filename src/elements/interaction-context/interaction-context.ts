import { ContextProvider } from '@lit/context';
import { ReactiveElement } from 'lit';
import { property } from 'lit/decorators.js';
import {
  InteractionChangeEvent,
  InteractionClosedEvent,
  InteractionOpenedEvent,
  OpenInteractions,
  busyWith,
  interactionContext,
} from '../../context/index.js';
import type { AgentSession, InteractionSession } from '../../interaction/index.js';

/** How long the last facts of what is over are waited for. */
const LAST_FACTS_MS = 2000;

/**
 * One interaction for the elements inside it. It shows nothing itself.
 *
 * With `interaction-id` it is that interaction of the nearest `agent-desk`; without, it is the one the agent is busy with:
 * where they speak first, then on hold, then in wrap-up. A host may set `session` to one of its own.
 *
 * @tag interaction-context
 * @slot - Elements that show or steer the interaction.
 * @fires {InteractionChangeEvent} interaction-change - A fact has arrived; `fact` and the new `state`.
 * @fires {InteractionOpenedEvent} interaction-opened - It is there, also after a reload: open the contact's record.
 * @fires {InteractionClosedEvent} interaction-closed - It is over for this page. Cancel it to keep what is shown.
 */
export class InteractionContext extends ReactiveElement {
  /** Which interaction; empty: the one the agent is busy with. */
  @property({ attribute: 'interaction-id' }) interactionId = '';

  /** The id of an `agent-desk` elsewhere in the page. */
  @property() for: string | undefined;

  readonly #provider = new ContextProvider(this, { context: interactionContext, initialValue: undefined });
  readonly #open = new OpenInteractions(this, { watched: ['interaction'], changed: () => this.#choose() });
  #given: InteractionSession | undefined;
  /** The agent's connection that the followed session came from; undefined for a host's own. */
  #source: AgentSession | undefined;
  #told = false;
  #kept = false;
  #patience: 'none' | 'waiting' | 'lost' = 'none';
  #unfollow: (() => void) | undefined;

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
    // Whoever only moves it takes it away and puts it back in the same turn.
    queueMicrotask(() => {
      if (!this.isConnected) this.#follow(undefined);
    });
  }

  protected override willUpdate(): void {
    this.#choose();
  }

  #choose(): void {
    if (!this.isConnected) return;
    const next = this.#given ?? this.#ofAgent();
    const current = this.#provider.value;
    if (next === current) return;
    if (current && this.#isOver(current)) {
      // Its last facts, and with them why it is over, may come after the news that it is: then this runs again.
      if (current.state.closed === undefined && !this.#waitedFor(current)) return;
      this.#tell(current);
    }
    // A host that cancelled the closing keeps the picture of what was, until something new is there to show.
    if (this.#kept && !next) return;
    this.#follow(next);
  }

  #ofAgent(): InteractionSession | undefined {
    const { all } = this.#open;
    const named = all.find(({ part }) => part.interaction === this.interactionId);
    return (this.interactionId ? named : busyWith(all))?.session;
  }

  /** Over for this page, and not merely replaced by the host or left behind in another place. */
  #isOver(session: InteractionSession): boolean {
    if (session.state.closed !== undefined) return true;
    if (!this.#source || this.#source !== this.#open.agent) return false;
    return this.#open.all.every(({ part }) => part.interaction !== session.id);
  }

  #tell(session: InteractionSession): void {
    if (this.#told) return;
    this.#told = true;
    this.#kept = !this.dispatchEvent(new InteractionClosedEvent(session.id, session.state.closed ?? 'done'));
  }

  /** A desk that never says why it is over must not keep the next one away. */
  #waitedFor(session: InteractionSession): boolean {
    if (this.#patience === 'none') {
      this.#patience = 'waiting';
      session.after(LAST_FACTS_MS, () => {
        if (this.#provider.value !== session) return;
        this.#patience = 'lost';
        this.#choose();
      });
    }
    return this.#patience === 'lost';
  }

  #follow(session: InteractionSession | undefined): void {
    this.#unfollow?.();
    this.#told = session?.state.closed !== undefined;
    this.#kept = false;
    this.#patience = 'none';
    this.#source = this.#given ? undefined : this.#open.agent;
    const stops = session && [
      session.onFact((fact, state) => this.dispatchEvent(new InteractionChangeEvent(fact, state))),
      session.subscribe((next, previous) => {
        if (next.interaction && !previous.interaction) this.#opened(session);
        if (next.closed !== undefined && previous.closed === undefined) this.#closed(session);
      }),
    ];
    this.#unfollow = () => stops?.forEach((stop) => stop());
    this.#provider.setValue(session);
    if (session?.state.interaction) this.#opened(session);
  }

  #opened(session: InteractionSession): void {
    this.dispatchEvent(new InteractionOpenedEvent(session.id, session.state));
  }

  #closed(session: InteractionSession): void {
    this.#tell(session);
    if (this.#given === session && !this.#kept) this.#given = undefined;
    this.#choose();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'interaction-context': InteractionContext;
  }
}
