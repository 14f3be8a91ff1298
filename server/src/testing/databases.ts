import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Db } from '../db/db.js';
import { openDatabase } from '../db/index.js';

/** An empty, migrated database of a test's own. */
export interface TestDatabase {
  readonly db: Db;
  /** How another process opens the same one; undefined in memory. */
  readonly options: { readonly databaseUrl?: string; readonly dataDir?: string };
  dispose(): Promise<void>;
}

/** Why tests on PostgreSQL do not run here; never in CI, where they fail instead. */
export function withoutPostgres(): string | false {
  if (process.env['TEST_DATABASE_URL'] !== undefined || process.env['CI'] !== undefined) return false;
  return 'TEST_DATABASE_URL names no PostgreSQL server';
}

export async function memoryDatabase(): Promise<TestDatabase> {
  const db = await openDatabase({});
  return { db, options: {}, dispose: () => db.close() };
}

export async function diskDatabase(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'desk-data-'));
  const db = await openDatabase({ dataDir });
  return {
    db,
    options: { dataDir },
    async dispose() {
      await db.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export async function postgresDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server === undefined) throw new Error('TEST_DATABASE_URL must name a PostgreSQL server in CI.');
  const name = `desk_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const options = { databaseUrl: url.href };
  const db = await openDatabase(options);
  return {
    db,
    options,
    async dispose() {
      await db.close();
      await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
