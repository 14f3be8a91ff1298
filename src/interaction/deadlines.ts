import type { SystemCommandBody } from './wire/commands.js';
import type { Interaction } from './state.js';

/** Something that happens by itself unless the state changes first. */
export interface Deadline {
  /** Which one it is; at most one of each key stands at a time. */
  readonly key: string;
  readonly at: number;
  readonly command: SystemCommandBody;
}

/** All deadlines a state implies. The desk keeps them as rows, any desk may claim one, and each fires once. */
export function deadlinesOf(state: Interaction): readonly Deadline[] {
  const deadlines: Deadline[] = [];
  const add = (key: string, at: number | undefined, command: SystemCommandBody) => {
    if (at !== undefined) deadlines.push({ key, at, command });
  };
  for (const { id, status, until } of state.assignments) {
    if (status === 'offered') add(`ring/${id}`, until, { type: 'ring-out', data: { assignment: id } });
    if (status === 'wrap-up') add(`wrap-up/${id}`, until, { type: 'end-wrap-up', data: { assignment: id } });
  }
  if (state.phase === 'ended') return deadlines;
  if (state.video.ask) add('video', state.video.ask.expiresAt, { type: 'lapse-video-request', data: {} });
  for (const { id, lostUntil } of state.parties) {
    add(`lost/${id}`, lostUntil, { type: 'give-up-on', data: { party: id } });
  }
  const { queueMs } = state.policy;
  if (
    queueMs !== undefined &&
    (state.phase === 'queued' || state.phase === 'alerting') &&
    state.queuedAt !== undefined
  ) {
    add('queue', state.queuedAt + queueMs, { type: 'end-by-system', data: { reason: 'timed-out' } });
  }
  return deadlines;
}
