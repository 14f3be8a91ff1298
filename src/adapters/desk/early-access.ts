import type { Access, ClockPort } from '../../interaction/index.js';
import { isAccess } from './answers.js';
import { sleep } from './sleep.js';

type Entry = Access & { readonly leg: string };

/** The answer may come later than the news of what it answers: for longer than this it is not waited for. */
const PATIENCE_MS = 250;

/**
 * The way into the room that comes with the answer to Accept. It saves a whole round trip between the press and the first
 * word; whoever asks for anything else, or twice, asks the desk.
 */
export class EarlyAccess {
  readonly #clock: ClockPort;
  readonly #coming = new Map<string, Promise<Entry | undefined>>();

  constructor(clock: ClockPort) {
    this.#clock = clock;
  }

  /** An accept of this interaction was sent. Gives what takes the body of its answer; undefined when there was none. */
  expect(interaction: string): (body: unknown) => void {
    let take: (entry: Entry | undefined) => void = () => {};
    this.#coming.set(interaction, new Promise((resolve) => (take = resolve)));
    return (body) => take(entryOf(body));
  }

  /** Once for each accept, and only for the leg that it made. */
  async take(interaction: string, leg: string, now: () => number): Promise<Access | undefined> {
    const coming = this.#coming.get(interaction);
    if (!coming) return undefined;
    this.#coming.delete(interaction);
    const stop = new AbortController();
    const late = sleep(this.#clock, PATIENCE_MS, stop.signal).then(() => undefined);
    const entry = await Promise.race([coming, late]);
    stop.abort();
    if (entry?.leg !== leg || entry.expires <= now()) return undefined;
    const { url, token, expires } = entry;
    return { url, token, expires };
  }
}

function entryOf(body: unknown): Entry | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { access } = body as { access?: unknown };
  const leg = isAccess(access) && 'leg' in access ? access.leg : undefined;
  return isAccess(access) && typeof leg === 'string' ? { ...access, leg } : undefined;
}
