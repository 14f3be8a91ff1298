/** How long to wait before try number `attempt` (0 is the first). */
export interface Backoff {
  readonly firstMs: number;
  readonly baseMs: number;
  readonly capMs: number;
}

/** A stream that was cut is taken up at once, then ever more slowly, but never later than ten seconds. */
export const streamBackoff: Backoff = { firstMs: 0, baseMs: 500, capMs: 10_000 };
/** Within the ten seconds that a live command is good for. */
export const liveBackoff: Backoff = { firstMs: 400, baseMs: 800, capMs: 3_000 };
/** At most about one request a second while the desk is away, and one every ten seconds when it stays away. */
export const outboxBackoff: Backoff = { firstMs: 1_000, baseMs: 2_000, capMs: 10_000 };

/** The longest that a `Retry-After` is believed. */
const MAX_RETRY_AFTER = 5 * 60_000;

/** Doubles up to the cap; the upper half is random, so that many pages do not come back in the same instant. */
export function backoffMs(backoff: Backoff, attempt: number, random: () => number, retryAfterMs = 0): number {
  const top =
    attempt === 0
      ? backoff.firstMs
      : Math.min(backoff.capMs, backoff.baseMs * 2 ** Math.min(attempt - 1, 16));
  const own = Math.round(top / 2 + (top / 2) * random());
  const asked = Math.min(retryAfterMs, MAX_RETRY_AFTER);
  return asked <= own ? own : Math.round(asked + 1_000 * random());
}
