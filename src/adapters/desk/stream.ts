import type { ClockPort, Code, DeskConnection } from '../../interaction/index.js';
import { backoffMs, streamBackoff } from './backoff.js';
import type { DeskHttp, Failed } from './http.js';
import { sleep } from './sleep.js';
import type { ServerEvent } from './sse.js';
import { EventParser } from './sse.js';

/** What to do after an event. */
export type Verdict =
  | { readonly next: 'go-on' | 'live' }
  /** Connect again: from the last event taken, or from nothing so that the desk begins with snapshots. */
  | { readonly next: 'again'; readonly code: Code; readonly from: 'cursor' | 'start' };

export interface StreamOptions {
  readonly http: DeskHttp;
  readonly clock: ClockPort;
  readonly random: () => number;
  readonly onEvent: (event: ServerEvent, token: string) => Verdict | Promise<Verdict>;
  readonly onConnection: (connection: DeskConnection) => void;
}

/** The desk says at least a comment every ten seconds: after this long without a byte the line is dead. */
const SILENCE_MS = 25_000;
const OPEN_LIMIT_MS = 15_000;
/** Only a connection that held for a while lets the next cut be taken up at once. */
const STEADY_MS = 5_000;
/** Between two looks at a sign-in that is gone; a new one wakes the stream at once. */
const SIGNED_OUT_MS = 60_000;

/** The one event stream of a page, for as long as the page lives: whatever ends it, it comes back where it stopped. */
export class EventStream {
  readonly #options: StreamOptions;
  #cursor = '';
  #attempt = 0;
  #since: number | undefined;
  #reading: AbortController | undefined;
  #waiting: AbortController | undefined;
  #closed = false;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** Follows the stream until `close`. */
  async run(): Promise<void> {
    while (!this.#closed) {
      const reading = new AbortController();
      this.#reading = reading;
      const began = this.#options.clock.now();
      const ended = await this.#once(reading);
      reading.abort();
      if (this.#closed) return;
      if (this.#options.clock.now() - began >= STEADY_MS) this.#attempt = 0;
      await this.#pause(ended);
    }
  }

  /** Does not wait any longer: the network, or a sign-in, has come back. */
  wake(): void {
    this.#attempt = 0;
    this.#waiting?.abort();
  }

  /** Connects again now; from the start, what was known is told anew. */
  restart(from: 'cursor' | 'start'): void {
    if (from === 'start') this.#cursor = '';
    this.#reading?.abort();
    this.wake();
  }

  close(): void {
    this.#closed = true;
    this.#reading?.abort();
    this.#waiting?.abort();
  }

  async #once(reading: AbortController): Promise<Failed | Code> {
    const { http, clock } = this.#options;
    // Rearmed by every byte, so that it also notices a line that went dead without a word.
    let cancel = clock.after(OPEN_LIMIT_MS, () => reading.abort());
    const rearm = (): void => {
      cancel();
      cancel = clock.after(SILENCE_MS, () => reading.abort());
    };
    try {
      const headers = {
        accept: 'text/event-stream',
        ...(this.#cursor === '' ? {} : { 'last-event-id': this.#cursor }),
      };
      const opened = await http.open('/v1/events', headers, reading.signal);
      if (!opened.ok) return opened;
      const { body, headers: answered } = opened.response;
      if (!body || !answered.get('content-type')?.startsWith('text/event-stream')) return 'desk-unavailable';
      rearm();
      return await this.#read(body, opened.token, rearm);
    } catch {
      // Cut, silent for too long, or ended by us: in each case the loop takes it up where it stopped.
      return 'desk-unavailable';
    } finally {
      cancel();
    }
  }

  async #read(body: ReadableStream<Uint8Array>, token: string, rearm: () => void): Promise<Code> {
    const reader = body.getReader();
    const parser = new EventParser();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      rearm();
      for (const event of parser.push(chunk.value)) {
        const taken = this.#options.onEvent(event, token);
        // In the same turn where it can be: who follows the stream must not see half of a chunk.
        const verdict = taken instanceof Promise ? await taken : taken;
        if (verdict.next === 'again') {
          if (verdict.from === 'start') this.#cursor = '';
          return verdict.code;
        }
        if (verdict.next === 'live') this.#live();
        if (event.id !== undefined) this.#cursor = event.id;
      }
    }
    return 'desk-unavailable';
  }

  #live(): void {
    this.#since = undefined;
    this.#options.onConnection({ state: 'live' });
  }

  async #pause(ended: Failed | Code): Promise<void> {
    const { clock, random, onConnection } = this.#options;
    const failed = typeof ended === 'string' ? undefined : ended;
    const code = typeof ended === 'string' ? ended : ended.code;
    const signedOut = failed?.why === 'signed-out';
    this.#since ??= clock.now();
    onConnection(signedOut ? { state: 'signed-out', code } : { state: 'retrying', since: this.#since, code });
    const ms = signedOut
      ? SIGNED_OUT_MS
      : backoffMs(streamBackoff, this.#attempt, random, failed?.retryAfterMs);
    this.#attempt += 1;
    const waiting = new AbortController();
    this.#waiting = waiting;
    await sleep(clock, ms, waiting.signal);
    this.#waiting = undefined;
  }
}
