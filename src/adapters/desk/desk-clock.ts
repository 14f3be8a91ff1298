import type { ClockPort } from '../../interaction/index.js';
import { sleep } from './sleep.js';

/** How often the desk is asked for its time in a row: the quickest answer is the best. */
const SAMPLES = 4;
const BETWEEN_MS = 250;
const AGAIN_MS = 10 * 60_000;
/** A clock that is off by more than this was set, or was never right: then the time may jump. */
const JUMP_MS = 2_000;

/** The desk's clock as this page knows it. Small corrections never make it run backwards. */
export class DeskClock {
  readonly #clock: ClockPort;
  readonly #ask: () => Promise<number | undefined>;
  #offset = 0;
  #measured = false;
  #last = Number.NEGATIVE_INFINITY;
  #stopped = new AbortController();
  #measuring = false;

  constructor(clock: ClockPort, ask: () => Promise<number | undefined>) {
    this.#clock = clock;
    this.#ask = ask;
  }

  time(): number {
    const now = Math.round(this.#clock.now() + this.#offset);
    if (now < this.#last && this.#last - now < JUMP_MS) return this.#last;
    this.#last = now;
    return now;
  }

  /** The desk said what time it was when it sent this: never later than now. */
  heard(now: number): void {
    const offset = now - this.#clock.now();
    const error = offset - this.#offset;
    // On its way for some while, so it only counts while there is nothing better, or when the clock was set meanwhile.
    if (this.#measured && error < JUMP_MS / 2 && error > -30_000) return;
    this.#offset = offset;
    if (this.#measured) void this.measure();
  }

  /** Measures now, and again every now and then. */
  async measure(): Promise<void> {
    if (this.#measuring || this.#stopped.signal.aborted) return;
    this.#measuring = true;
    let best: { readonly trip: number; readonly offset: number } | undefined;
    for (let sample = 0; sample < SAMPLES && !this.#stopped.signal.aborted; sample += 1) {
      if (sample > 0) await sleep(this.#clock, BETWEEN_MS, this.#stopped.signal);
      const sent = this.#clock.now();
      const now = await this.#ask();
      const back = this.#clock.now();
      const trip = back - sent;
      if (now !== undefined && trip >= 0 && (!best || trip < best.trip))
        best = { trip, offset: now - (sent + back) / 2 };
    }
    if (best) {
      this.#offset = best.offset;
      this.#measured = true;
    }
    this.#measuring = false;
    void sleep(this.#clock, AGAIN_MS, this.#stopped.signal).then(() => this.measure());
  }

  stop(): void {
    this.#stopped.abort();
  }
}
