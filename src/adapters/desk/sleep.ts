import type { ClockPort } from '../../interaction/index.js';

/** Waits, or ends early when the signal says so. Never rejects: who waits looks at the signal themselves. */
export function sleep(clock: ClockPort, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal?.addEventListener('abort', done);
  });
}

/** An abort signal that fires after `ms` or together with `outer`; `stop` forgets both. */
export function timeLimit(clock: ClockPort, ms: number, outer?: AbortSignal): TimeLimit {
  const controller = new AbortController();
  let expired = false;
  const abort = (): void => controller.abort();
  const cancel = clock.after(ms, () => {
    expired = true;
    abort();
  });
  if (outer?.aborted) abort();
  outer?.addEventListener('abort', abort);
  return {
    signal: controller.signal,
    get expired() {
      return expired;
    },
    stop: () => {
      cancel();
      outer?.removeEventListener('abort', abort);
    },
  };
}

export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Whether the time was up, rather than somebody else giving up. */
  readonly expired: boolean;
  stop(): void;
}
