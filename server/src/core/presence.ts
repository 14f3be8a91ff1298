import type { Agent } from 'video-session-window/interaction';
import { agentParty, mayBeOffered, partyOf } from 'video-session-window/interaction';
import { runSystemCommand } from './commands.js';
import type { DueRow } from './deadlines.js';
import { takeDeadline } from './deadlines.js';
import { Leases } from './leases.js';
import type { Stream } from './leases.js';
import {
  GRACE_MS,
  isPresent,
  LOG_OUT,
  LOG_OUT_MS,
  partyOfKey,
  putDeadline,
  putDeadlineNow,
} from './presence-rows.js';
import { load } from './reads.js';
import type { Core } from './transact.js';
import { transact } from './transact.js';
import { DeskError } from './types.js';
import type { Principal } from './types.js';

/** Who is there: told by the event streams they hold open, on whichever desk. */
export class Presence {
  readonly #core: Core;
  readonly #leases: Leases;

  constructor(core: Core) {
    this.#core = core;
    this.#leases = new Leases(
      core,
      () => core.wake(GRACE_MS),
      (stream) => this.#reportBack(stream),
    );
  }

  start(): Promise<void> {
    return this.#leases.start();
  }

  stop(): Promise<void> {
    return this.#leases.stop();
  }

  async opened(who: Principal): Promise<string> {
    const stream = streamOf(who, this.#core.newId());
    await this.#leases.open(stream);
    await this.#reportBack(stream);
    return stream.id;
  }

  async closed(id: string): Promise<void> {
    if (await this.#leases.close(id)) this.#core.wake(GRACE_MS);
  }

  /** Carries out a deadline of presence, unless they are back. */
  async due(row: DueRow): Promise<void> {
    if (row.kind === 'agent') return row.key === LOG_OUT ? this.#logOut(row) : this.#agentAway(row);
    const party = partyOfKey(row.key);
    if (party === undefined) return;
    const { clock } = this.#core;
    await runSystemCommand(
      this.#core,
      row.owner,
      { type: 'report-absence', data: { party } },
      async ({ q }) => {
        return (await takeDeadline(q, row)) && !(await isPresent(q, row, party, clock.sql));
      },
    );
  }

  async #reportBack({ kind, tenant, owner, party }: Stream): Promise<void> {
    if (kind === 'agent') return this.#agentBack(tenant, owner);
    const loaded = await load(this.#core.db, owner);
    if (!loaded || party === undefined || partyOf(loaded.state, party)?.lostUntil === undefined) return;
    await runSystemCommand(this.#core, owner, { type: 'report-presence', data: { party } });
  }

  async #agentBack(tenant: string, agent: string): Promise<void> {
    for (const { interaction, party, lost } of await this.#calls(tenant, agent)) {
      if (lost) await runSystemCommand(this.#core, interaction, { type: 'report-presence', data: { party } });
    }
  }

  /** The contacts of an absent agent are told, their offers go to somebody else, and they get no new ones. */
  async #agentAway(row: DueRow): Promise<void> {
    const { tenant, owner } = row;
    const core = this.#core;
    if (await isPresent(core.db, row, undefined, core.clock.sql))
      return void (await takeDeadline(core.db, row));
    for (const { interaction, party, lost } of await this.#calls(tenant, owner)) {
      if (!lost) await runSystemCommand(core, interaction, { type: 'report-absence', data: { party } });
    }
    const away = await this.#becomeAway(row);
    for (const { interaction, assignment, status } of away?.open ?? []) {
      if (status === 'offered')
        await runSystemCommand(core, interaction, { type: 'withdraw', data: { assignment } });
    }
  }

  async #becomeAway(row: DueRow): Promise<Agent | undefined> {
    return transact(this.#core, { tenant: row.tenant, agents: [row.owner] }, async ({ unit, q, batch }) => {
      const agent = unit.agents.get(row.owner)?.agent;
      if (!(await takeDeadline(q, row)) || !agent?.loggedIn) return undefined;
      const inCall = agent.open.some(({ status }) => status === 'active');
      if (inCall && !mayBeOffered(agent)) {
        // They may be back for this call as if nothing had been; when it ends without them, they are away.
        putDeadline(batch, { ...row, at: unit.now + GRACE_MS });
        this.#core.wake(GRACE_MS);
        return agent;
      }
      if (agent.ready || agent.next) unit.agentEvent(row.owner, { type: 'connection-lost' });
      putDeadline(batch, { ...row, key: LOG_OUT, at: unit.now + LOG_OUT_MS });
      return agent;
    });
  }

  async #logOut(row: DueRow): Promise<void> {
    const { clock } = this.#core;
    await transact(this.#core, { tenant: row.tenant, agents: [row.owner] }, async ({ unit, q }) => {
      if (!(await takeDeadline(q, row)) || (await isPresent(q, row, undefined, clock.sql))) return;
      const agent = unit.agents.get(row.owner)?.agent;
      if (!agent?.loggedIn) return;
      if (agent.open.length === 0) return unit.agentEvent(row.owner, { type: 'logged-out' });
      // An unfinished wrap-up keeps them logged in.
      await putDeadlineNow(q, { ...row, at: unit.now + LOG_OUT_MS });
    });
  }

  /** The calls an agent is in, and whether the contact has been told that they are away. */
  async #calls(
    tenant: string,
    id: string,
  ): Promise<readonly { interaction: string; party: string; lost: boolean }[]> {
    const { db } = this.#core;
    const rows = await db.query<{ state: Agent }>('SELECT state FROM agents WHERE tenant = $1 AND id = $2', [
      tenant,
      id,
    ]);
    const open = rows[0]?.state.open.filter(({ status }) => status === 'active') ?? [];
    const calls = open.map(async ({ interaction }) => {
      const loaded = await load(db, interaction);
      const party = loaded && agentParty(loaded.state, id);
      return party ? [{ interaction, party: party.id, lost: party.lostUntil !== undefined }] : [];
    });
    return (await Promise.all(calls)).flat();
  }
}

function streamOf(who: Principal, id: string): Stream {
  const { tenant } = who;
  if (who.kind === 'agent') return { id, tenant, kind: 'agent', owner: who.agent, party: undefined };
  if (who.kind === 'contact')
    return { id, tenant, kind: 'interaction', owner: who.interaction, party: who.party };
  throw new DeskError('forbidden');
}
