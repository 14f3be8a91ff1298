/**
 * Runs one piece of work at a time and once more if it was asked for meanwhile: however often it is asked, the last state of
 * the world is what the last run saw.
 */
export class LatestWins {
  readonly #work: () => Promise<void>;
  #running = false;
  #again = false;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** Whether something changed since the present run began. */
  get stale(): boolean {
    return this.#again;
  }

  ask(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#work();
      } catch (error) {
        // A bug, since the work turns what can fail into state: shown where bugs are looked for, and the next ask works again.
        reportError(error);
      }
    } while (this.#again);
    this.#running = false;
  }
}
