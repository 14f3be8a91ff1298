import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { icon } from './icons.js';
import type { IconName } from './icons.js';
import { dismissTip, hideTip, showTip } from './tooltip.js';
import { working } from './words/common.js';

export { controls } from './controls.styles.js';

/** What a button is, says and does. The same description makes a toolbar's button or an item of its menu. */
export interface ActionButton {
  /** The button's part, and its key: unique in the element's root. More parts may follow after a space. */
  readonly part: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly onPress: (event: Event) => void;
  /** Whether a toggle is on. Only when the label stays the same: a changing label says it already. */
  readonly pressed?: boolean | undefined;
  /** The action is on its way: a ring on this button, which does not act again meanwhile. */
  readonly busy?: boolean | undefined;
  /** Why it may not run now. The button stays reachable, does nothing, and says this. */
  readonly reason?: string | undefined;
  /** One more thing to know, such as a shortcut. Spoken after the label and shown in the tooltip. */
  readonly hint?: string | undefined;
  readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet' | undefined;
  /** Show the icon alone; the label is the tooltip. */
  readonly compact?: boolean | undefined;
  /** A 56 px circle with its label below, for the phone page. */
  readonly round?: boolean | undefined;
  /** For a button that opens something: what kind, and whether it is open. */
  readonly popup?: 'menu' | 'dialog' | 'listbox' | undefined;
  readonly expanded?: boolean | undefined;
  /** A short mark after the label, such as a count. */
  readonly badge?: string | undefined;
}

/**
 * A button with an icon and a word. A button that may not run is not `disabled`: it keeps its place in the tab order
 * with `aria-disabled` and tells the reason, so that nobody wonders why.
 */
export function actionButton(action: ActionButton): TemplateResult {
  const { kind = 'plain', compact = false, round = false, busy = false, reason, hint } = action;
  const key = action.part.split(' ', 1)[0]!;
  const notes = [busy ? working() : undefined, reason, hint].filter((note) => note !== undefined);
  const described = notes.length > 0;
  return html`<span
    class="action ${round ? 'round' : ''}"
    @pointerenter=${showTip}
    @pointerleave=${hideTip}
    @focusin=${showTip}
    @focusout=${hideTip}
    @keydown=${dismissTip}
    @click=${(event: Event) => (reason ? showTip(event) : hideTip(event))}
    ><button
      type="button"
      part="button ${action.part}"
      class="btn ${kind} ${compact ? 'compact' : ''}"
      data-key=${key}
      aria-label=${ifDefined(compact ? action.label : undefined)}
      aria-pressed=${ifDefined(action.pressed === undefined ? undefined : `${action.pressed}`)}
      aria-disabled=${ifDefined(reason ? 'true' : undefined)}
      aria-busy=${ifDefined(busy ? 'true' : undefined)}
      aria-describedby=${ifDefined(described ? `${key}-note` : undefined)}
      aria-haspopup=${ifDefined(action.popup)}
      aria-expanded=${ifDefined(action.expanded === undefined ? undefined : `${action.expanded}`)}
      @click=${pressOf(action)}
    >
      <span class="glyph">${action.icon ? icon(action.icon) : nothing}${busy ? ring() : nothing}</span>
      <span class="word" part="label">${action.label}</span>
      ${action.badge ? html`<span class="badge" part="badge">${action.badge}</span>` : nothing}</button
    >${
      compact || described
        ? html`<span class="tip" part="tooltip" role="tooltip" popover="manual">
            ${compact ? html`<span class="tip-label" aria-hidden="true">${action.label}</span>` : nothing}
            <span id="${key}-note">${notes.join(' ')}</span>
          </span>`
        : nothing
    }</span
  >`;
}

/** What pressing an action's button does: nothing while it may not run or is on its way. */
export function pressOf({ reason, busy, onPress }: ActionButton): (event: Event) => void {
  return (event) => {
    if (reason || busy) event.preventDefault();
    else onPress(event);
  };
}

/** The thin ring that turns while something is on its way. Decoration: say it in words too. */
export function ring(): TemplateResult {
  return html`<span class="ring" part="ring" aria-hidden="true"></span>`;
}
