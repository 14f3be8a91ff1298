import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { property } from 'lit/decorators.js';
import type { OpenInteraction } from '../../context/index.js';
import { OpenInteractions, busyWith } from '../../context/index.js';
import { VswElement } from '../../ui/base-element.js';
import { controls } from '../../ui/controls.js';
import { icon } from '../../ui/icons.js';
import { RovingFocus } from '../../ui/roving-focus.js';
import { SecondTimer } from '../../ui/timer.js';
import * as words from '../../ui/words/interactions.js';
import { styles } from './interaction-list.styles.js';
import { row, standingOf } from './row.js';
import { InteractionSelectEvent } from './select-event.js';

/**
 * The agent's open interactions, for those who may have more than one: ringing, connected, on hold, in after-call work.
 * Pressing one chooses it; what that means is the page's, for example
 * `list.addEventListener('interaction-select', (event) => { context.interactionId = event.interaction; })`.
 *
 * @tag interaction-list
 * @csspart list - The list.
 * @csspart row - One interaction.
 * @csspart name - Who.
 * @csspart state - Its state.
 * @csspart timer - How long.
 * @csspart empty - What stands there when nothing is open.
 * @fires {InteractionSelectEvent} interaction-select - One was pressed. Cancel it to keep the chosen one.
 */
export class InteractionList extends VswElement {
  static override styles = [controls, styles];

  /** The id of an `agent-desk` elsewhere in the page. */
  @property() for: string | undefined;

  /** The chosen interaction; empty: the one the agent is busy with, as an `interaction-context` chooses it. */
  @property({ reflect: true }) selected = '';

  readonly #open = new OpenInteractions(this, {
    watched: ['interaction', 'contents'],
    changed: () => this.#forgetWhatIsOver(),
  });

  constructor() {
    super();
    new RovingFocus(this, {
      items: () => this.renderRoot.querySelectorAll<HTMLElement>('button.row'),
      orientation: 'vertical',
      typeahead: true,
    });
    new SecondTimer(this, {
      now: () => this.#open.agent?.now() ?? 0,
      since: () => this.#open.all.map((one) => standingOf(one).since).find((since) => since !== undefined),
    });
  }

  protected override render() {
    const { all } = this.#open;
    if (all.length === 0) return empty();
    const now = this.#open.agent?.now() ?? 0;
    const chosen = this.#chosen(all);
    return html`<ul class="list" part="list" aria-label=${words.openInteractions()}>
      ${repeat(
        all,
        ({ part }) => part.interaction,
        (offer) => {
          const { interaction } = offer.part;
          return row({ offer, now, chosen: interaction === chosen, choose: () => this.#choose(interaction) });
        },
      )}
    </ul>`;
  }

  #chosen(all: readonly OpenInteraction[]): string | undefined {
    return this.selected || busyWith(all)?.part.interaction;
  }

  #choose(interaction: string): void {
    if (this.dispatchEvent(new InteractionSelectEvent(interaction))) this.selected = interaction;
  }

  #forgetWhatIsOver(): void {
    const { agent, all } = this.#open;
    if (!this.selected || !agent?.state.view) return;
    if (!all.some(({ part }) => part.interaction === this.selected)) this.selected = '';
  }
}

function empty(): TemplateResult {
  return html`<div class="empty" part="empty">
    ${icon('headset')}<strong>${words.noneOpen()}</strong><span>${words.noneHint()}</span>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'interaction-list': InteractionList;
  }
}
