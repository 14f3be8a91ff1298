import type { Queryable } from '../db/db.js';
import type { Batch } from './batch.js';

/** A reload or a short loss of the network is nothing to talk about. */
export const GRACE_MS = 5000;
/** How long after the beginning of a call its page has to open its stream. */
export const FIRST_STREAM_MS = 20_000;
/** Agents who stay away this long with nothing open are logged out. */
export const LOG_OUT_MS = 15 * 60_000;

/** Whose a deadline or a stream is: a party's of an interaction, or an agent's. */
export interface Owner {
  readonly kind: 'interaction' | 'agent';
  readonly tenant: string;
  readonly owner: string;
}

export interface DeadlineRow extends Owner {
  readonly key: string;
  readonly at: number;
}

const ABSENCE = 'absence';
export const LOG_OUT = 'log-out';

/** The deadline at which somebody without a stream counts as away; an agent is one person, whatever they have open. */
export const absenceKey = (party?: string): string => (party === undefined ? ABSENCE : `${ABSENCE}/${party}`);

export const partyOfKey = (key: string): string | undefined =>
  key.startsWith(`${ABSENCE}/`) ? key.slice(ABSENCE.length + 1) : undefined;

const PUT = `INSERT INTO deadlines (owner_kind, tenant, owner, key, at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (owner_kind, tenant, owner, key) DO UPDATE SET at = excluded.at, claimed_until = 0`;

const params = ({ kind, tenant, owner, key, at }: DeadlineRow) => [kind, tenant, owner, key, at];

export function putDeadline(batch: Batch, row: DeadlineRow): void {
  batch.add(PUT, params(row));
}

export async function putDeadlineNow(q: Queryable, row: DeadlineRow): Promise<void> {
  await q.query(PUT, params(row));
}

/** For streams that are gone: their owners are away unless they show up within the grace. */
export function absenceAfter(gone: string, now: string): string {
  return `INSERT INTO deadlines (owner_kind, tenant, owner, key, at)
    SELECT DISTINCT owner_kind, tenant, owner, concat_ws('/', '${ABSENCE}', party), ${now} + ${GRACE_MS} FROM ${gone}
    ON CONFLICT (owner_kind, tenant, owner, key) DO UPDATE SET at = excluded.at, claimed_until = 0`;
}

/** Whether any desk that lives holds a stream of theirs. */
export async function isPresent(
  q: Queryable,
  { kind, tenant, owner }: Owner,
  party: string | undefined,
  now: string,
): Promise<boolean> {
  const rows = await q.query(
    `SELECT 1 FROM streams s JOIN desks d ON d.id = s.desk
     WHERE s.owner_kind = $1 AND s.tenant = $2 AND s.owner = $3 AND s.party IS NOT DISTINCT FROM $4
       AND d.lease_until > ${now} LIMIT 1`,
    [kind, tenant, owner, party ?? null],
  );
  return rows.length > 0;
}
