import type { Writable } from 'node:stream';

/**
 * The way to one reader. Nothing piles up for a reader who does not keep up: whoever sends waits for `ready()` first, and
 * what there is to say is read from the database only then.
 */
export class Outlet {
  readonly #to: Writable;
  readonly #clock: () => number;
  #blockedSince: number | undefined;
  #waiters: (() => void)[] = [];
  #closed = false;

  constructor(to: Writable, clock: () => number = () => performance.now()) {
    this.#to = to;
    this.#clock = clock;
    to.on('drain', () => this.#release());
    to.on('close', () => {
      this.#closed = true;
      this.#release();
    });
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** For how long the reader has not been reading, in milliseconds. */
  get blockedFor(): number {
    return this.#blockedSince === undefined ? 0 : this.#clock() - this.#blockedSince;
  }

  /** Resolves once the reader reads, or is gone. */
  async ready(): Promise<void> {
    if (this.#blockedSince === undefined || this.#closed) return;
    await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  send(event: string): void {
    if (this.#closed) return;
    if (!this.#to.write(event)) this.#blockedSince ??= this.#clock();
  }

  /** Only to show that somebody is there; not worth keeping for later. */
  beat(): void {
    if (this.#blockedSince === undefined) this.send(': \n\n');
  }

  #release(): void {
    this.#blockedSince = undefined;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter();
  }
}
