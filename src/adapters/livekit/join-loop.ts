import type { Code } from '../../interaction/codes.js';
import type { ClockPort } from '../../interaction/ports/clock.js';
import type { Access, AccessAnswer } from '../../interaction/ports/desk.js';
import type { MediaState } from '../../interaction/ports/media.js';
import { backoff, pause } from './timing.js';

export interface JoinLoop {
  readonly clock: ClockPort;
  /** Ended when the room is closed. */
  readonly signal: AbortSignal;
  getAccess(): Promise<AccessAnswer>;
  /** Never rejects: false means it did not come about. */
  join(access: Access): Promise<boolean>;
  /** Resolves with LiveKit's reason when the room was left, however that came. */
  left(): Promise<number | undefined>;
  /** Resolves at once unless the page is being left; then when it is shown again. */
  pageShown(): Promise<void>;
  /** A signal that ends the present wait, for instance because the network is back. */
  hurry(): AbortSignal;
  report(connection: MediaState['connection']): void;
}

/** The desk has spoken, and asking again would not change it. All others are asked again. */
const final: ReadonlySet<Code> = new Set<Code>([
  'call-ended',
  'not-a-party',
  'open-elsewhere',
  'unknown-leg',
  'unknown-interaction',
  'link-ended',
  'forbidden',
]);

/** Another page of the same leg came in: joining again would throw that one out, and so on for ever. */
const duplicateIdentity = 2;
/** A join that lasted shorter counts as a failed one, so that a quarrel of desk and media server does not spin. */
const lastingMs = 10_000;

/**
 * Enters the room and stays in it. livekit-client gives up after three quarters of a minute and never asks for new access;
 * this goes on for as long as the desk lets the leg in, and stops only when the desk says no.
 */
export async function stayJoined(loop: JoinLoop): Promise<void> {
  const { clock, signal } = loop;
  let failures = 0;
  let since: number | undefined;
  while (!signal.aborted) {
    loop.report(
      since === undefined ? { state: 'connecting' } : { state: 'reconnecting', since, mediaFlows: false },
    );
    await loop.pageShown();
    if (failures > 0) await pause(clock, backoff(failures), signal, loop.hurry());
    if (signal.aborted) return;
    const answer = await ask(loop);
    if (signal.aborted) return;
    if (!answer.ok) {
      if (final.has(answer.code)) return loop.report({ state: 'refused', code: answer.code });
      failures += 1;
      if (answer.retryAfterMs !== undefined)
        await pause(clock, Math.min(answer.retryAfterMs, 10_000), signal);
      continue;
    }
    if (!(await loop.join(answer.access))) {
      failures += 1;
      continue;
    }
    const joinedAt = clock.now();
    loop.report({ state: 'connected' });
    const reason = await loop.left();
    if (signal.aborted) return;
    if (reason === duplicateIdentity) return loop.report({ state: 'refused', code: 'open-elsewhere' });
    since = clock.now();
    failures = since - joinedAt > lastingMs ? 0 : failures + 1;
  }
}

async function ask(loop: JoinLoop): Promise<AccessAnswer> {
  try {
    return await loop.getAccess();
  } catch {
    // A DeskPort answers with an outcome; a host's own function may throw, and that is no reason to give up.
    return { ok: false, code: 'not-sent' };
  }
}
