import { parseCommand } from '../../interaction/index.js';
import type { Saved } from './outbox-row.js';

/** What something else wrote, or what was cut short, is not a command. */
export function readRow(text: string): Saved | undefined {
  try {
    const { interaction, command } = JSON.parse(text) as { interaction?: unknown; command?: unknown };
    return typeof interaction === 'string' ? { interaction, command: parseCommand(command) } : undefined;
  } catch {
    return undefined;
  }
}
