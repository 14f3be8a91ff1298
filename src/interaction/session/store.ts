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
    const errors: unknown[] = [];
    for (const listener of [...this.#listeners]) {
      try {
        listener(this.#value, previous);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'A listener of the session failed');
  }

  subscribe(listener: (value: T, previous: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
