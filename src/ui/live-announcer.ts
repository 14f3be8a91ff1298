import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { withLocale } from './words/locale.js';

type Host = ReactiveControllerHost &
  HTMLElement & { readonly renderRoot: ParentNode & Node; readonly locale: string };

const pause = 1000;
const forget = 10_000;

/**
 * Says state changes to screen readers: one polite live region per element root, at most one announcement a second,
 * and of several in that second only the last. An alert is said at once and only when asked for.
 */
export class LiveAnnouncer implements ReactiveController {
  readonly #host: Host;
  #polite: HTMLElement | undefined;
  #alert: HTMLElement | undefined;
  #waiting: string | undefined;
  #saidAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #alertTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  /** Announces `words`, given as text or as a function that is run in the host's language. */
  announce(words: string | (() => string), options: { alert?: boolean } = {}): void {
    const text = typeof words === 'string' ? words : withLocale(this.#host.locale, words);
    if (options.alert) {
      say(this.#alert, text);
      clearTimeout(this.#alertTimer);
      // Whoever reads through the page later must not find an alarm that is long over.
      this.#alertTimer = setTimeout(() => this.#alert?.replaceChildren(), forget);
      return;
    }
    this.#waiting = text;
    this.#next();
  }

  hostConnected(): void {
    const document = this.#host.ownerDocument;
    this.#polite ??= region(document, 'status');
    this.#alert ??= region(document, 'alert');
    // Regions must stand empty in the page before they are filled, and stay where the element's root is.
    this.#host.renderRoot.append(this.#polite, this.#alert);
    this.#next();
  }

  hostDisconnected(): void {
    this.#stop(); // what waits is said when it is connected again
  }

  #next(): void {
    if (!this.#host.isConnected) return;
    this.#stop();
    const wait = this.#saidAt + pause - performance.now();
    if (this.#waiting === undefined) return;
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#next(), wait);
      return;
    }
    say(this.#polite, this.#waiting);
    this.#waiting = undefined;
    this.#saidAt = performance.now();
    this.#timer = setTimeout(() => this.#polite?.replaceChildren(), forget);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

function region(document: Document, role: 'status' | 'alert'): HTMLElement {
  const element = document.createElement('div');
  element.className = 'visually-hidden';
  element.setAttribute('role', role);
  element.setAttribute('aria-live', role === 'alert' ? 'assertive' : 'polite');
  element.setAttribute('aria-atomic', 'true');
  return element;
}

/** A new node each time, so that the same words said twice are heard twice. */
function say(element: HTMLElement | undefined, text: string): void {
  if (!element) return;
  const words = element.ownerDocument.createElement('span');
  words.textContent = text;
  element.replaceChildren(words);
}
