/** Where the desk takes its time from. Facts are dated by the database's clock, so that several desks agree. */
export interface DeskClock {
  /** An SQL expression for the instant now, in milliseconds. */
  readonly sql: string;
  /** Calls back once after `ms`; returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** The clock at this very moment, not at the transaction's begin: locks may have been waited for. */
const NOW = '(floor(extract(epoch FROM clock_timestamp()) * 1000))::bigint';

export const databaseClock: DeskClock = {
  sql: NOW,
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
