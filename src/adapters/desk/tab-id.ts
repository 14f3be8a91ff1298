import type { ClockPort } from '../../interaction/index.js';
import { sleep } from './sleep.js';

const KEY = 'video-session-window/tab';
/** A page that is being left may hold its name for a moment longer than the one that replaces it needs. */
const LOCK_LIMIT_MS = 500;

/**
 * A name for this tab: the same after a reload, another one in a duplicated tab although that one starts with a copy of
 * everything the first had in `sessionStorage`.
 */
export async function tabId(clock: ClockPort): Promise<string> {
  const known = read();
  if (known !== undefined && (await hold(known, clock))) return known;
  const fresh = clock.newId();
  await hold(fresh, clock);
  write(fresh);
  return fresh;
}

/** Holds the name for as long as the page lives. Without locks (an insecure page, a test) the name alone must do. */
async function hold(id: string, clock: ClockPort): Promise<boolean> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return true;
  const limit = new AbortController();
  const taken = new Promise<boolean>((resolve) => {
    const forever = new Promise<never>(() => {});
    locks
      .request(`${KEY}/${id}`, { signal: limit.signal }, () => {
        resolve(true);
        return forever;
      })
      .catch(() => resolve(false));
  });
  const waited = new AbortController();
  const late = sleep(clock, LOCK_LIMIT_MS, waited.signal).then(() => false);
  const held = await Promise.race([taken, late]);
  waited.abort();
  if (!held) limit.abort();
  return held;
}

function read(): string | undefined {
  try {
    return globalThis.sessionStorage?.getItem(KEY) ?? undefined;
  } catch {
    // Storage is blocked on this site: then a reload counts as another tab.
    return undefined;
  }
}

function write(id: string): void {
  try {
    globalThis.sessionStorage?.setItem(KEY, id);
  } catch {
    // As above: the name lives as long as the page.
  }
}
