/**
 * What a stream has to look at again. One thing after the other, each at most once in line: that keeps the order of what
 * the reader hears, however many changes come at once.
 */
export class Worklist<T> {
  readonly #work: (item: T) => Promise<void>;
  readonly #onFailure: (error: unknown) => void;
  readonly #due = new Set<T>();
  #running = false;
  #stopped = false;

  constructor(work: (item: T) => Promise<void>, onFailure: (error: unknown) => void) {
    this.#work = work;
    this.#onFailure = onFailure;
  }

  add(item: T): void {
    this.#due.add(item);
    if (!this.#running && !this.#stopped) void this.#run();
  }

  stop(): void {
    this.#stopped = true;
    this.#due.clear();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      for (const item of this.#due) {
        // Taken out first: a change that comes while we look puts it in line again.
        this.#due.delete(item);
        await this.#work(item);
        if (this.#stopped) return;
      }
    } catch (error) {
      this.#onFailure(error);
    } finally {
      this.#running = false;
    }
  }
}
