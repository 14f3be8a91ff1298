import type { Interaction } from 'video-session-window/interaction';
import { mayBeOffered } from 'video-session-window/interaction';
import { describeError } from '../http/log.js';
import { Alarm } from './alarm.js';
import { runSystemCommand } from './commands.js';
import type { Core } from './transact.js';

/** Also what a desk that died left waiting is found after this long. */
const FALLBACK_MS = 5000;
const AT_ONCE = 20;
const PASSES = 10;
/** An agent who declined is asked again after this long, and only where nobody else is left who could take it. */
export const ASK_AGAIN_MS = 60_000;

interface Waiting {
  readonly id: string;
  readonly state: Interaction;
}

/**
 * Offers those who wait to agents: whoever was sent back first, then the longest waiting, to the agent with the least open
 * and the longest idle. Several desks may try at once; the locked rows decide.
 */
export class Router {
  readonly #core: Core;
  readonly #alarm: Alarm;
  /** Queues being routed now; true where something changed meanwhile. */
  readonly #busy = new Map<string, boolean>();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(core: Core) {
    this.#core = core;
    const { clock, log } = core;
    this.#alarm = new Alarm({
      clock,
      log,
      name: 'routing',
      fallbackMs: FALLBACK_MS,
      task: () => this.#all(),
    });
  }

  start(): void {
    this.#alarm.within(0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#alarm.stop();
    await Promise.all(this.#running);
  }

  /** Something changed that may let somebody in this queue be offered. */
  look(tenant: string, queue: string): void {
    const key = JSON.stringify([tenant, queue]);
    if (this.#stopped) return;
    if (this.#busy.has(key)) return void this.#busy.set(key, true);
    this.#busy.set(key, true);
    const run = this.#run(key, tenant, queue).finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  async #all(): Promise<void> {
    const queues = await this.#core.db.query<{ tenant: string; queue: string }>(
      `SELECT DISTINCT tenant, queue FROM interactions WHERE phase = 'queued' AND NOT contact_lost`,
    );
    for (const { tenant, queue } of queues) this.look(tenant, queue);
  }

  async #run(key: string, tenant: string, queue: string): Promise<void> {
    try {
      for (let pass = 0; this.#busy.get(key) === true && pass < PASSES && !this.#stopped; pass++) {
        this.#busy.set(key, false);
        if (await this.#pass(tenant, queue)) this.#busy.set(key, true);
      }
    } catch (error) {
      // The fallback tries again.
      this.#core.log.error('routing failed', { tenant, queue, error: describeError(error) });
    } finally {
      this.#busy.delete(key);
    }
  }

  /** @returns whether another pass may find more */
  async #pass(tenant: string, queue: string): Promise<boolean> {
    const waiting = await this.#waiting(tenant, queue);
    if (waiting.length === 0) return false;
    const free = [...(await this.#free(tenant, queue))];
    if (free.length === 0) return false;
    const [time] = await this.#core.db.query<{ now: number }>(`SELECT ${this.#core.clock.sql} AS now`);
    let tried = false;
    for (const { id, state } of waiting) {
      const spared = await this.#spared(tenant, queue, state, time?.now ?? 0);
      const agent = free.find((candidate) => !spared.has(candidate));
      if (agent === undefined) continue;
      free.splice(free.indexOf(agent), 1);
      tried = true;
      await this.#offer(id, agent, queue);
    }
    return tried;
  }

  #waiting(tenant: string, queue: string): Promise<readonly Waiting[]> {
    return this.#core.db.query<Waiting>(
      `SELECT id, state FROM interactions WHERE tenant = $1 AND queue = $2 AND phase = 'queued' AND NOT contact_lost
       ORDER BY front DESC, queued_at, id LIMIT ${AT_ONCE}`,
      [tenant, queue],
    );
  }

  async #free(tenant: string, queue: string): Promise<readonly string[]> {
    const rows = await this.#core.db.query<{ id: string }>(
      `SELECT id FROM agents WHERE tenant = $1 AND offerable AND queues @> ARRAY[$2]
       ORDER BY load, idle_since, id LIMIT ${AT_ONCE}`,
      [tenant, queue],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Agents who are not asked (again). Whoever declined is left alone for this contact while somebody else of the queue works
   * and has not declined. When nobody else is left, a contact must not wait for ever beside a ready agent: they are asked
   * again after a while.
   */
  async #spared(
    tenant: string,
    queue: string,
    state: Interaction,
    now: number,
  ): Promise<ReadonlySet<string>> {
    const declined = state.assignments.filter(({ status }) => status === 'declined');
    const agents = new Set(declined.map(({ agent }) => agent));
    if (agents.size === 0) return agents;
    const others = await this.#core.db.query(
      `SELECT id FROM agents WHERE tenant = $1 AND working AND queues @> ARRAY[$2] AND id <> ALL ($3::text[]) LIMIT 1`,
      [tenant, queue, [...agents]],
    );
    if (others.length > 0) return agents;
    const lately = declined.filter(({ offeredAt }) => offeredAt + ASK_AGAIN_MS > now);
    return new Set(lately.map(({ agent }) => agent));
  }

  async #offer(interaction: string, agent: string, queue: string): Promise<void> {
    const assignment = this.#core.newId();
    await runSystemCommand(
      this.#core,
      interaction,
      { type: 'offer', data: { assignment, agent } },
      async ({ unit }, work) => {
        const locked = unit.agents.get(agent)?.agent;
        if (!locked || work.state.queue !== queue) return false;
        return mayBeOffered(locked) && locked.queues.includes(queue);
      },
    );
  }
}
