import type { Fact, HistoryEntry, Interaction } from '../../interaction/index.js';
import { contactOf, mergeContents, textOf } from '../../interaction/index.js';
import type { InteractionLog } from './interaction-log.js';

export type LocalHistoryItem = HistoryEntry;

/** What runs or ended, newest first. */
export function historyOf(
  logs: readonly InteractionLog[],
  contact: string | undefined,
): readonly HistoryEntry[] {
  return logs
    .filter(({ state }) => contact === undefined || state.contact === contact)
    .map(entryOf)
    .toReversed();
}

function entryOf(log: InteractionLog): HistoryEntry {
  const { state } = log;
  const { id, queue, source, direction, createdAt, connectedAt, endedAt, endReason } = state;
  const contents = mergeContents({}, log.contents('agents'));
  const named = (party: string | undefined) => present({ name: textOf(contents, 'name', party ?? '') });
  const status = statusOf(state);
  const doneAt = Math.max(endedAt ?? 0, ...state.assignments.map((one) => one.doneAt ?? 0));
  const videoMs = videoTime(log.entries('agents').map(({ fact }) => fact));
  const agents = state.assignments.flatMap(({ agent, party, status: part }) =>
    party === undefined ? [] : [{ agent, status: part, ...named(party) }],
  );
  return {
    interaction: id,
    queue,
    source,
    direction,
    createdAt,
    status,
    durationMs: connectedAt === undefined || endedAt === undefined ? 0 : endedAt - connectedAt,
    videoMs,
    video: videoMs > 0,
    done: status === 'done',
    agents,
    ...named(contactOf(state)?.id),
    ...present({
      contact: state.contact,
      subject: textOf(contents, 'subject', 'main'),
      connectedAt,
      endedAt,
    }),
    ...present({ outcome: endReason, doneAt: status === 'done' ? doneAt : undefined }),
  };
}

function statusOf(state: Interaction): HistoryEntry['status'] {
  if (state.phase !== 'ended') return 'in-progress';
  return state.assignments.some(({ status }) => status === 'wrap-up') ? 'pending' : 'done';
}

function videoTime(facts: readonly Fact[]): number {
  let since: number | undefined;
  let total = 0;
  for (const { type, at } of facts) {
    if (type === 'video-enabled') since ??= at;
    if (since === undefined || (type !== 'video-disabled' && type !== 'ended')) continue;
    total += at - since;
    since = undefined;
  }
  return total;
}

function present<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
