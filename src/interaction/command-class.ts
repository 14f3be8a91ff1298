import type { CommandType } from './wire/commands.js';

export type CommandClass = 'durable' | 'live';

/** Disconnect is durable because its record must survive; the page stops media at the press, desk or no desk. */
export function commandClass(type: CommandType): CommandClass {
  return type === 'disconnect' || type === 'mark-done' ? 'durable' : 'live';
}

/** A live command older than this is refused as stale. */
export const LIVE_DEADLINE_MS = 10_000;
