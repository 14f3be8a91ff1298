import type { IDBPDatabase } from 'idb';
import { openDB } from 'idb';
import type { StoragePort } from '../../interaction/ports/storage.js';

const STORE = 'kept';

/**
 * Remembers after the tab was closed or the browser crashed, for every tab of this site: what must still reach the desk. One
 * row for each key, since a tab that is frozen in the middle of one big write would keep all others waiting. What the
 * browser refuses to keep (blocked, full, private browsing) is kept in memory.
 */
export class LastingStorage implements StoragePort {
  readonly #name: string;
  readonly #memory = new Map<string, string>();
  #open: Promise<IDBPDatabase | undefined> | undefined;

  constructor(name = 'video-session-window') {
    this.#name = name;
  }

  async get(key: string): Promise<string | undefined> {
    const held = this.#memory.get(key);
    if (held !== undefined) return held;
    const value: unknown = await this.#attempt((db) => db.get(STORE, key));
    return typeof value === 'string' ? value : undefined;
  }

  async set(key: string, value: string): Promise<void> {
    this.#memory.set(key, value);
    const kept = await this.#attempt(async (db) => {
      // Strict: on the disk, not only on its way there. It costs a few milliseconds.
      const transaction = db.transaction(STORE, 'readwrite', { durability: 'strict' });
      await transaction.store.put(value, key);
      await transaction.done;
      return true;
    });
    if (kept && this.#memory.get(key) === value) this.#memory.delete(key);
  }

  async delete(key: string): Promise<void> {
    this.#memory.delete(key);
    await this.#attempt((db) => db.delete(STORE, key));
  }

  async keys(prefix: string): Promise<readonly string[]> {
    const range = await this.#attempt((db) =>
      db.getAllKeys(STORE, IDBKeyRange.bound(prefix, `${prefix}\uffff`)),
    );
    const kept = (range ?? []).filter((key): key is string => typeof key === 'string');
    const held = [...this.#memory.keys()].filter((key) => key.startsWith(prefix));
    return [...new Set([...kept, ...held])].sort();
  }

  /** A store that fails is a store that forgets: the port says so, and callers need no second way. */
  async #attempt<T>(action: (db: IDBPDatabase) => Promise<T>): Promise<T | undefined> {
    try {
      const db = await this.#database();
      return db && (await action(db));
    } catch {
      // Closed by the browser, or full: the next use opens it anew, and memory keeps this one.
      this.#open = undefined;
      return undefined;
    }
  }

  #database(): Promise<IDBPDatabase | undefined> {
    if (!('indexedDB' in globalThis)) return Promise.resolve(undefined);
    this.#open ??= openDB(this.#name, 1, {
      upgrade: (db) => {
        db.createObjectStore(STORE);
      },
      // A newer version of this page wants to change the store: let it, and open again when needed.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        this.#open = undefined;
      },
      terminated: () => {
        this.#open = undefined;
      },
    });
    return this.#open;
  }
}
