import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import { actionButton } from './controls.js';
import { close } from './words/common.js';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: ParentNode & Node };

/** What a dialog shows. */
export interface DialogContent {
  /** Its title: shown, and its name for screen readers. */
  readonly title: string;
  readonly body: unknown;
  /** Buttons at the end; the first is what Enter in a field should mean. */
  readonly actions?: unknown;
  /** The dialog's part, and its key: unique in the element's root. */
  readonly part: string;
}

/**
 * A modal dialog on the native `<dialog>`: focus goes in (to `[data-autofocus]`, else to the first control of the
 * body), stays in, and returns to where it came from. Escape, the close button and a press beside it close it. It
 * stays open, and modal, when its element moves to another window.
 */
export class ModalDialog implements ReactiveController {
  readonly #host: Host;
  readonly #onClose: ((value: string) => void) | undefined;
  #open = false;
  #opener: HTMLElement | undefined;

  constructor(host: Host, options: { onClose?: (value: string) => void } = {}) {
    this.#host = host;
    this.#onClose = options.onClose;
    host.addController(this);
  }

  /** Whether it is open, or will be after the next rendering. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Opens it after the next rendering; focus will return to `opener`, by default to what has it now. */
  open(opener: HTMLElement | undefined = this.#focused()): void {
    this.#opener = opener;
    this.#open = true;
    this.#host.requestUpdate();
  }

  /** Closes it. `value` says how to `onClose`; empty means dismissed. */
  close(value = ''): void {
    this.#element?.close(value);
  }

  /** The dialog itself, for the host's `render()`; empty while closed. */
  render(content: () => DialogContent): TemplateResult | typeof nothing {
    if (!this.#open) return nothing;
    const { title, body, actions, part } = content();
    const key = part.split(' ', 1)[0]!;
    return html`<dialog
      class="dialog"
      part="dialog ${part}"
      aria-labelledby="${key}-title"
      @close=${this.#closed}
      @pointerdown=${this.#pressed}
    >
      <header class="dialog-head" part="dialog-head">
        <h2 id="${key}-title" class="dialog-title">${title}</h2>
        ${actionButton({
          part: `${key}-close`,
          label: close(),
          icon: 'close',
          kind: 'quiet',
          compact: true,
          onPress: () => this.close(),
        })}
      </header>
      <div class="dialog-body" part="dialog-body">${body}</div>
      ${actions ? html`<footer class="dialog-foot" part="dialog-foot">${actions}</footer>` : nothing}
    </dialog>`;
  }

  hostUpdated(): void {
    const dialog = this.#element;
    if (!this.#open || !dialog?.isConnected || dialog.matches(':modal')) return;
    dialog.returnValue = '';
    dialog.removeAttribute('open'); // a dialog that moved to another window is open there, but not modal
    dialog.showModal();
    // The browser would take the first thing, which is the close button.
    const first =
      dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog.querySelector<HTMLElement>(focusable);
    first?.focus();
  }

  hostConnected(): void {
    if (this.#open) this.#host.requestUpdate();
  }

  get #element(): HTMLDialogElement | undefined {
    const found = this.#host.renderRoot.querySelectorAll<HTMLDialogElement>('dialog.dialog');
    return [...found].find((dialog) => owners.get(dialog) === this) ?? this.#claim(found);
  }

  /** An element may have several dialogs; each controller takes the first that nobody has. */
  #claim(found: Iterable<HTMLDialogElement>): HTMLDialogElement | undefined {
    if (!this.#open) return undefined;
    const free = [...found].find((dialog) => !owners.has(dialog));
    if (free) owners.set(free, this);
    return free;
  }

  #focused(): HTMLElement | undefined {
    const root = this.#host.renderRoot as Partial<DocumentOrShadowRoot>;
    return (root.activeElement ?? this.#host.ownerDocument.activeElement ?? undefined) as
      | HTMLElement
      | undefined;
  }

  readonly #pressed = (event: PointerEvent) => {
    const dialog = event.currentTarget as HTMLDialogElement;
    if (event.target !== dialog) return;
    const box = dialog.getBoundingClientRect();
    const inside =
      event.clientX >= box.left &&
      event.clientX <= box.right &&
      event.clientY >= box.top &&
      event.clientY <= box.bottom;
    if (!inside) this.close();
  };

  readonly #closed = (event: Event) => {
    const dialog = event.currentTarget as HTMLDialogElement;
    if (event.target !== dialog || !this.#open) return;
    this.#open = false;
    this.#host.requestUpdate();
    const opener = this.#opener;
    this.#opener = undefined;
    if (opener?.isConnected) opener.focus();
    this.#onClose?.(dialog.returnValue);
  };
}

const focusable = ['.dialog-body', '.dialog-foot']
  .map((part) => `${part} :is(input, select, textarea, button, a[href], [tabindex='0'])`)
  .join();
const owners = new WeakMap<HTMLDialogElement, ModalDialog>();
