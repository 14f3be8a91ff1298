import type { EndReason } from '../../interaction/index.js';
import type { InteractionLog } from './interaction-log.js';

/** A past interaction, newest first. */
export interface LocalHistoryItem {
  readonly interaction: string;
  readonly queue: string;
  readonly contact?: string;
  readonly createdAt: number;
  readonly connectedAt?: number;
  readonly endedAt?: number;
  readonly endReason?: EndReason;
  readonly video: boolean;
}

export function historyOf(logs: readonly InteractionLog[], contact: string | undefined): readonly LocalHistoryItem[] {
  return logs
    .filter(({ state }) => state.phase === 'ended' && (contact === undefined || state.contact === contact))
    .map((log) => {
      const { id, queue, contact: ref, createdAt, connectedAt, endedAt, endReason } = log.state;
      const video = log.entries('agents').some(({ fact }) => fact.type === 'video-enabled');
      return { interaction: id, queue, createdAt, video, ...present({ contact: ref, connectedAt, endedAt, endReason }) };
    })
    .toReversed();
}

function present<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };
}
