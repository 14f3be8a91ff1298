import { Alarm } from './alarm.js';
import type { Owner } from './presence-rows.js';
import { absenceAfter, absenceKey, LOG_OUT } from './presence-rows.js';
import type { Core } from './transact.js';

const LEASE_MS = 15_000;
const RENEW_MS = 5000;

export interface Stream extends Owner {
  readonly id: string;
  readonly party: string | undefined;
}

/** The open streams of this desk, and the lease that says it lives. Those of a desk that died count as closed. */
export class Leases {
  readonly #core: Core;
  readonly #streams = new Map<string, Stream>();
  readonly #alarm: Alarm;
  readonly #reaped: () => void;
  readonly #back: (stream: Stream) => Promise<void>;

  /**
   * @param reaped called when streams of a dead desk were found
   * @param back called for a stream whose lease had run out although this desk lives
   */
  constructor(core: Core, reaped: () => void, back: (stream: Stream) => Promise<void>) {
    this.#core = core;
    this.#reaped = reaped;
    this.#back = back;
    const { clock, log } = core;
    this.#alarm = new Alarm({
      clock,
      log,
      name: 'presence',
      fallbackMs: RENEW_MS,
      task: () => this.#renew(),
    });
  }

  async start(): Promise<void> {
    await this.#register();
    this.#alarm.start();
  }

  /** Closes all streams: pages come back to another desk, or to this one when it has started again. */
  async stop(): Promise<void> {
    await this.#alarm.stop();
    this.#streams.clear();
    const { db, desk, clock } = this.#core;
    await db.query(
      `WITH gone AS (DELETE FROM streams WHERE desk = $1 RETURNING *) ${absenceAfter('gone', clock.sql)}`,
      [desk],
    );
    await db.query('DELETE FROM desks WHERE id = $1', [desk]);
  }

  async open(stream: Stream): Promise<void> {
    this.#streams.set(stream.id, stream);
    await this.#insert([stream]);
  }

  /** @returns whether it was open */
  async close(id: string): Promise<boolean> {
    const { db, clock } = this.#core;
    this.#streams.delete(id);
    const absent = await db.query(
      `WITH gone AS (DELETE FROM streams WHERE id = $1 RETURNING *) ${absenceAfter('gone', clock.sql)} RETURNING key`,
      [id],
    );
    return absent.length > 0;
  }

  /** Stores streams and takes back what was planned because somebody was away. */
  async #insert(streams: readonly Stream[]): Promise<void> {
    const rows = streams.map(({ id, tenant, kind, owner, party }) => {
      return { id, tenant, owner_kind: kind, owner, party: party ?? null, key: absenceKey(party) };
    });
    await this.#core.db.query(
      `WITH opened AS (SELECT * FROM jsonb_to_recordset($2::jsonb)
           AS o (id text, tenant text, owner_kind text, owner text, party text, key text)),
         stored AS (INSERT INTO streams (id, desk, tenant, owner_kind, owner, party)
           SELECT id, $1, tenant, owner_kind, owner, party FROM opened ON CONFLICT (id) DO NOTHING)
       DELETE FROM deadlines d USING opened o WHERE d.owner_kind = o.owner_kind AND d.tenant = o.tenant
         AND d.owner = o.owner AND (d.key = o.key OR d.key = '${LOG_OUT}')`,
      [this.#core.desk, JSON.stringify(rows)],
    );
  }

  async #register(): Promise<void> {
    const { db, desk, clock } = this.#core;
    await db.query(
      `INSERT INTO desks (id, lease_until) VALUES ($1, ${clock.sql} + ${LEASE_MS})
       ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until`,
      [desk],
    );
  }

  async #renew(): Promise<void> {
    const { db, desk, clock } = this.#core;
    const renewed = await db.query(
      `UPDATE desks SET lease_until = ${clock.sql} + ${LEASE_MS} WHERE id = $1 RETURNING id`,
      [desk],
    );
    if (renewed.length === 0) await this.#return();
    await this.#reap();
  }

  /** This desk was held up for so long that others took it for dead. */
  async #return(): Promise<void> {
    await this.#register();
    const streams = [...this.#streams.values()];
    if (streams.length > 0) await this.#insert(streams);
    for (const stream of streams) await this.#back(stream);
  }

  async #reap(): Promise<void> {
    const { db, desk, clock, log } = this.#core;
    const [time] = await db.query<{ now: number }>(`SELECT ${clock.sql} AS now`);
    const dead = await db.query<{ id: string }>(
      `DELETE FROM desks WHERE id IN
         (SELECT id FROM desks WHERE lease_until < $1 AND id <> $2 FOR UPDATE SKIP LOCKED) RETURNING id`,
      [time?.now ?? 0, desk],
    );
    // Also what a desk stored after it was taken for dead: without a desk a stream is closed.
    const absent = await db.query(
      `WITH gone AS (DELETE FROM streams s WHERE NOT EXISTS (SELECT 1 FROM desks d WHERE d.id = s.desk) RETURNING *)
       ${absenceAfter('gone', clock.sql)} RETURNING key`,
    );
    if (dead.length > 0) log.warn('desk gone', { desks: dead.length, streams: absent.length });
    if (absent.length > 0) this.#reaped();
  }
}
