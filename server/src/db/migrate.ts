import { createHash } from 'node:crypto';
import type { Db } from './db.js';
import { CannotOpen } from './errors.js';
import { migrations } from './migrations/index.js';

export interface Migration {
  readonly id: number;
  readonly name: string;
  /** Plain SQL; never changed once released. */
  readonly sql: string;
}

/** Any number: it only has to be the same for all desks, so that one of them migrates while the others wait. */
const ADVISORY_LOCK = 7_304_611;

/** Brings the tables up to date. Throws `CannotOpen` where the database was made by a newer or a changed desk. */
export async function migrate(db: Db, all: readonly Migration[] = migrations): Promise<void> {
  await db.tx(async (q) => {
    await q.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    await q.script(`CREATE TABLE IF NOT EXISTS migrations (
      id integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
    const done = await q.query<{ id: number; checksum: string }>('SELECT id, checksum FROM migrations');
    const known = new Map(done.map(({ id, checksum }) => [id, checksum]));
    for (const { id } of done) {
      if (!all.some((migration) => migration.id === id)) {
        throw new CannotOpen(`This database was made by a newer desk (migration ${id} is not known here).`);
      }
    }
    for (const { id, name, sql } of all) {
      const checksum = createHash('sha256').update(sql).digest('hex');
      const applied = known.get(id);
      if (applied === checksum) continue;
      if (applied !== undefined)
        throw new CannotOpen(`Migration ${id} (${name}) is not the one this database was made with.`);
      await q.script(sql);
      await q.query('INSERT INTO migrations (id, name, checksum) VALUES ($1, $2, $3)', [id, name, checksum]);
    }
  });
}
