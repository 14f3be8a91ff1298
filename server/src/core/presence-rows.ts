import type { Queryable } from '../db/db.js';
import type { Batch } from './batch.js';

/** A reload or a short loss of the network is nothing to talk about. */
export const GRACE_MS = 5000;
/** How long after the beginning of a call its page has to open its stream. */
export const FIRST_STREAM_MS = 20_000;
/** Agents who stay away this long with nothing open are logged out. */
export const LOG_OUT_MS = 15 * 60_000;

export interface DeadlineRow {
  readonly kind: 'interaction' | 'agent';
  readonly tenant: string;
  readonly owner: string;
  readonly key: string;
  readonly at: number;
}

export const absenceKey = (party: string): string => `absence/${party}`;

const PUT = `INSERT INTO deadlines (owner_kind, tenant, owner, key, at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (owner_kind, tenant, owner, key) DO UPDATE SET at = excluded.at, claimed_until = 0`;

const params = ({ kind, tenant, owner, key, at }: DeadlineRow) => [kind, tenant, owner, key, at];

export function putDeadline(batch: Batch, row: DeadlineRow): void {
  batch.add(PUT, params(row));
}

export async function putDeadlineNow(q: Queryable, row: DeadlineRow): Promise<void> {
  await q.query(PUT, params(row));
}
