import type { Waiting } from 'video-session-window/interaction';
import type { Queryable } from '../db/db.js';
import { load } from './reads.js';

/** What a contact is told while waiting; undefined for whoever does not wait. */
export async function waitingOf(q: Queryable, interaction: string): Promise<Waiting | undefined> {
  const loaded = await load(q, interaction);
  if (!loaded) return undefined;
  const { tenant, state } = loaded;
  if (state.phase !== 'queued' && state.phase !== 'alerting') return undefined;
  const [row] = await q.query<{ ahead: number; handle_ms: number | null; working: number; free: number }>(
    `SELECT
       (SELECT count(*) FROM interactions WHERE tenant = $1 AND queue = $2 AND phase IN ('queued', 'alerting')
         AND (front > $3 OR (front = $3 AND (queued_at, id) < ($4, $5)))) AS ahead,
       (SELECT handle_ms FROM queue_stats WHERE tenant = $1 AND queue = $2) AS handle_ms,
       (SELECT count(*) FROM agents WHERE tenant = $1 AND working AND queues @> ARRAY[$2]) AS working,
       (SELECT count(*) FROM agents WHERE tenant = $1 AND offerable AND queues @> ARRAY[$2]) AS free`,
    [tenant, state.queue, state.front, state.queuedAt ?? 0, state.id],
  );
  if (!row) return undefined;
  const position = row.ahead + 1;
  if (row.handle_ms === null || row.working === 0) return { position };
  // Each of those ahead takes one agent for the usual time; agents who are free take the first at once.
  const turns = Math.max(0, position - row.free);
  return { position, expectedMs: Math.round((turns * row.handle_ms) / row.working) };
}
