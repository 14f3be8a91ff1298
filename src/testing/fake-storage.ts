import type { StoragePort } from '../interaction/index.js';

/** Storage in memory. Give the same one to a second session to try a reload. */
export class FakeStorage implements StoragePort {
  readonly #values = new Map<string, string>();

  async get(key: string): Promise<string | undefined> {
    await Promise.resolve();
    return this.#values.get(key);
  }

  async set(key: string, value: string): Promise<void> {
    await Promise.resolve();
    this.#values.set(key, value);
  }

  async delete(key: string): Promise<void> {
    await Promise.resolve();
    this.#values.delete(key);
  }

  async keys(prefix: string): Promise<readonly string[]> {
    await Promise.resolve();
    return [...this.#values.keys()].filter((key) => key.startsWith(prefix));
  }
}
