// A new element compiles as it is, is exported beside the others, and never writes over something.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { nameProblem, newElement } from './lib/new-element.mjs';
import { root } from './lib/root.mjs';

const run = promisify(execFile);
const read = (folder, path) => readFile(join(folder, path), 'utf8');

/** A house that holds only what a new element is put beside. */
async function house(context) {
  const folder = await mkdtemp(join(tmpdir(), 'new-element-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'src/elements'), { recursive: true });
  await mkdir(join(folder, 'demo/elements'), { recursive: true });
  for (const path of [
    'src/define.ts',
    'src/index.ts',
    'demo/elements/index.html',
    'tsconfig.base.json',
    'package.json',
  ]) {
    await cp(join(root, path), join(folder, path));
  }
  return folder;
}

for (const bad of [
  undefined,
  '',
  'notepad',
  'Session-Notepad',
  '-notepad',
  '1-pad',
  'a-',
  'a--b',
  'a b-c',
  '../x-y',
  'font-face',
]) {
  test(`refuses "${bad}" as a name and says why`, async (context) => {
    const folder = await house(context);
    await assert.rejects(newElement(bad, folder), { name: 'PlainError', message: /.{20}/ });
    assert.deepEqual(await readdir(join(folder, 'src/elements')), []);
  });
}

test('takes names of two words and more', () => {
  for (const good of ['session-notepad', 'a-b', 'push-video-panel2'])
    assert.equal(nameProblem(good), undefined);
});

test('exports a new element beside the others, in order, once', async (context) => {
  const folder = await house(context);
  const lines = async (path) =>
    (await read(folder, path)).split('\n').filter((line) => /elements?\/|<li>/.test(line));
  const before = await lines('src/define.ts');
  await newElement('interaction-map', folder);
  for (const [path, line] of [
    ['src/define.ts', "export * from './elements/interaction-map/define.js';"],
    ['src/index.ts', "export * from './elements/interaction-map/interaction-map.js';"],
    ['demo/elements/index.html', '      <li><a href="interaction-map.html">interaction-map</a></li>'],
  ]) {
    const found = await lines(path);
    assert.equal(found.filter((one) => one === line).length, 1, path);
    assert.deepEqual(found, found.toSorted(), `${path} stays in order`);
  }
  assert.equal((await lines('src/define.ts')).length, before.length + 1);
});

test('never writes over an element that is there', async (context) => {
  const folder = await house(context);
  await newElement('session-map', folder);
  const path = 'src/elements/session-map/session-map.ts';
  await writeFile(join(folder, path), '// mine');
  await assert.rejects(newElement('session-map', folder), /already/);
  assert.equal(await read(folder, path), '// mine');
});

test('makes an element and a test that compile as they are', async (context) => {
  const folder = await house(context);
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const path of ['src/context', 'src/ui', 'src/interaction', 'src/testing', 'src/adapters']) {
    await symlink(join(root, path), join(folder, path));
  }
  for (const path of ['parts', 'interaction-context', 'agent-desk']) {
    await symlink(join(root, 'src/elements', path), join(folder, 'src/elements', path));
  }
  await newElement('session-map', folder);
  const config = {
    extends: './tsconfig.base.json',
    compilerOptions: {
      lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
      types: ['node', 'mocha'],
      composite: false,
      declarationMap: false,
      noEmit: true,
      preserveSymlinks: true,
    },
    files: ['define.ts', 'session-map.test.ts'].map((name) => `src/elements/session-map/${name}`),
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const { stdout } = await run(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
    '-p',
    folder,
  ]).catch((error) => error);
  const own = stdout.split('\n').filter((line) => line.includes('session-map'));
  assert.deepEqual(own, []);
});
