import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { AgentController } from '../../context/index.js';
import type { AgentSessionState, AgentState as What, AgentView } from '../../interaction/index.js';
import { VswElement } from '../../ui/base-element.js';
import { actionButton, controls } from '../../ui/controls.js';
import type { IconName } from '../../ui/icons.js';
import { icon } from '../../ui/icons.js';
import { LiveAnnouncer } from '../../ui/live-announcer.js';
import { ActionMenu } from '../../ui/menu.js';
import { panels } from '../../ui/panels.styles.js';
import { SecondTimer } from '../../ui/timer.js';
import * as words from '../../ui/words/agent.js';
import { wordsOf } from '../../ui/words/codes.js';
import { close } from '../../ui/words/common.js';
import * as format from '../../ui/words/format.js';
import { styles } from './agent-state.styles.js';
import { announcementOf } from './announcements.js';
import { choices } from './choices.js';
import type { Choosing } from './choices.js';
import { planned, readinessWords, stateWords } from './state-words.js';

/**
 * What the agent is doing, since when, and the choice of what to do: ready, not ready with a reason, log out. During a
 * call the choice is what to be after it.
 *
 * @tag agent-state
 * @csspart state - The state: word, colour and shape.
 * @csspart timer - Since when.
 * @csspart change - The button that opens the choice.
 * @csspart menu - The choice.
 * @csspart log-out - The choice that ends the work; the others are `choice-ready` and `choice-<id of the reason>`.
 * @csspart trouble - What is wrong, and what to do.
 * @csspart dismiss - The button that takes a failure away.
 */
export class AgentState extends VswElement {
  static override styles = [controls, panels, styles];

  /** The id of an `agent-desk` elsewhere in the page. */
  @property() for: string | undefined;

  @state() private asked = false;

  readonly #announcer = new LiveAnnouncer(this);
  readonly #menu = new ActionMenu(this, 'change');
  readonly #agent = new AgentController(this, (next, previous) => this.#announce(next, previous));
  readonly #timer = new SecondTimer(this, {
    now: () => this.#agent.session?.now() ?? 0,
    since: () => this.#view?.agent.since,
  });

  protected override render() {
    const current = this.#agent.state;
    const view = current?.view;
    return html`<div class="line" role="group" aria-label=${words.yourState()}>
        ${view ? this.#state(view) : unknown()} ${view && current ? this.#choice(current, view) : nothing}
      </div>
      ${current ? this.#trouble(current) : nothing}`;
  }

  get #view(): AgentView | undefined {
    return this.#agent.state?.view;
  }

  #state(view: AgentView): TemplateResult {
    const elapsed = this.#timer.elapsed(view.agent.since);
    return html`<span class="state ${view.state}" part="state">
        ${icon(shapes[view.state])}<span class="what">${stateWords(view)}</span>
      </span>
      <span class="timer" part="timer">${format.duration(elapsed)}</span>`;
  }

  #choice(current: AgentSessionState, view: AgentView): TemplateResult {
    const { connection } = current;
    const later = view.agent.open.length > 0;
    const next = readinessWords(planned(view.agent), view.notReadyReasons);
    const away = connection.state === 'retrying' || connection.state === 'signed-out';
    const button = {
      label: later ? words.afterThisCall(next) : words.changeState(),
      icon: 'chevron-down',
      busy: this.asked || current.busy,
      reason: away ? wordsOf(connection.code).cause() : undefined,
    } as const;
    return this.#menu.render(
      button,
      choices(view, (command) => void this.#choose(command)),
    );
  }

  #trouble({ connection, failure }: AgentSessionState): TemplateResult | typeof nothing {
    if (connection.state === 'signed-out') return trouble('danger', 'lock', codeText(connection.code));
    if (connection.state === 'retrying') return trouble('reconnecting', 'refresh', words.deskGone());
    if (!failure) return nothing;
    const onPress = () => this.#agent.session?.dismiss();
    const look = { part: 'dismiss', label: close(), icon: 'close', kind: 'quiet', compact: true } as const;
    return trouble('danger', 'alert', codeText(failure), actionButton({ ...look, onPress }));
  }

  async #choose(command: Choosing): Promise<void> {
    const { session } = this.#agent;
    if (this.asked || !session || session.state.busy) return;
    this.asked = true;
    await session.request(command);
    this.asked = false;
  }

  #announce(next: AgentSessionState | undefined, previous: AgentSessionState | undefined): void {
    const said = next && this.say(() => announcementOf(next, previous));
    if (said) this.#announcer.announce(said.text, said.alert ? { alert: true } : {});
  }
}

const shapes: Readonly<Record<What, IconName>> = {
  'logged-out': 'leave',
  ready: 'check',
  'not-ready': 'pause',
  ringing: 'bell',
  'on-a-call': 'headset',
  'after-call-work': 'clock',
};

function unknown(): TemplateResult {
  return html`<span class="state unknown" part="state">${icon('loader')}<span>${words.connecting()}</span></span>`;
}

function codeText(code: string): string {
  return `${wordsOf(code).cause()} ${wordsOf(code).remedy()}`;
}

function trouble(kind: string, shape: IconName, text: string, action?: TemplateResult): TemplateResult {
  return html`<div class="trouble ${kind}" part="trouble">${icon(shape)}<span>${text}</span>${action ?? nothing}</div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'agent-state': AgentState;
  }
}
