import type { Interaction } from 'video-session-window/interaction';
import { agentState, contactOf, deadlinesOf, mayBeOffered } from 'video-session-window/interaction';
import type { Batch } from './batch.js';
import { canonicalJson } from './chain.js';
import { historyFields } from './history-row.js';
import type { Change } from './types.js';
import type { AgentWork, Unit, Work } from './unit.js';

/** What has to happen once the transaction is committed. */
export interface Aftermath {
  readonly changes: readonly Change[];
  /** Queues in which somebody may be offered now. */
  readonly route: readonly string[];
  /** How soon the earliest new deadline is due. */
  readonly wakeIn: number | undefined;
}

/** Puts everything a unit of work has changed into one batch of writes. */
export function store(unit: Unit, batch: Batch): Aftermath {
  const changes: Change[] = [];
  const queues = new Set<string>();
  const route = new Set<string>();
  let wakeAt = Infinity;

  for (const work of unit.works.values()) {
    if (work.facts.length === 0) continue;
    storeInteraction(unit, work, batch);
    storeFacts(work, batch);
    storeContents(work, batch);
    wakeAt = Math.min(wakeAt, storeDeadlines(unit, work, batch));
    storeHistory(unit, work, batch);
    storeHandleTime(unit, work, batch);
    changes.push({ kind: 'interaction', tenant: unit.tenant, id: work.state.id, seq: work.state.seq });
    if (waits(work.before) !== waits(work.state)) queues.add(work.state.queue);
    if (work.state.phase === 'queued' && !isContactLost(work.state)) route.add(work.state.queue);
  }
  for (const work of unit.agents.values()) {
    if (work.agent === work.before && work.name === work.nameBefore) continue;
    storeAgent(unit, work, batch);
    changes.push({ kind: 'agent', tenant: unit.tenant, id: work.agent.id });
    if (mayBeOffered(work.agent)) for (const queue of work.agent.queues) route.add(queue);
  }
  for (const id of queues) changes.push({ kind: 'queue', tenant: unit.tenant, id });
  return { changes, route: [...route], wakeIn: wakeAt === Infinity ? undefined : wakeAt - unit.now };
}

export const isContactLost = (state: Interaction): boolean => contactOf(state)?.lostUntil !== undefined;

const waits = ({ phase }: Interaction): boolean => phase === 'queued' || phase === 'alerting';

function storeInteraction(unit: Unit, { state, version, head, now, created }: Work, batch: Batch): void {
  const { id, queue, phase, front, queuedAt, endedAt } = state;
  const changing = [
    id,
    JSON.stringify(state),
    version + 1,
    head,
    queue,
    phase,
    front,
    isContactLost(state),
    queuedAt ?? null,
    endedAt ?? null,
    now,
  ];
  if (created) {
    batch.add(
      `INSERT INTO interactions (id, state, version, head, queue, phase, front, contact_lost, queued_at, ended_at,
         updated_at, tenant, room, contact_ref, created_at)
       VALUES ($1, $2::jsonb, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [...changing, unit.tenant, state.rooms.main, state.contact ?? null, state.createdAt],
    );
    return;
  }
  batch.add(
    `UPDATE interactions SET state = $2::jsonb, version = $3, head = $4, queue = $5, phase = $6, front = $7,
       contact_lost = $8, queued_at = $9, ended_at = $10, updated_at = $11 WHERE id = $1`,
    changing,
  );
}

function storeFacts({ state, facts }: Work, batch: Batch): void {
  const rows = facts.map(({ fact, contactSeq, prev, hash }) => {
    const { seq, id, type, v, at, actor, data } = fact;
    return { seq, contact_seq: contactSeq ?? null, id, type, v, at, actor, data, prev, hash };
  });
  batch.add(
    `INSERT INTO facts (interaction, seq, contact_seq, id, type, v, at, actor, data, prev, hash)
     SELECT $1, f.* FROM jsonb_to_recordset($2::jsonb) AS f (seq integer, contact_seq integer, id text, type text,
       v integer, at bigint, actor jsonb, data jsonb, prev text, hash text)`,
    [state.id, JSON.stringify(rows)],
  );
}

function storeContents({ state, contents }: Work, batch: Batch): void {
  if (contents.length === 0) return;
  batch.add(
    `INSERT INTO contents (interaction, kind, key, rev, value, salt, hash, at)
     SELECT $1, c.* FROM jsonb_to_recordset($2::jsonb) AS c (kind text, key text, rev integer, value jsonb, salt text,
       hash text, at bigint)`,
    [state.id, JSON.stringify(contents)],
  );
}

/** Keeps the deadline rows as the state implies them; gives the earliest that is new. */
function storeDeadlines(unit: Unit, { before, state }: Work, batch: Batch): number {
  const now = new Map(deadlinesOf(state).map((deadline) => [deadline.key, deadline]));
  const then = new Map(deadlinesOf(before).map((deadline) => [deadline.key, deadline]));
  const gone = [...then.keys()].filter((key) => !now.has(key));
  const fresh = [...now.values()].filter(({ key, at }) => then.get(key)?.at !== at);
  const owner = [unit.tenant, state.id];
  if (gone.length > 0) {
    batch.add(
      `DELETE FROM deadlines WHERE owner_kind = 'interaction' AND tenant = $1 AND owner = $2 AND key = ANY ($3::text[])`,
      [...owner, gone],
    );
  }
  if (fresh.length > 0) {
    batch.add(
      `INSERT INTO deadlines (owner_kind, tenant, owner, key, at, command)
       SELECT 'interaction', $1, $2, d.* FROM jsonb_to_recordset($3::jsonb) AS d (key text, at bigint, command jsonb)
       ON CONFLICT (owner_kind, tenant, owner, key)
         DO UPDATE SET at = excluded.at, command = excluded.command, claimed_until = 0`,
      [...owner, JSON.stringify(fresh)],
    );
  }
  return Math.min(Infinity, ...fresh.map(({ at }) => at));
}

function storeHistory(unit: Unit, { before, state, created, videoMs }: Work, batch: Batch): void {
  const fields = historyFields(state);
  if (!created && videoMs === 0 && canonicalJson(historyFields(before)) === canonicalJson(fields)) return;
  const { status, outcome, connectedAt, endedAt, doneAt, durationMs, queue, agents, parties } = fields;
  const changing = [status, outcome, connectedAt, endedAt, doneAt, durationMs, queue];
  const lists = [JSON.stringify(agents), JSON.stringify(parties), videoMs];
  if (!created) {
    batch.add(
      `UPDATE history SET status = $2, outcome = $3, connected_at = $4, ended_at = $5, done_at = $6, duration_ms = $7,
         queue = $8, agents = $9::jsonb, parties = $10::jsonb, video_ms = video_ms + $11 WHERE interaction = $1`,
      [state.id, ...changing, ...lists],
    );
    return;
  }
  batch.add(
    `INSERT INTO history (interaction, status, outcome, connected_at, ended_at, done_at, duration_ms, queue, agents,
       parties, video_ms, tenant, contact_ref, source, direction, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11, $12, $13, $14, $15, $16)`,
    [
      state.id,
      ...changing,
      ...lists,
      unit.tenant,
      state.contact ?? null,
      state.source,
      state.direction,
      state.createdAt,
    ],
  );
}

/** The weight of the newest in the moving average, and the most one forgotten wrap-up may count. */
const WEIGHT = 0.2;
const MOST_MS = 2 * 3_600_000;

/** How long agents were busy with one contact, for the expected wait of the next. */
function storeHandleTime(unit: Unit, { before, state }: Work, batch: Batch): void {
  const open = new Set(before.assignments.filter(({ status }) => status !== 'done').map(({ id }) => id));
  for (const { id, status, acceptedAt, doneAt } of state.assignments) {
    if (status !== 'done' || !open.has(id) || acceptedAt === undefined || doneAt === undefined) continue;
    batch.add(
      `INSERT INTO queue_stats (tenant, queue, handle_ms, samples) VALUES ($1, $2, $3, 1)
       ON CONFLICT (tenant, queue) DO UPDATE SET samples = queue_stats.samples + 1,
         handle_ms = queue_stats.handle_ms + (excluded.handle_ms - queue_stats.handle_ms) * ${WEIGHT}`,
      [unit.tenant, state.queue, Math.min(doneAt - acceptedAt, MOST_MS)],
    );
    // One statement may change the row once; a second agent's time is as good a sample as the first's.
    return;
  }
}

function storeAgent(unit: Unit, { agent, name, rev }: AgentWork, batch: Batch): void {
  const state = agentState(agent);
  batch.add(
    `INSERT INTO agents (tenant, id, name, state, rev, working, offerable, load, idle_since, queues, updated_at)
     VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, $10::text[], $11)
     ON CONFLICT (tenant, id) DO UPDATE SET name = excluded.name, state = excluded.state, rev = agents.rev + 1,
       working = excluded.working, offerable = excluded.offerable, load = excluded.load, idle_since = excluded.idle_since,
       queues = excluded.queues, updated_at = excluded.updated_at`,
    [
      unit.tenant,
      agent.id,
      name,
      JSON.stringify(agent),
      rev + 1,
      state !== 'logged-out' && state !== 'not-ready',
      mayBeOffered(agent),
      agent.open.length,
      agent.idleSince,
      agent.queues,
      unit.now,
    ],
  );
}
