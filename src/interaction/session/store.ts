/**
 * Shows an error of somebody's listener where uncaught errors are seen. What the listener was told goes on: an element that
 * fails must never keep a microphone open.
 */
export function surface(error: unknown): void {
  void Promise.reject(error);
}

/** A value with subscribers. Listeners hear every change in order; one that throws does not keep the others from hearing. */
export class Store<T> {
  #value: T;
  readonly #listeners = new Set<(value: T, previous: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  update(change: Partial<T>): void {
    const previous = this.#value;
    this.#value = { ...previous, ...change };
    for (const listener of [...this.#listeners]) {
      try {
        listener(this.#value, previous);
      } catch (error) {
        surface(error);
      }
    }
  }

  subscribe(listener: (value: T, previous: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
