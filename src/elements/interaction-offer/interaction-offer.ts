import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { property, state } from 'lit/decorators.js';
import type { OpenInteraction } from '../../context/index.js';
import { OpenInteractions, requestAfterVeto } from '../../context/index.js';
import type { CommandBody, InteractionSession } from '../../interaction/index.js';
import { Attention } from '../../ui/attention.js';
import { VswElement } from '../../ui/base-element.js';
import { readyForCalls } from '../../ui/for-calls.js';
import { controls } from '../../ui/controls.js';
import { LiveAnnouncer } from '../../ui/live-announcer.js';
import { panels } from '../../ui/panels.styles.js';
import { Sounds } from '../../ui/sounds.js';
import { SecondTimer } from '../../ui/timer.js';
import * as words from '../../ui/words/offer.js';
import { Answers } from './answers.js';
import { briefingOf } from './briefing.js';
import { goneNote, goneWords, whyGone } from './gone.js';
import { styles } from './interaction-offer.styles.js';
import { offerCard } from './offer-card.js';

/** How long it stands why an offer is gone. */
const GONE_MS = 10_000;

interface Gone {
  readonly session: InteractionSession;
  readonly text: string;
  readonly cancel: () => void;
}

/**
 * Every interaction that is offered to the agent: who it is, what about, how long it still rings, *Accept* and *Decline*.
 * It rings softly. Where the page is hidden, its title flashes and, if the site may already notify, a notification tells;
 * it never asks for that. With nothing offered it takes no room.
 *
 * @tag interaction-offer
 * @csspart card - One offer.
 * @csspart countdown - How long it still rings.
 * @csspart name - Who.
 * @csspart subject - Why.
 * @csspart facts - Queue, wait and attached data.
 * @csspart note - A colleague's note.
 * @csspart trouble - What went wrong.
 * @csspart answers - The buttons.
 * @csspart accept - The button that takes the call.
 * @csspart decline - The button that refuses it, with a menu where reasons are configured.
 * @csspart gone - Why an offer is over.
 * @csspart dismiss - The button that takes a note or a failure away.
 * @fires {InteractionRequestEvent} interaction-request - Before the answer is sent. Cancel it to veto.
 */
export class InteractionOffer extends VswElement {
  static override styles = [controls, panels, styles];

  static {
    readyForCalls();
  }

  /** The id of an `agent-desk` elsewhere in the page. */
  @property() for: string | undefined;

  /** Whether it does not ring. */
  @property({ type: Boolean, reflect: true }) silent = false;

  @state() private gone: readonly Gone[] = [];

  readonly #announcer = new LiveAnnouncer(this);
  readonly #answers = new Answers(this, (session, command) => void this.#answer(session, command));
  readonly #sounds = new Sounds({ view: () => this.ownerDocument.defaultView });
  readonly #attention = new Attention({ view: () => this.ownerDocument.defaultView });
  readonly #announced = new Set<string>();
  readonly #open = new OpenInteractions(this, {
    watched: ['interaction', 'contents', 'pending', 'failures', 'connection'],
    left: (session) => this.#left(session),
  });

  constructor() {
    super();
    const since = () => this.#offers.at(0)?.session.state.interaction?.createdAt;
    new SecondTimer(this, { now: () => this.#open.agent?.now() ?? 0, since });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sounds.dispose();
    this.#attention.rest();
    for (const { cancel } of this.gone) cancel();
    this.gone = [];
  }

  protected override render() {
    const queues = this.#open.agent?.state.view?.queues ?? [];
    const now = this.#open.agent?.now() ?? 0;
    return html`${repeat(
      this.#offers,
      ({ part }) => part.assignment,
      (offer, at) => {
        const { state: current } = offer.session;
        return offerCard({
          state: current,
          briefing: briefingOf(current, queues),
          now,
          actions: this.#answers.render(offer, at, this.#open.agent?.state.view?.declineReasons ?? []),
          dismiss: (failure) => offer.session.dismiss(failure),
        });
      },
    )}
    ${this.gone.map(({ session, text }, at) => goneNote(text, at, () => this.#forget(session)))}`;
  }

  protected override updated(): void {
    if (!this.isConnected) return;
    this.#call();
    for (const offer of this.#offers) this.#announceOnce(offer);
  }

  get #offers(): readonly OpenInteraction[] {
    return this.#open.all.filter(
      ({ part, session }) => part.status === 'offered' && this.#stillOffered(session),
    );
  }

  /** The session may know of the answer, or of the end, before the list of open interactions does. */
  #stillOffered({ state: current }: InteractionSession): boolean {
    const own = current.interaction?.assignments.findLast((one) => one.agent === current.me?.agent);
    return own === undefined || own.status === 'offered';
  }

  /** Sound, title and notification, for as long as an offer waits for its answer. */
  #call(): void {
    const unanswered = this.#offers.filter(({ session }) => !this.#answers.isAnswering(session));
    const first = unanswered[0];
    if (!first || this.silent) this.#sounds.stop('ring');
    else void this.#sounds.loop('ring');
    if (!first) return this.#attention.rest();
    const { name, subject, queue } = briefingOf(
      first.session.state,
      this.#open.agent?.state.view?.queues ?? [],
    );
    const body = [queue, subject].filter((line) => line !== undefined).join(' · ');
    this.#attention.call({ title: this.say(() => words.callFrom(name)), body, tag: first.part.assignment });
  }

  #announceOnce({ part, session }: OpenInteraction): void {
    const { interaction } = session.state;
    if (!interaction || this.#announced.has(part.assignment)) return;
    this.#announced.add(part.assignment);
    const { name, subject, queue } = briefingOf(session.state, this.#open.agent?.state.view?.queues ?? []);
    const said = [this.say(() => words.callFrom(name)), subject, queue].filter((line) => line !== undefined);
    this.#announcer.announce(`${said.join('. ')}.`, { alert: true });
  }

  async #answer(session: InteractionSession, command: CommandBody): Promise<void> {
    await this.#answers.whileAnswering(session, requestAfterVeto(this, session, command));
  }

  #left(session: InteractionSession): void {
    const why = whyGone(session.state);
    if (!why || !this.isConnected) return;
    const text = this.say(() => goneWords(why, session.state));
    const cancel = session.after(GONE_MS, () => this.#forget(session));
    this.gone = [...this.gone, { session, text, cancel }];
    this.#announcer.announce(text);
  }

  #forget(session: InteractionSession): void {
    for (const one of this.gone) if (one.session === session) one.cancel();
    this.gone = this.gone.filter((one) => one.session !== session);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'interaction-offer': InteractionOffer;
  }
}
