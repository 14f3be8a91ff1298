import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement;

/** What a ticking element shows. */
export interface SecondTimerOptions {
  /** The time, in milliseconds; the desk's, so that all pages agree. Tests pass their own. */
  readonly now: () => number;
  /** When what is shown began: ticks come on its full seconds. `undefined` stops the ticking. */
  readonly since?: () => number | undefined;
}

const second = 1000;

/**
 * Renders its host once a second, when the shown second changes, while it is connected and its document visible.
 * Without `since` it ticks on the full seconds of `now`.
 */
export class SecondTimer implements ReactiveController {
  readonly #host: Host;
  readonly #options: SecondTimerOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #document: Document | undefined;

  constructor(host: Host, options: SecondTimerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Milliseconds since `since`, or since the given time; never negative. */
  elapsed(since = this.#options.since?.()): number {
    return since === undefined ? 0 : Math.max(0, this.#options.now() - since);
  }

  hostConnected(): void {
    this.#document = this.#host.ownerDocument;
    this.#document.addEventListener('visibilitychange', this.#onVisibility);
    this.#schedule();
  }

  hostDisconnected(): void {
    this.#document?.removeEventListener('visibilitychange', this.#onVisibility);
    this.#document = undefined;
    this.#stop();
  }

  hostUpdated(): void {
    this.#schedule(); // `since` may have changed
  }

  readonly #onVisibility = () => {
    if (this.#document?.hidden) this.#stop();
    else this.#host.requestUpdate(); // what is shown is old; the rendering starts the ticking again
  };

  // The home window's timer, on purpose: a picture-in-picture window's ends when it closes.
  #schedule(): void {
    this.#stop();
    if (!this.#document || this.#document.hidden) return;
    const { now, since } = this.#options;
    const start = since ? since() : 0;
    if (start === undefined) return;
    const into = (((now() - start) % second) + second) % second;
    // A few milliseconds late rather than early: early would show the old second for another whole one.
    this.#timer = setTimeout(() => this.#host.requestUpdate(), second - into + 5);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
