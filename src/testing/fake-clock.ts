import type { ClockPort } from '../interaction/index.js';
import { settled } from './settled.js';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is told to move. */
export class FakeClock implements ClockPort {
  readonly #timers = new Set<Timer>();
  #now: number;
  #ids = 0;

  /** @param start milliseconds since 1970; a Monday morning unless said otherwise */
  constructor(start = Date.UTC(2026, 0, 5, 9)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, ms), callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Ids that count up, so that a test reads the same each time. */
  newId(): string {
    this.#ids += 1;
    return `id-${this.#ids}`;
  }

  /** How many timers are set: zero after everything was disposed. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Moves time on; every timer fires at its own instant, and what it started gets its turn before the next one. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (let due = this.#due(until); due; due = this.#due(until)) {
      this.#now = Math.max(this.#now, due.at);
      this.#timers.delete(due);
      due.callback();
      await settled();
    }
    this.#now = until;
    await settled();
  }

  #due(until: number): Timer | undefined {
    return [...this.#timers]
      .filter((timer) => timer.at <= until)
      .toSorted((one, other) => one.at - other.at)[0];
  }
}
