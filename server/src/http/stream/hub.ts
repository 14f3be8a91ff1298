import type { Change, Desk } from '../../core/types.js';

/** What a stream can wait for. */
export type Watched = `${Change['kind']} ${string}`;

/** Passes each change on to those who wait for it, and to nobody else. */
export class Hub {
  readonly #listeners = new Map<Watched, Set<() => void>>();
  readonly #stop: () => void;

  constructor(desk: Pick<Desk, 'onChange'>) {
    this.#stop = desk.onChange((change) => {
      for (const listener of [...(this.#listeners.get(watched(change)) ?? [])]) listener();
    });
  }

  on(what: Watched, listener: () => void): () => void {
    const listeners = this.#listeners.get(what) ?? new Set();
    this.#listeners.set(what, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(what);
    };
  }

  close(): void {
    this.#stop();
    this.#listeners.clear();
  }
}

const watched = (change: Change): Watched =>
  change.kind === 'interaction'
    ? `interaction ${change.id}`
    : `${change.kind} ${change.tenant}/${'id' in change ? change.id : ''}`;
