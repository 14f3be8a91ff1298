import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { actionButton, pressOf, ring } from './controls.js';
import type { ActionButton } from './controls.js';
import { icon } from './icons.js';
import { RovingFocus } from './roving-focus.js';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: ParentNode & Node };

/**
 * A button that opens a menu of actions, in the top layer: arrows, Home, End and letters move, Enter and Space press,
 * Escape and Tab close, and focus returns to the button. Actions that may not run are reachable and tell why.
 */
export class ActionMenu implements ReactiveController {
  readonly #host: Host;
  readonly #key: string;
  readonly #roving: RovingFocus;
  #open = false;

  /** `key` names the menu's parts and ids; unique in the element's root. */
  constructor(host: Host, key: string) {
    this.#host = host;
    this.#key = key;
    host.addController(this);
    this.#roving = new RovingFocus(host, {
      items: () => (this.#open ? this.#items() : []),
      orientation: 'vertical',
      typeahead: true,
    });
  }

  /** Whether it is open. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** The button and, beside it, its menu. */
  render(
    button: Pick<
      ActionButton,
      'label' | 'icon' | 'compact' | 'kind' | 'badge' | 'busy' | 'reason' | 'hint'
    > & {
      /** More parts of the button, besides the menu's key. */
      readonly parts?: string;
    },
    actions: readonly ActionButton[],
  ): TemplateResult {
    const key = this.#key;
    return html`${actionButton({
      ...button,
      part: button.parts === undefined ? key : `${key} ${button.parts}`,
      popup: 'menu',
      expanded: this.#open,
      onPress: () => this.#toggle(),
    })}
      <div
        id="${key}-menu"
        class="menu"
        part="menu"
        role="menu"
        popover="auto"
        aria-label=${button.label}
        @toggle=${this.#toggled}
        @keydown=${this.#onKey}
      >
        ${this.#open ? actions.map((action) => this.#item(action)) : nothing}
      </div>`;
  }

  /** Closes the menu; focus returns to its button. */
  close(): void {
    if (!this.#menu?.matches(':popover-open')) return;
    this.#menu.hidePopover();
    this.#button?.focus();
  }

  hostDisconnected(): void {
    this.#open = false; // a popover closes when it leaves the page
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  #item(action: ActionButton): TemplateResult {
    const key = action.part.split(' ', 1)[0]!;
    const press = pressOf(action);
    return html`<button
      type="button"
      class="menu-item ${action.kind ?? ''}"
      part="menu-item ${action.part}"
      role=${action.pressed === undefined ? 'menuitem' : 'menuitemcheckbox'}
      tabindex="-1"
      data-key=${key}
      aria-checked=${ifDefined(action.pressed === undefined ? undefined : `${action.pressed}`)}
      aria-disabled=${ifDefined(action.reason ? 'true' : undefined)}
      aria-busy=${ifDefined(action.busy ? 'true' : undefined)}
      aria-describedby=${ifDefined(action.reason ? `${key}-item-note` : undefined)}
      @click=${(event: Event) => {
        if (!action.reason && !action.busy) this.close();
        press(event);
      }}
    >
      <span class="glyph">${action.icon ? icon(action.icon) : nothing}${action.busy ? ring() : nothing}</span>
      <span>${action.label}</span>
      ${action.reason ? html`<span class="menu-note" id="${key}-item-note">${action.reason}</span>` : nothing}
    </button>`;
  }

  get #menu(): HTMLElement | undefined {
    return this.#host.renderRoot.querySelector<HTMLElement>(`#${this.#key}-menu`) ?? undefined;
  }

  get #button(): HTMLElement | undefined {
    return this.#host.renderRoot.querySelector<HTMLElement>(`.btn[data-key="${this.#key}"]`) ?? undefined;
  }

  #items(): HTMLElement[] {
    return [...(this.#menu?.querySelectorAll<HTMLElement>('.menu-item') ?? [])];
  }

  #toggle(): void {
    if (this.#open) this.close();
    else void this.#show();
  }

  async #show(): Promise<void> {
    this.#open = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete; // its items must be there to be measured
    const menu = this.#menu;
    if (!menu?.isConnected || menu.matches(':popover-open')) return;
    menu.showPopover();
    this.#place(menu);
    const first = this.#items()[0];
    if (first) this.#roving.activate(first, { focus: true });
  }

  /** Below the button, or above it where there is more room; inside the window at both sides. */
  #place(menu: HTMLElement): void {
    const view = menu.ownerDocument.defaultView;
    const at = this.#button?.getBoundingClientRect();
    if (!view || !at) return;
    const own = menu.getBoundingClientRect();
    const below = at.bottom + 4 + own.height <= view.innerHeight || at.top < view.innerHeight - at.bottom;
    const left = view.getComputedStyle(menu).direction === 'rtl' ? at.right - own.width : at.left;
    const top = below ? at.bottom + 4 : at.top - 4 - own.height;
    menu.style.setProperty('top', `${Math.round(Math.max(4, top))}px`);
    menu.style.setProperty(
      'left',
      `${Math.round(Math.max(4, Math.min(left, view.innerWidth - own.width - 4)))}px`,
    );
  }

  readonly #toggled = (event: Event) => {
    if ((event as ToggleEvent).newState !== 'closed') return;
    this.#open = false;
    this.#host.requestUpdate();
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation(); // the Escape is the menu's, not that of a dialog around it
    }
    this.close(); // Tab then goes on from the button
  };
}
