/** How thorough a pass is: `fast` applies what the state says, `full` also looks at who and what is really there. */
export type Depth = 'fast' | 'full';

const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 5000;

interface Job {
  running: boolean;
  wanted: Depth | undefined;
  failures: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * One piece of work per key at a time. What is asked for while it runs is done once more afterwards, so the newest state
 * wins; what fails is tried again, soon and then less often, until it succeeds or is asked for anew.
 */
export class KeyedQueue {
  readonly #jobs = new Map<string, Job>();
  readonly #run: (key: string, depth: Depth) => Promise<void>;
  readonly #failed: (key: string, error: unknown, failures: number) => void;
  #closed = false;

  constructor(
    run: (key: string, depth: Depth) => Promise<void>,
    failed: (key: string, error: unknown, failures: number) => void,
  ) {
    this.#run = run;
    this.#failed = failed;
  }

  request(key: string, depth: Depth): void {
    if (this.#closed) return;
    const job = this.#jobs.get(key) ?? { running: false, wanted: undefined, failures: 0, timer: undefined };
    this.#jobs.set(key, job);
    job.wanted = job.wanted === 'full' ? 'full' : depth;
    clearTimeout(job.timer);
    if (!job.running) void this.#work(key, job);
  }

  /** How many keys are being worked on or wait for a retry. */
  get size(): number {
    return this.#jobs.size;
  }

  close(): void {
    this.#closed = true;
    for (const job of this.#jobs.values()) clearTimeout(job.timer);
    this.#jobs.clear();
  }

  async #work(key: string, job: Job): Promise<void> {
    job.running = true;
    while (job.wanted !== undefined && !this.#closed) {
      const depth = job.wanted;
      job.wanted = undefined;
      try {
        await this.#run(key, depth);
        job.failures = 0;
      } catch (error) {
        job.failures += 1;
        this.#failed(key, error, job.failures);
        // Something newer was asked for meanwhile: that is the retry.
        if (job.wanted === undefined) {
          this.#later(key, job);
          break;
        }
      }
    }
    job.running = false;
    if (job.wanted === undefined && job.failures === 0) this.#jobs.delete(key);
  }

  /** After trouble nothing is taken for granted: the retry looks at everything. */
  #later(key: string, job: Job): void {
    const delay = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (job.failures - 1));
    job.timer = setTimeout(() => this.request(key, 'full'), delay * (0.5 + Math.random() / 2));
    job.timer.unref();
  }
}
