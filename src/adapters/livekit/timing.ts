import type { ClockPort } from '../../interaction/ports/clock.js';

/** Waits, or less when the signal ends it. Leaves no timer and no listener. */
export function pause(clock: ClockPort, ms: number, ...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    if (signals.some((signal) => signal.aborted)) return resolve();
    const end = () => {
      cancel();
      for (const signal of signals) signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    for (const signal of signals) signal.addEventListener('abort', end);
  });
}

/** Calls again and again until stopped; never twice at once. */
export function every(clock: ClockPort, ms: number, work: () => void | Promise<void>): () => void {
  let stopped = false;
  let cancel = clock.after(ms, turn);
  function turn(): void {
    void Promise.resolve(work()).finally(() => {
      if (!stopped) cancel = clock.after(ms, turn);
    });
  }
  return () => {
    stopped = true;
    cancel();
  };
}

/** The wait before try number `failures` + 1, never longer than ten seconds and never the same for everybody. */
export function backoff(failures: number, longest = 10_000): number {
  if (failures <= 0) return 0;
  const base = Math.min(longest, 500 * 2 ** (failures - 1));
  return Math.min(longest, base * (0.5 + Math.random()));
}
