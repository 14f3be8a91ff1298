import { performance } from 'node:perf_hooks';

/** Where the desk takes its time from. Facts are dated by the database's clock, so that several desks agree. */
export interface DeskClock {
  /** An SQL expression for the instant now, in milliseconds. */
  readonly sql: string;
  /** Milliseconds since some moment of this process: only differences count. */
  elapsed(): number;
  /** Calls back once after `ms`; returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

export const databaseClock: DeskClock = {
  // At this very moment, not at the transaction's begin: locks may have been waited for.
  sql: '(floor(extract(epoch FROM clock_timestamp()) * 1000))::bigint',
  elapsed: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
