import type { Page } from 'playwright-core';

/** Something that happened in a page, and when, in milliseconds since 1970 so that two pages of one machine compare. */
export interface Moment {
  readonly what: string;
  readonly at: number;
}

/** Installed before a page's own scripts; the same for our pages and the raw one. */
function install(): void {
  const moments: { what: string; at: number }[] = [];
  const note = (what: string) => moments.push({ what, at: performance.timeOrigin + performance.now() });
  Object.assign(globalThis, { moments });
  Object.assign(globalThis, { [Symbol.for('video-session-window.mark')]: note });
  addEventListener('click', () => note('click'), { capture: true });
  const { fetch } = globalThis;
  globalThis.fetch = (input, options) => {
    note(`fetch ${new URL(input instanceof Request ? input.url : input, location.href).pathname}`);
    return fetch(input, options);
  };
  const { read } = ReadableStreamDefaultReader.prototype;
  ReadableStreamDefaultReader.prototype.read = async function (this: ReadableStreamDefaultReader) {
    const chunk = await read.call(this);
    note('chunk');
    return chunk;
  } as typeof read;
  const shows = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject')!;
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...shows,
    set(this: HTMLMediaElement, stream: MediaStream | null) {
      shows.set!.call(this, stream);
      // One's own picture is of no interest here.
      if (!stream || this.dataset['leg'] === 'local' || 'preview' in this.dataset) return;
      note(`${this.localName} shown`);
      this.addEventListener('playing', () => note(`${this.localName} plays`), { once: true });
      if (this instanceof HTMLVideoElement) this.requestVideoFrameCallback(() => note('frame'));
    },
  });
}

export async function giveStopwatch(page: Page): Promise<void> {
  await page.addInitScript(install);
}

export async function moments(page: Page): Promise<readonly Moment[]> {
  return await page.evaluate(() => (globalThis as unknown as { moments: Moment[] }).moments.slice());
}

/** Forgets what was, so that the next thing measured begins at nothing. */
export async function reset(page: Page): Promise<void> {
  await page.evaluate(() => {
    (globalThis as unknown as { moments: Moment[] }).moments.length = 0;
  });
}

/** Waits until something has happened since `reset`. */
export async function happens(page: Page, what: string): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      (globalThis as unknown as { moments: Moment[] }).moments.some((moment) => moment.what === wanted),
    what,
    { polling: 50, timeout: 30_000 },
  );
}

export function first(all: readonly Moment[], what: string, from = 0): number {
  const found = all.find((moment) => moment.what === what && moment.at >= from);
  if (!found) throw new Error(`${what} did not happen`);
  return found.at;
}

export function last(all: readonly Moment[], what: string, until = Infinity): number {
  const found = all.findLast((moment) => moment.what === what && moment.at <= until);
  if (!found) throw new Error(`${what} did not happen`);
  return found.at;
}
