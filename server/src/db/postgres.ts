import { performance } from 'node:perf_hooks';
import pg from 'pg';
import type { Db, ListenHandlers, Queryable } from './db.js';
import { CannotOpen, translated } from './errors.js';

export interface PostgresOptions {
  /** `postgresql://…` */
  readonly url: string;
  readonly poolSize?: number;
  /** Told when the listening connection is lost, so that it can be logged. */
  readonly onTrouble?: (error: Error) => void;
}

const INT8 = 20;
const OLDEST = 150_000;
/** A desk that hangs inside a transaction must not keep the others from its rows for ever. */
const limits = {
  statement_timeout: 15_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 15_000,
};

const types: pg.CustomTypesConfig = {
  // Our bigints are instants and lengths of time: far within what a number holds exactly.
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

export async function openPostgres({
  url,
  poolSize = 10,
  onTrouble = () => undefined,
}: PostgresOptions): Promise<Db> {
  const settings = { connectionString: url, types, keepAlive: true, application_name: 'video-session-desk' };
  const pool = new pg.Pool({ ...settings, ...limits, max: poolSize, connectionTimeoutMillis: 5000 });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', onTrouble);
  const version = await serverVersion(pool).catch(async (error: unknown) => {
    await pool.end();
    throw translated(error);
  });
  if (version < OLDEST) {
    await pool.end();
    throw new CannotOpen(`PostgreSQL 15 or newer is needed; this is ${Math.floor(version / 10_000)}.`);
  }
  const listening = new Listening(() => new pg.Client(settings), onTrouble);
  return {
    kind: 'postgres',
    ...queryable(pool),
    tx: (work) => transaction(pool, work),
    listen: (channel, handlers) => listening.add(channel, handlers),
    async close() {
      await listening.close();
      await pool.end();
    },
  };
}

async function serverVersion(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ server_version_num: string }>('SHOW server_version_num');
  return Number(rows[0]?.server_version_num);
}

function queryable(client: pg.Pool | pg.PoolClient): Queryable {
  return {
    async query<Row>(sql: string, params: readonly unknown[] = []) {
      try {
        return (await client.query(sql, [...params])).rows as readonly Row[];
      } catch (error) {
        throw translated(error);
      }
    },
    async script(sql) {
      try {
        await client.query(sql);
      } catch (error) {
        throw translated(error);
      }
    },
  };
}

async function transaction<T>(pool: pg.Pool, work: (q: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw translated(error);
  });
  const q = queryable(client);
  // A connection that breaks between two statements says so here; the next statement fails anyway.
  const ignore = (): void => undefined;
  client.on('error', ignore);
  let broken: Error | undefined;
  try {
    await q.query('BEGIN');
    const result = await work(q);
    await q.query('COMMIT');
    return result;
  } catch (error) {
    await q.query('ROLLBACK').catch((failed: Error) => {
      broken = failed;
    });
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

/** One connection that listens for all channels and comes back by itself. */
class Listening {
  readonly #make: () => pg.Client;
  readonly #trouble: (error: Error) => void;
  readonly #channels = new Map<string, Set<ListenHandlers>>();
  #client: pg.Client | undefined;
  #connecting: Promise<void> | undefined;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;
  #delay = 100;
  #lostAt: number | undefined;

  constructor(make: () => pg.Client, trouble: (error: Error) => void) {
    this.#make = make;
    this.#trouble = trouble;
  }

  async add(channel: string, handlers: ListenHandlers): Promise<() => Promise<void>> {
    const known = this.#channels.get(channel);
    const all = known ?? new Set<ListenHandlers>();
    all.add(handlers);
    this.#channels.set(channel, all);
    this.#connecting ??= this.#connect();
    await this.#connecting;
    if (!known) await this.#client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    return async () => {
      all.delete(handlers);
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  async #connect(): Promise<void> {
    const client = this.#make();
    client.on('notification', ({ channel, payload = '' }) => {
      for (const { notified } of this.#channels.get(channel) ?? []) notified(payload);
    });
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client, new Error('The listening connection has ended.')));
    this.#client = client;
    try {
      await client.connect();
      for (const channel of this.#channels.keys())
        await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
      this.#delay = 100;
    } catch (error) {
      this.#lost(client, translated(error));
    }
  }

  #lost(client: pg.Client, error: Error): void {
    if (this.#client !== client || this.#closed) return;
    this.#client = undefined;
    this.#lostAt ??= performance.now();
    this.#trouble(error);
    // Ending what is already broken may fail again; there is nothing left to lose.
    client.end().catch(() => undefined);
    this.#retry = setTimeout(() => void this.#again(), this.#delay);
    this.#delay = Math.min(this.#delay * 2, 2000);
  }

  async #again(): Promise<void> {
    await this.#connect();
    if (!this.#client || this.#lostAt === undefined) return;
    const away = performance.now() - this.#lostAt;
    this.#lostAt = undefined;
    for (const all of this.#channels.values()) for (const { missed } of all) missed(away);
  }
}
