// `npm test` is only worth something when every way to go wrong is seen. Each is played here.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { count } from './cases.mjs';
import { runNodeTests, runProcess } from './run-tests.mjs';

const folder = mkdtempSync(join(tmpdir(), 'run-tests-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const head = "import { after, before, describe, it, test } from 'node:test';\n";
const processModule = JSON.stringify(new URL('./process.mjs', import.meta.url).href);

function write(name, text) {
  const file = join(folder, `${name}.test.mjs`);
  writeFileSync(file, head + text);
  return file;
}

async function together(name, text, limit = 30_000) {
  return runNodeTests({ stage: 'played', name: `played-${name}`, files: [write(name, text)], limit });
}

async function alone(name, text, limit = 30_000) {
  const files = [write(name, text)];
  return runNodeTests({ stage: 'played', name: `played-${name}`, files, together: false, limit });
}

const sums = (cases) => {
  const { passed, failed, skipped } = count(cases);
  return [passed, failed, skipped];
};

describe('cases of node:test', () => {
  test('are counted where they are, not in their groups', async () => {
    const text = `test('a', () => {}); test.skip('b', () => {});
      describe('c', () => { it('d', () => {}); it('e', () => { throw new Error('why'); }); });`;
    const cases = await together('groups', text);
    assert.deepEqual(sums(cases), [2, 1, 1]);
    const failed = cases.find(({ status }) => status === 'failed');
    assert.equal(failed.name, 'c › e');
    assert.match(failed.message, /why/);
  });

  test('a hook that breaks is a failure', async () => {
    const cases = await together(
      'hook',
      `describe('a', () => { after(() => { throw new Error('why'); }); it('b', () => {}); });`,
    );
    assert.deepEqual(sums(cases), [1, 1, 0]);
  });

  test('a file that breaks outside of its cases is a failure with its output', async () => {
    const cases = await together('outside', `console.error('said before'); throw new Error('why');`);
    assert.deepEqual(sums(cases), [0, 1, 0]);
    assert.match(cases[0].message, /said before[\s\S]*why/);
  });

  test('a file without cases is a failure', async () => {
    assert.deepEqual(sums(await together('empty', '')), [0, 1, 0]);
  });

  test('a process that leaves in the middle is a failure', async () => {
    for (const play of [together, alone]) {
      const [, failed] = sums(await play('leaves', `test('a', () => process.exit(0)); test('b', () => {});`));
      assert.ok(failed > 0, play.name);
    }
  });
});

describe('a story', () => {
  test('that hangs is ended at its limit, and what it had shown counts', async () => {
    const cases = await alone(
      'hangs',
      `test('a', () => {}); test('b', () => new Promise((r) => setTimeout(r, 1e6)));`,
      1500,
    );
    assert.deepEqual(sums(cases), [1, 1, 0]);
    assert.match(cases.at(-1).message, /ended after 1.5 s/);
  });

  test('that leaves something open still ends', async () => {
    assert.deepEqual(
      sums(await alone('open', `test('a', () => {}); setInterval(() => {}, 1000);`)),
      [1, 0, 0],
    );
  });

  test('that is killed leaves no process behind', async () => {
    const note = join(folder, 'pid');
    const text = `import { writeFileSync } from 'node:fs';
      import { start } from ${processModule};
      test('a', async () => writeFileSync(${JSON.stringify(note)}, String((await start('sleep', ['1000'])).pid)));
      test('b', () => process.kill(process.pid, 'SIGKILL'));`;
    assert.equal(sums(await alone('killed', text))[1], 1);
    const pid = Number(readFileSync(note, 'utf8'));
    // A killed process may stand in the table of processes until its new parent has read how it ended.
    const state = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
    assert.match(state, /^(Z.*)?$/);
  });
});

describe('a program', () => {
  const options = { stage: 'played', command: process.execPath, limit: 30_000, oneCase: true };

  test('counts as one case', async () => {
    assert.deepEqual(
      sums(await runProcess({ ...options, name: 'played-good', args: ['-e', ''] })),
      [1, 0, 0],
    );
    assert.deepEqual(
      sums(await runProcess({ ...options, name: 'played-bad', args: ['-e', 'process.exit(2)'] })),
      [0, 1, 0],
    );
  });

  test('that does not exist is a failure', async () => {
    const cases = await runProcess({ ...options, name: 'played-none', command: 'no-such-program', args: [] });
    assert.deepEqual(sums(cases), [0, 1, 0]);
  });
});
