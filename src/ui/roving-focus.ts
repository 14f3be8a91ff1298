import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: ParentNode & Node };

/** How a group of items is walked with the keyboard. */
export interface RovingFocusOptions {
  /** The items in order, read anew each time. Hidden ones are skipped, `aria-disabled` ones are not. */
  readonly items: () => Iterable<HTMLElement>;
  /** Which arrows move: left and right (mirrored in right-to-left), up and down, or both. Default horizontal. */
  readonly orientation?: 'horizontal' | 'vertical' | 'both';
  /** Whether the arrows go on from the last item to the first. Default true. */
  readonly wrap?: boolean;
  /** Whether typing letters goes to the next item that begins with them. */
  readonly typeahead?: boolean;
  /** Called when the user moved to an item; a tablist may select it here. */
  readonly onMove?: (item: HTMLElement) => void;
}

const typingPause = 700;

/**
 * One tab stop for a toolbar, tablist, menu or listbox: Tab enters at the item used last; arrows, Home and End move
 * within. Items in a root of their own are not seen; all are in the host's root.
 */
export class RovingFocus implements ReactiveController {
  readonly #host: Host;
  readonly #options: RovingFocusOptions;
  #active: HTMLElement | undefined;
  #index = 0;
  #hadFocus = false;
  #typed = '';
  #typedAt = 0;

  constructor(host: Host, options: RovingFocusOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** The item that Tab goes to. */
  get active(): HTMLElement | undefined {
    return this.#active;
  }

  /** Makes an item the tab stop (the selected tab, say), and focuses it when asked. */
  activate(item: HTMLElement, options: { focus?: boolean } = {}): void {
    this.#active = item;
    this.update();
    if (options.focus) item.focus();
  }

  hostConnected(): void {
    this.#host.renderRoot.addEventListener('keydown', this.#onKey as EventListener);
    this.#host.renderRoot.addEventListener('focusin', this.#onFocus as EventListener);
  }

  hostDisconnected(): void {
    this.#host.renderRoot.removeEventListener('keydown', this.#onKey as EventListener);
    this.#host.renderRoot.removeEventListener('focusin', this.#onFocus as EventListener);
  }

  hostUpdate(): void {
    const root = this.#host.renderRoot as Partial<DocumentOrShadowRoot>;
    this.#hadFocus = this.#active !== undefined && root.activeElement === this.#active;
  }

  hostUpdated(): void {
    this.update();
  }

  /** Sets the tab stop anew. Runs after each rendering; call it when items are shown or hidden without one. */
  update(): void {
    const items = this.#items();
    const gone = this.#active && !items.includes(this.#active);
    if (!this.#active || gone) {
      this.#active = items[Math.min(this.#index, items.length - 1)];
      // The focused item was taken away: the keyboard stays in the group instead of falling to the page's top.
      if (gone && this.#hadFocus && this.#active) this.#active.focus();
      this.#hadFocus = false;
    }
    if (this.#active) this.#index = items.indexOf(this.#active);
    for (const item of items) item.tabIndex = item === this.#active ? 0 : -1;
  }

  #items(): HTMLElement[] {
    return [...this.#options.items()].filter(
      (item) => item.isConnected && !item.closest('[hidden], [inert]'),
    );
  }

  readonly #onFocus = (event: FocusEvent) => {
    const item = this.#items().find((one) => one === event.target);
    if (item && item !== this.#active) this.activate(item);
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const items = this.#items();
    const from = items.indexOf(event.target as HTMLElement);
    if (from < 0) return;
    const to = this.#target(event, items, from);
    if (!to) return;
    event.preventDefault();
    this.activate(to, { focus: true });
    this.#options.onMove?.(to);
  };

  #target(event: KeyboardEvent, items: HTMLElement[], from: number): HTMLElement | undefined {
    const { orientation = 'horizontal', wrap = true, typeahead = false } = this.#options;
    const view = this.#host.ownerDocument.defaultView;
    const mirrored = view?.getComputedStyle(items[from]!).direction === 'rtl';
    const steps: Record<string, number> = {
      ...(orientation === 'vertical' ? {} : { ArrowRight: mirrored ? -1 : 1, ArrowLeft: mirrored ? 1 : -1 }),
      ...(orientation === 'horizontal' ? {} : { ArrowDown: 1, ArrowUp: -1 }),
    };
    if (event.key === 'Home') return items[0];
    if (event.key === 'End') return items.at(-1);
    const step = steps[event.key];
    if (step !== undefined) {
      const to = from + step;
      if (wrap) return items[(to + items.length) % items.length];
      return items[Math.max(0, Math.min(to, items.length - 1))];
    }
    return typeahead && event.key.length === 1 ? this.#typeTo(event, items, from) : undefined;
  }

  #typeTo(event: KeyboardEvent, items: HTMLElement[], from: number): HTMLElement | undefined {
    const going = event.timeStamp - this.#typedAt < typingPause && this.#typed !== '';
    if (event.key === ' ' && !going) return undefined; // Space alone presses the item
    this.#typedAt = event.timeStamp;
    this.#typed = going ? this.#typed + event.key : event.key;
    const wanted = this.#typed.toLocaleLowerCase();
    const start = going ? from : from + 1;
    const ordered = [...items.slice(start), ...items.slice(0, start)];
    return ordered.find((item) => nameOf(item).toLocaleLowerCase().startsWith(wanted));
  }
}

const nameOf = (item: HTMLElement) => (item.getAttribute('aria-label') ?? item.textContent ?? '').trim();
