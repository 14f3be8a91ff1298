import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Attachments, InteractionController, Levels } from '../../context/index.js';
import type { Attachment } from '../../context/index.js';
import type { CommandBody, Fact, InteractionSession } from '../../interaction/index.js';
import { contactOf } from '../../interaction/index.js';
import { VswElement } from '../../ui/base-element.js';
import { controls } from '../../ui/controls.js';
import { icon } from '../../ui/icons.js';
import { LiveAnnouncer } from '../../ui/live-announcer.js';
import { panels } from '../../ui/panels.styles.js';
import { SecondTimer } from '../../ui/timer.js';
import type { Toolbar } from '../../ui/toolbar.js';
import * as words from '../../ui/words/session.js';
import type { CallParts } from './late-parts.js';
import { callParts, loadCallParts } from './late-parts.js';
import { panePhase, phaseSince } from './phase.js';
import { styles } from './video-session-pane.styles.js';

/** How soon what draws a call is asked for again when it did not come. */
const RETRY_MS = 2000;

/**
 * The agent's side of a call: the contact's picture and the own one, the toolbar with every action, the state of the call
 * and its timers. After Disconnect it becomes the wrap-up sheet.
 *
 * @tag video-session-pane
 * @csspart status - The line with state, timer, contact and connection quality.
 * @csspart state - The state: word, colour and shape.
 * @csspart timer - How long.
 * @csspart contact - Who it is with, and what about.
 * @csspart quality - The own connection's quality.
 * @csspart banners - Everything that is wrong now.
 * @csspart banner - One thing that is wrong; by its kind also `danger-banner`, `held-banner` or `reconnecting-banner`.
 * @csspart dismiss - The button that takes a failure away.
 * @csspart take-over - The button that continues a call that is open in another tab.
 * @csspart unlock - The button that turns sound on where the browser holds it back.
 * @csspart stage - View and preview.
 * @csspart view - The contact's picture, or their portrait.
 * @csspart video - The contact's `video` itself.
 * @csspart portrait - What stands where nobody shows a camera.
 * @csspart preview - The own picture.
 * @csspart own-video - The own `video` itself.
 * @csspart agent-view - Another agent's picture.
 * @csspart slate - What stands instead of the picture on hold.
 * @csspart request - A request for video.
 * @csspart show-camera - The answer to it with the own camera.
 * @csspart only-watch - The answer to it without.
 * @csspart not-now - The answer that declines it.
 * @csspart toolbar - The actions.
 * @csspart mute - Mute and Unmute.
 * @csspart video-stream - Enable, Disable and Cancel; one at a time: also `enable-video`, `disable-video`, `cancel-video`.
 * @csspart own-camera - Hide and show the own camera while video is on.
 * @csspart hold - Hold.
 * @csspart unhold - Unhold.
 * @csspart swap - Swap view and preview.
 * @csspart disconnect - Disconnect.
 * @csspart mark-done - Mark Done.
 * @csspart wrap-up - The sheet after Disconnect.
 * @fires {InteractionRequestEvent} interaction-request - Before a command is sent. Cancel it to veto.
 */
export class VideoSessionPane extends VswElement {
  static override styles = [controls, panels, styles];

  /** The id of an `interaction-context` elsewhere in the page. */
  @property() for: string | undefined;

  @state() private swapped = false;

  readonly #interaction = new InteractionController(
    this,
    ['connection', 'interaction', 'contents', 'pending', 'failures', 'media', 'intent', 'closed'],
    (session) => this.#followFacts(session),
  );
  readonly #attachments = new Attachments(this, () => this.#interaction.session?.room);
  readonly #levels = new Levels(
    this,
    () => this.#interaction.session?.room,
    (levels) => this.#drawLevels(levels),
  );
  readonly #announcer = new LiveAnnouncer(this);
  readonly #timer = new SecondTimer(this, {
    now: () => this.#interaction.session?.now() ?? 0,
    since: () => phaseSince(this.#interaction.state),
  });
  #stopFacts: (() => void) | undefined;
  #toolbar: Toolbar | undefined;
  #loading: Promise<void> | undefined;

  protected override render() {
    const session = this.#interaction.session;
    const now = session?.now() ?? 0;
    const current = this.#interaction.state;
    const phase = panePhase(current);
    if (!current || phase === 'empty') return html`${idleLine()}${this.#emptyStage()}`;
    const parts = callParts();
    if (!parts) {
      this.#load();
      return html`<div class="stage empty" part="stage"></div>`;
    }
    this.addStyles(parts.callStyles);
    this.#toolbar ??= new parts.Toolbar(this, 'actions');
    const since = phaseSince(current);
    const elapsed = since === undefined ? undefined : this.#timer.elapsed(since);
    const over = phase === 'wrap-up' || phase === 'done' || phase === 'ended';
    const held = phase === 'held';
    return html`
      ${parts.statusLine(phase, current, elapsed)}
      ${parts.banners(current, {
        now,
        dismiss: (failure) => session?.dismiss(failure),
        unlock: () => void session?.room?.unlock(),
        takeOver: () => session?.takeOver(),
      })}
      ${over ? parts.wrapUpSheet(current, now) : this.#call(parts, held, now)}
      ${this.#toolbar.render(
        words.callActions(),
        parts.toolbarGroups({
          state: current,
          phase,
          refusal: (command) => this.#interaction.refusal(command),
          request: this.#request,
          setMicrophone: this.#setMicrophone,
          swap: this.#swap,
        }),
      )}
    `;
  }

  protected override updated(): void {
    const current = this.#interaction.state;
    const legs = new Set(
      current
        ? callParts()
            ?.othersLegs(current)
            .map((leg) => leg.id)
        : [],
    );
    const wanted: Attachment[] = [];
    for (const element of this.renderRoot.querySelectorAll<HTMLMediaElement>('[data-leg]')) {
      const leg = element.dataset.leg ?? '';
      const source = element.localName === 'audio' ? 'microphone' : 'camera';
      if (leg === 'local' || legs.has(leg)) wanted.push({ leg, source, element });
    }
    this.#attachments.sync(wanted);
  }

  /** Who waits for the pane to be drawn waits for what draws a call as well. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    if (!this.#loading) return done;
    await this.#loading;
    return await super.getUpdateComplete();
  }

  #load(): void {
    const again = () => {
      this.#loading = undefined;
      this.requestUpdate();
    };
    const later = () => void this.#interaction.session?.after(RETRY_MS, again);
    this.#loading ??= loadCallParts().then(again, later);
  }

  #emptyStage() {
    return html`<div class="stage empty" part="stage">
      <div class="portrait">${icon('headset')}<span class="portrait-note">${words.noCallHint()}</span></div>
    </div>`;
  }

  #call({ othersLegs, requestCard, stage }: CallParts, held: boolean, now: number) {
    const current = this.#interaction.state!;
    const contact = current.interaction && contactOf(current.interaction);
    return html`<div class="call">
      ${stage({
        state: current,
        held,
        heldFor: Math.max(0, now - (contact?.heldAt ?? now)),
        swapped: this.swapped,
        speaks: (leg) => this.#levels.speaks(leg),
      })}
      ${requestCard(current, now, this.#request)}
      ${othersLegs(current).map((leg) => html`<audio data-leg=${leg.id}></audio>`)}
    </div>`;
  }

  readonly #request = (command: CommandBody): void => {
    void this.#interaction.request(command);
  };

  readonly #setMicrophone = (on: boolean): void => {
    this.#interaction.session?.setIntent({ microphone: on });
    this.#announcer.announce(on ? words.unmutedNow : words.mutedNow);
  };

  readonly #swap = (): void => {
    this.swapped = !this.swapped;
  };

  #drawLevels(levels: ReadonlyMap<string, number>): void {
    const contact = this.#interaction.state?.interaction && contactOf(this.#interaction.state.interaction);
    const level = contact?.legs[0] === undefined ? 0 : (levels.get(contact.legs[0].id) ?? 0);
    this.style.setProperty('--_level', level.toFixed(2));
  }

  #followFacts(session: InteractionSession | undefined): void {
    this.#stopFacts?.();
    this.#stopFacts = session?.onFact((fact: Fact, current) => {
      const words = this.say(() => callParts()?.announcementOf(fact, current));
      if (words) this.#announcer.announce(words.text, { alert: words.alert });
    });
  }
}

/** The status line while there is no call. */
function idleLine(): TemplateResult {
  return html`<header class="status" part="status">
    <span class="state empty" part="state">${icon('phone')}<span>${words.noCall()}</span></span>
  </header>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'video-session-pane': VideoSessionPane;
  }
}
