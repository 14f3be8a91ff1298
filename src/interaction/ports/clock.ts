/** Timers and this device's own clock. */
export interface ClockPort {
  /** Milliseconds since 1970 by this device; wrong on many devices, so only differences count. */
  now(): number;
  /** Calls back once after `ms`; returns what cancels it. Never relied on for finer than one second. */
  after(ms: number, callback: () => void): () => void;
  /** A random id nobody can guess, at least 128 bit. */
  newId(): string;
}
