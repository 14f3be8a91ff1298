import type { Source, StreamName } from '../interaction/index.js';
import { drawnStream } from './drawn-stream.js';

interface Sender {
  readonly leg: string;
  sends(source: Source | StreamName): boolean;
}

/** One element that shows one leg. In a browser it gets a drawn picture; without one, `shown` on the element tells. */
export class FakeScreen {
  readonly leg: string;
  readonly #source: Source | StreamName;
  readonly #element: unknown;
  #stop: (() => void) | undefined;

  constructor(leg: string, source: Source | StreamName, element: unknown) {
    this.leg = leg;
    this.#source = source;
    this.#element = element;
  }

  isFor(other: FakeScreen): boolean {
    return this.#element === other.#element && this.#source === other.#source;
  }

  show(sender: Sender | undefined): void {
    const source = this.#source;
    const on = sender?.sends(source) === true;
    if (on === (this.#stop !== undefined)) return;
    this.#stop?.();
    this.#stop = on ? put(this.#element, sender.leg, source) : undefined;
  }
}

function put(element: unknown, leg: string, source: Source | StreamName): () => void {
  if (typeof HTMLMediaElement === 'undefined' || !(element instanceof HTMLMediaElement)) {
    Object.assign(element as object, { shown: `${leg} ${source}` });
    return () => Object.assign(element as object, { shown: undefined });
  }
  const { stream, stop } = drawnStream(leg, source);
  element.muted = true;
  element.srcObject = stream;
  // A silent picture may always play; a newer one that takes its place ends this wait.
  void element.play().catch(() => undefined);
  return () => {
    stop();
    if (element.srcObject === stream) element.srcObject = null;
  };
}
