import { DeskError } from '../core/types.js';

/** How often something may happen: `burst` at once, then `perSecond`. */
export interface Limit {
  readonly burst: number;
  readonly perSecond: number;
}

/** Every limit of this process, in one place. */
export const limits = {
  /** All requests of one address: a whole contact centre may stand behind it. */
  address: { burst: 1000, perSecond: 100 },
  agent: { burst: 120, perSecond: 20 },
  contact: { burst: 60, perSecond: 10 },
  /** Event streams opened by one agent or contact. */
  stream: { burst: 30, perSecond: 1 },
  /** Calls begun with one public entry key, from anywhere, and from one address. */
  entryKey: { burst: 120, perSecond: 2 },
  entryAddress: { burst: 10, perSecond: 1 / 6 },
  /** Links, keys and logins that turn out to be wrong, per address. */
  guess: { burst: 30, perSecond: 1 / 6 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

interface Bucket {
  tokens: number;
  at: number;
}

/** More than this many callers at once, and those who have been quiet longest are forgotten. */
const MAX_BUCKETS = 100_000;

/** Token buckets in the memory of this process. */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();
  readonly #factor: number;
  readonly #clock: () => number;

  /** @param factor multiplies every limit, for load tests */
  constructor(options: { readonly factor?: number; readonly clock?: () => number } = {}) {
    this.#factor = options.factor ?? 1;
    this.#clock = options.clock ?? (() => performance.now());
  }

  /** Takes one; throws `rate-limited` with the time to wait. */
  take(name: LimitName, who: string): void {
    const { burst, perSecond } = this.#limit(name);
    const bucket = this.#bucket(name, who);
    if (bucket.tokens < 1) {
      throw new DeskError('rate-limited', { retryAfterMs: ((1 - bucket.tokens) / perSecond) * 1000 });
    }
    bucket.tokens = Math.min(burst, bucket.tokens - 1);
  }

  /** Gives one back: what was tried turned out to be no guess. */
  giveBack(name: LimitName, who: string): void {
    const bucket = this.#bucket(name, who);
    bucket.tokens = Math.min(this.#limit(name).burst, bucket.tokens + 1);
  }

  #limit(name: LimitName): Limit {
    const { burst, perSecond } = limits[name];
    return { burst: burst * this.#factor, perSecond: perSecond * this.#factor };
  }

  #bucket(name: LimitName, who: string): Bucket {
    const { burst, perSecond } = this.#limit(name);
    const key = `${name} ${who}`;
    const now = this.#clock();
    const known = this.#buckets.get(key);
    const tokens = known ? Math.min(burst, known.tokens + ((now - known.at) / 1000) * perSecond) : burst;
    const bucket = { tokens, at: now };
    // Set again, so that the map's order is the order of last use.
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > MAX_BUCKETS) this.#forgetOldest();
    return bucket;
  }

  #forgetOldest(): void {
    for (const key of this.#buckets.keys()) {
      this.#buckets.delete(key);
      if (this.#buckets.size <= MAX_BUCKETS * 0.9) return;
    }
  }
}
