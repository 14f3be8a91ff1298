import type { ClockPort, Outcome } from '../../interaction/index.js';
import { backoffMs, liveBackoff } from './backoff.js';
import type { DeskHttp, Failed } from './http.js';
import { outcomeOf } from './http.js';
import { sleep } from './sleep.js';

/** One try is given up after this long, so that a second one still fits. */
const TRY_LIMIT_MS = 4_000;

export interface LiveOptions {
  readonly http: DeskHttp;
  readonly clock: ClockPort;
  readonly random: () => number;
  /** The desk's clock. */
  readonly now: () => number;
  /** Whether the desk was there a moment ago, so that a request may have reached it. */
  readonly isLive: () => boolean;
  readonly closed: AbortSignal;
}

/**
 * Sends what must happen now or not at all. It is repeated under the same id while it is still good for something: the desk
 * does it once, and answers again what it answered before.
 */
export async function sendLive(
  options: LiveOptions,
  path: string,
  body: unknown,
  deadline: number,
  answered: (body: unknown) => void = () => {},
): Promise<Outcome> {
  const { http, clock, random, now, isLive, closed } = options;
  let mayHaveArrived = false;
  for (let attempt = 0; ; attempt += 1) {
    const left = deadline - now();
    if (attempt === 0 && left <= 0) return { ok: false, code: 'stale-command' };
    const wasLive = isLive();
    const began = clock.now();
    const reply = await http.post(path, body, Math.max(1, Math.min(left, TRY_LIMIT_MS)), closed);
    if (reply.ok) {
      answered(reply.body);
      return { ok: true, seq: readSeq(reply.body) };
    }
    if (reply.why === 'refused' || reply.why === 'signed-out') return outcomeOf(reply);
    // A line that is refused at once while the stream is down cannot have carried it; any other may have.
    const atOnce = clock.now() - began < TRY_LIMIT_MS / 2;
    if (reply.why === 'unanswered' && (wasLive || !atOnce)) mayHaveArrived = true;
    const wait = backoffMs(liveBackoff, attempt, random, reply.retryAfterMs);
    if (closed.aborted || now() + wait >= deadline) return givenUp(reply, mayHaveArrived);
    await sleep(clock, wait, closed);
  }
}

function givenUp(last: Failed, mayHaveArrived: boolean): Outcome {
  if (mayHaveArrived) return { ok: false, code: 'no-answer' };
  return last.why === 'busy' ? outcomeOf(last) : { ok: false, code: 'not-sent' };
}

/** Where the last fact stands in the reader's own stream; an agent's own state counts in revisions. */
export function readSeq(body: unknown): number {
  if (typeof body !== 'object' || body === null) return 0;
  const { seq, rev } = body as Record<string, unknown>;
  return typeof seq === 'number' ? seq : typeof rev === 'number' ? rev : 0;
}
