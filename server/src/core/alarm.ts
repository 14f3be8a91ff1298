import type { Log } from '../http/log.js';
import { describeError } from '../http/log.js';
import type { DeskClock } from './clock.js';

/**
 * Runs a task at the earliest moment anybody asked for, one run at a time; what is asked for during a run leads to another.
 * A task that fails is logged and runs again at the next fallback.
 */
export class Alarm {
  readonly #clock: DeskClock;
  readonly #log: Log;
  readonly #name: string;
  readonly #fallbackMs: number;
  readonly #task: () => Promise<void>;
  #cancel: (() => void) | undefined;
  #due = Infinity;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(options: {
    clock: DeskClock;
    log: Log;
    name: string;
    fallbackMs: number;
    task: () => Promise<void>;
  }) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#name = options.name;
    this.#fallbackMs = options.fallbackMs;
    this.#task = options.task;
  }

  start(): void {
    this.within(this.#fallbackMs);
  }

  /** Runs the task in `ms` at the latest. */
  within(ms: number): void {
    const due = this.#clock.elapsed() + ms;
    if (this.#stopped || due >= this.#due) return;
    this.#due = due;
    this.#cancel?.();
    this.#cancel = this.#clock.after(Math.max(0, ms), () => this.#ring());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#running;
  }

  #ring(): void {
    // A run that takes long is not joined by a second one.
    if (this.#running) {
      this.#due = Infinity;
      void this.#running.then(() => this.within(0));
      return;
    }
    this.#due = Infinity;
    this.#cancel = undefined;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      this.within(this.#fallbackMs);
    });
  }

  async #run(): Promise<void> {
    try {
      await this.#task();
    } catch (error) {
      this.#log.error(`${this.#name} failed`, { error: describeError(error) });
    }
  }
}
