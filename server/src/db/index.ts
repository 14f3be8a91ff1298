import type { Db } from './db.js';
import { migrate } from './migrate.js';
import { openMemory, openPglite } from './pglite.js';
import { openPostgres } from './postgres.js';

export type { Db, ListenHandlers, Queryable } from './db.js';
export { CannotOpen, SqlError } from './errors.js';
export { openMemory, openPglite, openPostgres, migrate };

export interface DatabaseOptions {
  /** PostgreSQL; wins over `dataDir`. */
  readonly databaseUrl?: string;
  /** A folder for PGlite. With neither, everything is in memory. */
  readonly dataDir?: string;
  readonly onTrouble?: (error: Error) => void;
}

/** Opens the configured database and brings its tables up to date. */
export async function openDatabase({ databaseUrl, dataDir, onTrouble }: DatabaseOptions): Promise<Db> {
  const db = await (databaseUrl !== undefined
    ? openPostgres({ url: databaseUrl, ...(onTrouble && { onTrouble }) })
    : dataDir !== undefined
      ? openPglite(dataDir, onTrouble)
      : openMemory(onTrouble));
  try {
    await migrate(db);
  } catch (error) {
    await db.close();
    throw error;
  }
  return db;
}
