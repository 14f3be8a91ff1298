import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestDatabase } from '../testing/databases.js';
import { diskDatabase, memoryDatabase, postgresDatabase, withoutPostgres } from '../testing/databases.js';
import type { Db } from './db.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations/index.js';

const kinds = [
  { name: 'PGlite in memory', open: memoryDatabase, skip: false as const },
  { name: 'PGlite on disk', open: diskDatabase, skip: false as const },
  { name: 'PostgreSQL', open: postgresDatabase, skip: withoutPostgres() },
];

for (const { name, open, skip } of kinds) {
  describe(`a database on ${name}`, { skip }, () => {
    let database: TestDatabase;
    let db: Db;
    before(async () => {
      database = await open();
      db = database.db;
      await db.script('CREATE TABLE things (id text PRIMARY KEY, at bigint, data jsonb, tags text[])');
    });
    after(() => database.dispose());

    it('gives numbers, JSON and lists back as they were', async () => {
      const data = { a: [1, 'ä', null, true], b: { c: '\u{1F600}' } };
      await db.query('INSERT INTO things VALUES ($1, $2, $3::jsonb, $4::text[])', [
        'one',
        1_795_000_000_000,
        JSON.stringify(data),
        ['x', 'y'],
      ]);
      const rows = await db.query(
        'SELECT at, data, tags, count(*) OVER () AS count FROM things WHERE id = $1',
        ['one'],
      );
      assert.deepEqual(rows, [{ at: 1_795_000_000_000, data, tags: ['x', 'y'], count: 1 }]);
    });

    it('keeps all of a transaction or nothing', async () => {
      const failing = db.tx(async (q) => {
        await q.query('INSERT INTO things (id) VALUES ($1)', ['half']);
        throw new Error('changed my mind');
      });
      await assert.rejects(failing, /changed my mind/);
      assert.deepEqual(await db.query(`SELECT id FROM things WHERE id = 'half'`), []);
      await db.tx((q) => q.query('INSERT INTO things (id) VALUES ($1)', ['whole']));
      assert.equal((await db.query(`SELECT id FROM things WHERE id = 'whole'`)).length, 1);
    });

    it('goes on after a statement that failed, and says what was wrong', async () => {
      await db.query('INSERT INTO things (id) VALUES ($1)', ['twice']);
      await assert.rejects(db.query('INSERT INTO things (id) VALUES ($1)', ['twice']), {
        code: '23505',
        constraint: 'things_pkey',
      });
      assert.deepEqual(await db.query('SELECT 1 AS one'), [{ one: 1 }]);
    });

    it('tells listeners what a transaction said when it commits, and not before', async () => {
      const heard: string[] = [];
      const told = new Promise<void>((resolve) => {
        const handlers = {
          notified(payload: string) {
            heard.push(payload);
            resolve();
          },
          missed: () => undefined,
        };
        void db.listen('news', handlers).then(async () => {
          const failing = db.tx(async (q) => {
            await q.query(`SELECT pg_notify('news', 'never')`);
            throw new Error('no');
          });
          await assert.rejects(failing);
          await db.tx((q) => q.query(`SELECT pg_notify('news', 'good')`));
        });
      });
      await told;
      assert.deepEqual(heard, ['good']);
    });

    it('is brought up to date once, whoever comes', async () => {
      const added = { id: 900, name: 'extra', sql: 'CREATE TABLE extra (id integer)' };
      await Promise.all([migrate(db, [...migrations, added]), migrate(db, [...migrations, added])]);
      assert.deepEqual(await db.query('SELECT id FROM extra'), []);
      await assert.rejects(
        migrate(db, [...migrations, { ...added, sql: 'SELECT 1' }]),
        /not the one this database was made with/,
      );
      await assert.rejects(migrate(db, migrations), /made by a newer desk/);
    });
  });
}
