import type { Agent, Interaction } from 'video-session-window/interaction';
import { newAgent } from 'video-session-window/interaction';
import type { Db, Queryable } from '../db/db.js';
import { mayRunAgain } from '../db/errors.js';
import type { Log } from '../http/log.js';
import { Batch } from './batch.js';
import type { Changes } from './changes.js';
import type { DeskClock } from './clock.js';
import type { ConfigStore } from './config-store.js';
import type { Aftermath } from './store.js';
import { store } from './store.js';
import { DeskError } from './types.js';
import type { Change } from './types.js';
import { NeedsAgents, Unit } from './unit.js';

/** What every part of the desk works with. */
export interface Core {
  readonly desk: string;
  readonly db: Db;
  readonly clock: DeskClock;
  readonly newId: () => string;
  readonly log: Log;
  readonly configs: ConfigStore;
  readonly changes: Changes;
  /** Something is due in `ms`. */
  wake(ms: number): void;
  /** Called after each commit with what follows from it. */
  /** Tells listeners here and in the other desks. */
  tell(changes: readonly Change[]): Promise<void>;
  committed(tenant: string, aftermath: Aftermath): void;
}

/** Which rows a transaction locks: agents first, then interactions, each by id, so that two never wait for each other. */
export interface Plan {
  readonly tenant?: string;
  readonly interactions?: readonly string[];
  readonly agents?: readonly string[];
  /** An agent to make a row for where they never logged in. */
  readonly newcomer?: { readonly id: string; readonly name: string };
  /** Also the agents with a part in these interactions. */
  readonly withTheirAgents?: boolean;
  /** Also every other call that one of these agents is in. */
  readonly withTheirCalls?: boolean;
}

export interface Scope {
  readonly unit: Unit;
  readonly q: Queryable;
  /** Further writes for the one statement at the end. */
  readonly batch: Batch;
}

const TRIES = 8;

/** Runs `work` on locked rows in one transaction and stores what it changed. */
export async function transact<T>(core: Core, plan: Plan, work: (scope: Scope) => Promise<T>): Promise<T> {
  let wider: readonly string[] = plan.agents ?? [];
  for (let attempt = 1; ; attempt++) {
    try {
      const { result, tenant, aftermath } = await core.db.tx(async (q) => {
        const unit = await locked(core, q, { ...plan, agents: wider });
        const batch = new Batch();
        const result = await work({ unit, q, batch });
        const aftermath = store(unit, batch);
        await batch.run(q, core.changes.notices(aftermath.changes));
        return { result, aftermath, tenant: unit.tenant };
      });
      core.committed(tenant, aftermath);
      return result;
    } catch (error) {
      if (attempt === TRIES) throw error;
      if (error instanceof NeedsAgents) wider = [...new Set([...wider, ...error.agents])];
      else if (!mayRunAgain(error)) throw error;
    }
  }
}

interface InteractionRow {
  readonly id: string;
  readonly tenant: string;
  readonly state: Interaction;
  readonly version: number;
  readonly head: string;
  readonly updated_at: number;
  readonly now: number;
}

interface AgentRow {
  readonly id: string;
  readonly name: string;
  readonly state: Agent;
  readonly rev: number;
}

async function locked(core: Core, q: Queryable, plan: Plan): Promise<Unit> {
  const ids = new Set(plan.interactions);
  let tenant = plan.tenant;
  const agentIds = new Set(plan.agents);
  if (plan.newcomer && tenant !== undefined) {
    agentIds.add(plan.newcomer.id);
    await welcome(q, tenant, plan.newcomer);
  }
  if (plan.withTheirAgents || (tenant === undefined && agentIds.size > 0)) {
    for (const row of await peek(q, [...ids])) {
      tenant ??= row.tenant;
      if (plan.withTheirAgents) for (const agent of openAgents(row.state)) agentIds.add(agent);
    }
  }
  const agents =
    tenant === undefined || agentIds.size === 0 ? [] : await lockAgents(q, tenant, [...agentIds]);
  if (plan.withTheirCalls) {
    for (const { interaction, status } of agents.flatMap(({ state }) => state.open)) {
      if (status === 'active') ids.add(interaction);
    }
  }
  const rows = await lockInteractions(q, [...ids], core.clock.sql);
  tenant ??= rows[0]?.tenant;
  if (tenant === undefined) throw new DeskError('unknown-interaction');
  const unit = new Unit(tenant, await timeOf(q, core, rows), core.newId);
  for (const { id, name, state, rev } of agents) {
    unit.agents.set(id, { before: state, agent: state, rev, name, nameBefore: name });
  }
  for (const { id, tenant: owner, state, version, head, updated_at } of rows) {
    if (owner !== tenant) continue;
    const now = Math.max(unit.now, updated_at);
    unit.works.set(id, {
      before: state,
      state,
      version,
      head,
      now,
      created: false,
      videoMs: 0,
      facts: [],
      contents: [],
    });
  }
  return unit;
}

/** Agents whose own state depends on this interaction. */
function openAgents(state: Interaction): readonly string[] {
  return state.assignments
    .filter(({ status }) => status === 'offered' || status === 'active' || status === 'wrap-up')
    .map(({ agent }) => agent);
}

const peek = (q: Queryable, ids: readonly string[]) =>
  q.query<Pick<InteractionRow, 'tenant' | 'state'>>(
    'SELECT tenant, state FROM interactions WHERE id = ANY ($1::text[])',
    [ids],
  );

const lockAgents = (q: Queryable, tenant: string, ids: readonly string[]) =>
  q.query<AgentRow>(
    'SELECT id, name, state, rev FROM agents WHERE tenant = $1 AND id = ANY ($2::text[]) ORDER BY id FOR UPDATE',
    [tenant, ids],
  );

/** The time is read after each row is locked: the outer SELECT sees a row only when the inner one has it. */
async function lockInteractions(
  q: Queryable,
  ids: readonly string[],
  now: string,
): Promise<readonly InteractionRow[]> {
  if (ids.length === 0) return [];
  return q.query<InteractionRow>(
    `WITH locked AS MATERIALIZED (
       SELECT id, tenant, state, version, head, updated_at FROM interactions WHERE id = ANY ($1::text[])
       ORDER BY id FOR UPDATE)
     SELECT *, ${now} AS now FROM locked`,
    [ids],
  );
}

async function timeOf(q: Queryable, core: Core, rows: readonly InteractionRow[]): Promise<number> {
  if (rows.length > 0) return Math.max(...rows.map(({ now }) => now));
  const [time] = await q.query<{ now: number }>(`SELECT ${core.clock.sql} AS now`);
  return time?.now ?? 0;
}

/** Whoever comes first makes the row, so that the others have one to lock. */
async function welcome(
  q: Queryable,
  tenant: string,
  { id, name }: { id: string; name: string },
): Promise<void> {
  await q.query(
    `INSERT INTO agents (tenant, id, name, state, rev, working, offerable, load, idle_since, queues, updated_at)
     VALUES ($1, $2, $3, $4::jsonb, 0, false, false, 0, 0, '{}', 0) ON CONFLICT DO NOTHING`,
    [tenant, id, name, JSON.stringify(newAgent(id, 0))],
  );
}
