import type { StoragePort } from '../../interaction/ports/storage.js';

/** Remembers until the page is reloaded: for tests, and where the browser keeps nothing. */
export class MemoryStorage implements StoragePort {
  readonly #values = new Map<string, string>();

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.#values.get(key));
  }

  set(key: string, value: string): Promise<void> {
    this.#values.set(key, value);
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.#values.delete(key);
    return Promise.resolve();
  }

  keys(prefix: string): Promise<readonly string[]> {
    return Promise.resolve([...this.#values.keys()].filter((key) => key.startsWith(prefix)));
  }
}
