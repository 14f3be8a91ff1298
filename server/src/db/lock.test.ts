import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { startDeskProcess } from '../testing/processes.js';
import { openDatabase } from './index.js';
import { lockDirectory } from './lock.js';

const folder = async (t: TestContext): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'desk-lock-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
};

describe('a data directory', () => {
  it('in use is refused to a second desk, which names the first and does not harm it', async (t) => {
    const dataDir = await folder(t);
    const db = await openDatabase({ dataDir });
    t.after(() => db.close());
    const second = await startDeskProcess({ dataDir });
    assert.ok('said' in second);
    assert.equal(second.code, 1);
    assert.match(second.said, /in use by another desk/);
    assert.ok(second.said.includes(`process ${process.pid} on ${hostname()}, started 20`), second.said);
    assert.deepEqual(await db.query('SELECT count(*) AS count FROM interactions'), [{ count: 0 }]);
  });

  it('is readable by its owner only', async (t) => {
    const dataDir = await folder(t);
    const db = await openDatabase({ dataDir });
    await db.close();
    const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
    assert.ok(entries.length > 100);
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      const { mode } = await stat(path);
      assert.equal(mode & 0o077, 0, `${path} has mode ${(mode & 0o777).toString(8)}`);
    }
  });

  it('is free again when its desk has closed', async (t) => {
    const directory = await folder(t);
    const lock = await lockDirectory(directory);
    await assert.rejects(lockDirectory(directory), /in use by another desk/);
    await lock.release();
    await (await lockDirectory(directory)).release();
    assert.deepEqual(await readdir(directory), []);
  });

  it('of a process that is gone is taken over, also when its number is used again', async (t) => {
    const directory = await folder(t);
    const gone = { host: hostname(), started: '2026-01-01T00:00:00Z', nonce: 'x' };
    // The greatest number Linux gives; and this very process, begun at another time.
    for (const holder of [
      { ...gone, pid: 4_194_304 },
      { ...gone, pid: process.pid, birth: '1' },
    ]) {
      await writeFile(join(directory, 'desk.lock'), JSON.stringify(holder));
      const lock = await lockDirectory(directory);
      assert.equal(JSON.parse(await readFile(join(directory, 'desk.lock'), 'utf8')).pid, process.pid);
      await lock.release();
    }
  });

  it('of another machine is taken over only after it was silent for a while', async (t) => {
    const directory = await folder(t);
    const path = join(directory, 'desk.lock');
    await writeFile(
      path,
      JSON.stringify({ pid: 1, host: 'elsewhere', started: '2026-01-01T00:00:00Z', nonce: 'x' }),
    );
    await assert.rejects(lockDirectory(directory), /process 1 on elsewhere.*lapses in \d+ s/);
    const silent = new Date(Date.now() - 60_000);
    await utimes(path, silent, silent);
    await (await lockDirectory(directory)).release();
  });

  it('is taken by one of many who come at once', async (t) => {
    const directory = await folder(t);
    await writeFile(
      join(directory, 'desk.lock'),
      JSON.stringify({ pid: 4_194_304, host: hostname(), started: '2026-01-01T00:00:00Z', nonce: 'x' }),
    );
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(directory)));
    const won = tries.filter((outcome) => outcome.status === 'fulfilled');
    assert.equal(won.length, 1);
    for (const { value } of won) await value.release();
  });
});
