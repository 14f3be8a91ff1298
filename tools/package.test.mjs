// What is published: every entry is there, has types, and can be imported where there is no browser.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { root } from './lib/root.mjs';

const run = promisify(execFile);
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

/** Each entry by the name it is imported by, with the files it stands for; `*` is every folder that is there. */
async function entries() {
  const found = [];
  for (const [name, target] of Object.entries(manifest.exports)) {
    if (typeof target === 'string') {
      if (!name.includes('*')) found.push([name, { default: target }]);
      continue;
    }
    if (!name.includes('*')) {
      found.push([name, target]);
      continue;
    }
    const folder = target.default.split('/*/')[0];
    const last = target.default.split('/').at(-1);
    for (const each of await readdir(join(root, folder), { withFileTypes: true })) {
      if (!each.isDirectory() || !existsSync(join(root, folder, each.name, last))) continue;
      const filled = Object.entries(target).map(([kind, path]) => [kind, path.replace('*', each.name)]);
      found.push([name.replace('*', each.name), Object.fromEntries(filled)]);
    }
  }
  return found;
}

const all = await entries();

test('every element and every adapter of the sources can be imported', async () => {
  const names = all.map(([name]) => name);
  for (const [kind, file] of [
    ['elements', 'define.ts'],
    ['adapters', 'index.ts'],
  ]) {
    for (const folder of await readdir(join(root, 'src', kind))) {
      if (!existsSync(join(root, 'src', kind, folder, file))) continue;
      assert.ok(names.includes(`./${kind}/${folder}`), `./${kind}/${folder} is not among the entries`);
    }
  }
});

test('every entry points at files that are there', () => {
  const missing = all.flatMap(([name, target]) =>
    Object.values(target)
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${name} → ${path}`),
  );
  assert.deepEqual(missing, []);
});

test(
  'every entry can be imported in plain Node, without a browser’s globals',
  { timeout: 120_000 },
  async () => {
    const failed = [];
    const modules = all.filter(([, { default: path }]) => path.endsWith('.js'));
    assert.ok(modules.length > 10);
    for (const [name] of modules) {
      const code = `await import('${manifest.name}${name.slice(1)}')`;
      // A process of its own each: an entry must not live on globals that another one brought.
      await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: root }).catch((error) =>
        failed.push(`${name}: ${error.stderr}`),
      );
    }
    assert.deepEqual(failed, []);
  },
);

test('the entry of classes defines no element, the others define theirs', { timeout: 60_000 }, async () => {
  const code = `
    await import('${manifest.name}');
    const before = customElements.get('agent-state');
    await import('${manifest.name}/elements/agent-state');
    const one = [customElements.get('agent-state'), customElements.get('agent-desk')];
    await import('${manifest.name}/define');
    process.stdout.write(JSON.stringify([before, ...one, customElements.get('agent-desk')].map(Boolean)));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], { cwd: root });
  assert.deepEqual(JSON.parse(stdout), [false, true, false, true]);
});

test(
  'the package holds what is needed to use it, and neither tests nor the demo',
  { timeout: 60_000 },
  async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      maxBuffer: 1 << 26,
    });
    const files = JSON.parse(stdout)[0].files.map(({ path }) => path);
    for (const wanted of ['README.md', 'LICENSE', 'CHANGELOG.md', 'custom-elements.json', 'dist/define.js']) {
      assert.ok(files.includes(wanted), `${wanted} is missing`);
    }
    const unwanted = files.filter((path) =>
      /\.test\.|\.tsbuildinfo$|^(src|server|demo|e2e|tools|dist\/demo)\//.test(path),
    );
    assert.deepEqual(unwanted, []);
  },
);
