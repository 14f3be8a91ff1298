import type { Command } from '../../interaction/index.js';

/** A command that waits for the desk, as it is stored. */
export interface Saved {
  readonly interaction: string;
  readonly command: Command;
}

const part = encodeURIComponent;

/** All rows of one person. */
export const rowPrefix = (owner: string): string => `outbox/${part(owner)}/`;

/** Sorted by key, the rows of an interaction come in the order they were asked. */
export function rowKey(owner: string, { interaction, command }: Saved, at: number): string {
  return `${rowPrefix(owner)}${part(interaction)}/${String(at).padStart(15, '0')}-${part(command.id)}`;
}

export const rowText = ({ interaction, command }: Saved): string => JSON.stringify({ interaction, command });
