import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement;

/** From this width of the toolbar on, icons have words beside them. */
export const wordsFrom = 560;

/**
 * Finds which items of a toolbar fit. Items are the container's `[data-item]` children; the last are hidden first,
 * `[data-keep]` ones never; `.toolbar-more` is shown when something is hidden. It measures after each rendering and
 * when the width changes, before the browser paints, and renders the host again only when the answer changed.
 */
export class ToolbarOverflow implements ReactiveController {
  readonly #host: Host;
  readonly #container: () => HTMLElement | undefined;
  #observer: ResizeObserver | undefined;
  #observed: HTMLElement | undefined;
  #measured = '';

  /** Whether icons stand alone. */
  compact = false;
  /** The keys of the items that do not fit. */
  hidden: ReadonlySet<string> = new Set();

  constructor(host: Host, options: { container: () => HTMLElement | undefined }) {
    this.#host = host;
    this.#container = options.container;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observe();
  }

  hostUpdated(): void {
    this.#observe();
    this.#measure();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#observed = undefined;
    this.#measured = '';
  }

  #observe(): void {
    const container = this.#container();
    const view = this.#host.ownerDocument.defaultView;
    if (!container || !view || container === this.#observed) return;
    this.#observer?.disconnect();
    this.#observer = new view.ResizeObserver(() => this.#measure());
    this.#observer.observe(container);
    this.#observed = container;
  }

  #measure(): void {
    const bar = this.#container();
    const width = bar?.clientWidth ?? 0;
    if (!bar || width === 0) return;
    const compact = width < wordsFrom;
    if (compact !== this.compact) {
      this.compact = compact;
      this.#host.requestUpdate(); // widths are measured once the words are gone or there
      return;
    }
    const items = [...bar.querySelectorAll<HTMLElement>('[data-item]')];
    const measured = `${width} ${items.map((item) => item.dataset['item'] + item.textContent).join()}`;
    if (measured === this.#measured) {
      this.#apply(bar, items);
      return;
    }
    this.#measured = measured;
    const fits = this.#fit(bar, items);
    const changed = fits.size !== this.hidden.size || [...fits].some((key) => !this.hidden.has(key));
    this.hidden = fits;
    this.#apply(bar, items);
    if (changed) this.#host.requestUpdate();
  }

  /** Hides from the end until the rest, with the menu's button, is no wider than the bar. */
  #fit(bar: HTMLElement, items: HTMLElement[]): Set<string> {
    const more = bar.querySelector<HTMLElement>('.toolbar-more');
    for (const item of items) item.hidden = false;
    if (more) more.hidden = true;
    showLines(bar);
    const hidden = new Set<string>();
    if (bar.scrollWidth <= bar.clientWidth) return hidden;
    if (more) more.hidden = false;
    for (const item of items.toReversed()) {
      if (bar.scrollWidth <= bar.clientWidth) break;
      if (item.hasAttribute('data-keep')) continue;
      item.hidden = true;
      showLines(bar);
      hidden.add(item.dataset['item']!);
    }
    return hidden;
  }

  #apply(bar: HTMLElement, items: HTMLElement[]): void {
    for (const item of items) item.hidden = this.hidden.has(item.dataset['item']!);
    const more = bar.querySelector<HTMLElement>('.toolbar-more');
    if (more) more.hidden = this.hidden.size === 0;
    showLines(bar);
  }
}

/** A line before a group of which nothing is shown says nothing. */
function showLines(bar: HTMLElement): void {
  for (const line of bar.querySelectorAll<HTMLElement>('.toolbar-line')) {
    const next = line.nextElementSibling as HTMLElement | null;
    line.hidden = next === null || next.hidden;
  }
}
