import type { StoragePort } from '../../interaction/ports/storage.js';

const namespace = 'video-session-window/';

/**
 * Remembers over a reload and forgets when the tab is closed. Two tabs do not share it, so that the leg of one is never used
 * by the other. What the browser refuses to keep (blocked, or full) is kept until the reload.
 */
export class PageStorage implements StoragePort {
  readonly #kept: Storage | undefined;
  /** What the browser would not keep; it wins over what was kept before. `undefined`: deleted. */
  readonly #unkept = new Map<string, string | undefined>();

  /** @param storage for tests; without it the page's `sessionStorage`, if it may be used */
  constructor(storage: Storage | undefined = sessionStorageIfAllowed()) {
    this.#kept = storage;
  }

  get(key: string): Promise<string | undefined> {
    if (this.#unkept.has(key)) return Promise.resolve(this.#unkept.get(key));
    return Promise.resolve(attempt(() => this.#kept?.getItem(namespace + key) ?? undefined));
  }

  set(key: string, value: string): Promise<void> {
    const kept = attempt(() => {
      if (!this.#kept) return false;
      this.#kept.setItem(namespace + key, value);
      return true;
    });
    if (kept === true) this.#unkept.delete(key);
    else this.#unkept.set(key, value);
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    const gone = attempt(() => {
      this.#kept?.removeItem(namespace + key);
      return true;
    });
    if (gone === true) this.#unkept.delete(key);
    else this.#unkept.set(key, undefined);
    return Promise.resolve();
  }

  keys(prefix: string): Promise<readonly string[]> {
    const kept = attempt(() => Object.keys(this.#kept ?? {})) ?? [];
    const names = new Set(
      kept.filter((key) => key.startsWith(namespace)).map((key) => key.slice(namespace.length)),
    );
    for (const [key, value] of this.#unkept) {
      if (value === undefined) names.delete(key);
      else names.add(key);
    }
    return Promise.resolve([...names].filter((key) => key.startsWith(prefix)));
  }
}

/** Reading the property throws where cookies are blocked. */
function sessionStorageIfAllowed(): Storage | undefined {
  return attempt(() => globalThis.sessionStorage);
}

/** A store that throws is a store that forgets: the port says so, and callers need no second way. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
