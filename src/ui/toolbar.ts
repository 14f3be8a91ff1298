import { html, nothing } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';
import { actionButton } from './controls.js';
import type { ActionButton } from './controls.js';
import { ActionMenu } from './menu.js';
import { RovingFocus } from './roving-focus.js';
import { ToolbarOverflow } from './toolbar-overflow.js';
import { more } from './words/common.js';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: ParentNode & Node };

/** A toolbar's button. `keep` ones are never moved into the menu (the one that ends a call, say). */
export type ToolbarAction = ActionButton & { readonly keep?: boolean };

/**
 * One toolbar: groups of buttons with a line between them, one tab stop, arrows within. Icons with words from 560 px
 * of width, icons with tooltips below; what does not fit moves into a *More* menu, last first.
 */
export class Toolbar {
  readonly #overflow: ToolbarOverflow;
  readonly #menu: ActionMenu;
  readonly #host: Host;
  readonly #key: string;

  /** `key` names the toolbar's parts; unique in the element's root. */
  constructor(host: Host, key = 'toolbar') {
    this.#host = host;
    this.#key = key;
    this.#overflow = new ToolbarOverflow(host, { container: () => this.#bar });
    this.#menu = new ActionMenu(host, `${key}-more`);
    new RovingFocus(host, { items: () => this.#bar?.querySelectorAll<HTMLElement>('.btn') ?? [] });
  }

  /** The toolbar, for the host's `render()`. A group of `keep` actions stands apart, at the end. */
  render(label: string, groups: readonly (readonly ToolbarAction[])[]): TemplateResult {
    const { compact, hidden } = this.#overflow;
    const shown = groups.filter((group) => group.length > 0);
    const apart = shown.filter((group) => group.every((action) => action.keep));
    const moved = shown.flat().filter((action) => hidden.has(keyOf(action)));
    return html`<div class="toolbar" part="toolbar ${this.#key}" role="toolbar" aria-label=${label}>
      ${shown
        .filter((group) => !apart.includes(group))
        .map((group, at) => [at > 0 ? line : nothing, group.map((action) => item(action, compact))])}
      <span class="toolbar-more" hidden>
        ${this.#menu.render({ label: more(), icon: 'more', compact }, moved)}
      </span>
      <span class="toolbar-space"></span>
      ${apart.flat().map((action) => item(action, compact))}
    </div>`;
  }

  get #bar(): HTMLElement | undefined {
    return this.#host.renderRoot.querySelector<HTMLElement>(`[part~="${this.#key}"].toolbar`) ?? undefined;
  }
}

const keyOf = (action: ActionButton) => action.part.split(' ', 1)[0]!;
const line = html`<span class="toolbar-line" aria-hidden="true"></span>`;
const item = (action: ToolbarAction, compact: boolean) =>
  html`<span class="toolbar-item" data-item=${keyOf(action)} ?data-keep=${action.keep}>
    ${actionButton({ ...action, compact: action.compact ?? compact })}
  </span>`;
