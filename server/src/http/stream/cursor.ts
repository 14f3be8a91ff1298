/** Where a reader is in everything its stream carries. */
export interface Cursor {
  /** Revision of the agent topic; absent in a contact's stream. */
  readonly agent?: number;
  /** The last fact of each interaction, in the reader's own numbering. */
  readonly interactions: ReadonlyMap<string, number>;
}

const MAX_INTERACTIONS = 100;

/** Compact, for it travels with every event: `~12,ix_a:5,ix_b:17`. An interaction's id holds neither `,` nor `~`. */
export function formatCursor({ agent, interactions }: Cursor): string {
  const parts = agent === undefined ? [] : [`~${agent}`];
  for (const [id, seq] of interactions) parts.push(`${id}:${seq}`);
  return parts.join(',');
}

/** A cursor that cannot be read, or is of another reader, counts as none: the reader gets everything anew. */
export function parseCursor(text: string | undefined): Cursor {
  const interactions = new Map<string, number>();
  let agent: number | undefined;
  for (const part of (text ?? '').split(',').slice(0, MAX_INTERACTIONS)) {
    const [, rev] = /^~(\d{1,15})$/.exec(part) ?? [];
    const [, id, seq] = /^([\w.:@+-]{1,128}):(\d{1,15})$/.exec(part) ?? [];
    if (rev !== undefined) agent = Number(rev);
    else if (id !== undefined && seq !== undefined) interactions.set(id, Number(seq));
  }
  return agent === undefined ? { interactions } : { agent, interactions };
}
