import fc from 'fast-check';
import type { AnyCommandBody } from './index.js';
import { systemCommandData } from './index.js';

export const agents = ['secret-ada', 'secret-ben', 'secret-cho'] as const;
export const everybody: readonly string[] = [...agents, 'secret-mallory'];

/** What happens next in a random history; the numbers choose among what there is. */
export interface Action {
  readonly kind: (typeof kinds)[number];
  readonly which: number;
  readonly who: number;
  readonly pick: number;
  readonly flag: boolean;
  readonly ms: number;
}

export const commandKinds = [
  'accept',
  'decline',
  'enable-video',
  'answer-video',
  'cancel-video-request',
  'set-camera',
  'disable-video',
  'hold',
  'unhold',
  'take-over',
  'end-for-everyone',
  'disconnect',
  'mark-done',
  'enqueue',
  'offer',
  'ring-out',
  'withdraw',
  'lapse-video-request',
  'report-absence',
  'report-presence',
  'give-up-on',
  'end-wrap-up',
  'agree-privacy',
  'save-content',
  'add-leg',
  'end-by-system',
] as const satisfies readonly AnyCommandBody['type'][];
const happenings = [
  'allowed',
  'lose',
  'aside',
  'leave',
  'begin',
  'route',
  'accept-offer',
  'join',
  'pass',
  'stale',
  'ready',
  'not-ready',
  'next',
  'log-in',
  'log-out',
  'cut',
] as const;
const kinds = [...commandKinds, ...happenings] as const;

const weights: Partial<Record<Action['kind'], number>> = {
  allowed: 60,
  route: 12,
  'accept-offer': 12,
  pass: 6,
  ready: 8,
  begin: 5,
  join: 10,
  aside: 4,
  leave: 5,
  lose: 5,
};

export const action: fc.Arbitrary<Action> = fc.record({
  kind: fc.oneof(...kinds.map((kind) => ({ weight: weights[kind] ?? 1, arbitrary: fc.constant(kind) }))),
  which: fc.nat(2),
  who: fc.nat(9),
  pick: fc.nat(5),
  flag: fc.boolean(),
  ms: fc.constantFrom(0, 1, 1, 400, 400, 5_000, 5_000, 20_000, 30_000, 60_000),
});

export const settings = fc.record({
  capacity: fc.constantFrom(1, 2),
  /** Only routing offers, as at a real desk; otherwise anything that asks as the system may. */
  routed: fc.boolean(),
  wrapUpMs: fc.constantFrom(undefined, 30_000),
  queueMs: fc.constantFrom(undefined, 45_000),
});
export type Settings = typeof settings extends fc.Arbitrary<infer S> ? S : never;

export const isSystemCommand = (kind: Action['kind']): boolean => kind in systemCommandData;
