import type { Core } from './transact.js';
import type { Change } from './types.js';

/** Transactions that were running when the connection broke dated their rows before they committed. */
const MARGIN_MS = 60_000;

/** What may have happened while this desk could not hear the others: told again, for readers go by their own cursors. */
export async function changesSince({ db, clock }: Core, awayMs: number): Promise<readonly Change[]> {
  const [time] = await db.query<{ now: number }>(`SELECT ${clock.sql} AS now`);
  const since = (time?.now ?? 0) - awayMs - MARGIN_MS;
  const interactions = await db.query<{ tenant: string; id: string; seq: number; queue: string }>(
    `SELECT tenant, id, (state->>'seq')::integer AS seq, queue FROM interactions WHERE updated_at > $1`,
    [since],
  );
  const agents = await db.query<{ tenant: string; id: string }>(
    'SELECT tenant, id FROM agents WHERE updated_at > $1',
    [since],
  );
  const queues = new Map(
    interactions.map(({ tenant, queue }) => [JSON.stringify([tenant, queue]), { tenant, id: queue }]),
  );
  return [
    ...interactions.map(({ tenant, id, seq }) => ({ kind: 'interaction' as const, tenant, id, seq })),
    ...agents.map((agent) => ({ kind: 'agent' as const, ...agent })),
    ...[...queues.values()].map((queue) => ({ kind: 'queue' as const, ...queue })),
  ];
}
