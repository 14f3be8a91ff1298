// Made by npm run generate from codes.ts; change them there.
import type { Code, PageCode, ProblemCode, RefusalCode } from './codes.js';

/*
 * The names of all codes without their texts: a page has words of its own for them, in its reader's language, so only
 * desk and documentation carry the texts of `codes.ts`. A test keeps the two together.
 */

const refusals: readonly RefusalCode[] = [
  'stale-command',
  'not-a-party',
  'call-ended',
  'not-connected',
  'not-waiting',
  'contact-away',
  'offer-gone',
  'offer-not-yours',
  'video-already-on',
  'video-already-asked',
  'video-not-on',
  'nothing-asked',
  'not-asked-of-you',
  'not-asked-by-you',
  'on-hold',
  'already-held',
  'not-held',
  'not-owner',
  'unknown-leg',
  'unknown-assignment',
  'still-connected',
  'already-done',
  'already-lost',
  'not-lost',
  'agent-busy',
  'agent-in-call',
  'unknown-reason',
  'forbidden',
];

const problems: readonly Exclude<ProblemCode, RefusalCode>[] = [
  'unauthorized',
  'token-expired',
  'unknown-interaction',
  'unknown-route',
  'wrong-method',
  'unknown-queue',
  'queue-closed',
  'malformed-json',
  'invalid-input',
  'too-large',
  'unsupported-type',
  'rate-limited',
  'id-reused',
  'origin-not-allowed',
  'link-unknown',
  'link-used',
  'link-expired',
  'link-ended',
  'open-elsewhere',
  'version-conflict',
  'desk-unavailable',
  'media-unavailable',
  'internal',
];

const pages: readonly PageCode[] = [
  'not-sent',
  'no-answer',
  'page-outdated',
  'in-progress',
  'vetoed',
  'microphone-denied',
  'camera-denied',
  'microphone-missing',
  'camera-missing',
  'device-busy',
  'device-lost',
  'playback-blocked',
  'media-unsupported',
  'media-failed',
];

/** Codes of which nothing has changed when they are answered. */
export const refusalNames: ReadonlySet<string> = new Set(refusals);

/** Every code there is. */
export const codeNames: ReadonlySet<string> = new Set<Code>([...refusals, ...problems, ...pages]);

export const isCode = (value: unknown): value is Code => typeof value === 'string' && codeNames.has(value);
