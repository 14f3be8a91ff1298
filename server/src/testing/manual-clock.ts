import type { DeskClock } from '../core/clock.js';

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/** A clock that a test moves; timers ring in order on the way, each with all that follows from it. */
export class ManualClock implements DeskClock {
  readonly #idle: () => Promise<void>;
  readonly #timers = new Set<Timer>();
  #now: number;

  /** @param idle resolves when nothing more follows from what was done */
  constructor(now: number, idle: () => Promise<void>) {
    this.#now = now;
    this.#idle = idle;
  }

  get now(): number {
    return this.#now;
  }

  get sql(): string {
    return `${this.#now}::bigint`;
  }

  elapsed(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { due: this.#now + Math.ceil(ms), callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Moves on at once, as if the process had slept: everything due rings at the end. For long times that would take long. */
  async jump(ms: number): Promise<void> {
    await this.#idle();
    this.#now += ms;
    await this.advance(0);
  }

  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    await this.#idle();
    for (let next = this.#next(target); next; next = this.#next(target)) {
      this.#now = Math.max(this.#now, next.due);
      this.#timers.delete(next);
      next.callback();
      await this.#idle();
    }
    this.#now = target;
  }

  #next(target: number): Timer | undefined {
    const due = [...this.#timers].filter((timer) => timer.due <= target);
    return due.sort((a, b) => a.due - b.due)[0];
  }
}
