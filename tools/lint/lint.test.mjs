// A rule that never fires looks just like clean code. So every ban is shown a file that breaks it.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { root } from '../lib/root.mjs';
import { zones } from './directions.mjs';
import { fixtures } from './fixtures.mjs';

let folder;
let complaints;

before(() => {
  // A folder laid out like the repository, so that the real configuration applies.
  folder = mkdtempSync(join(tmpdir(), 'lint-'));
  cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  cpSync(join(root, 'tools/lint'), join(folder, 'tools/lint'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const compilerOptions = {
    target: 'ES2022',
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    lib: ['ES2023', 'DOM'],
    types: [],
  };
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['src', 'server', 'e2e', 'bench'] }),
  );
  for (const [path, text] of fixtures) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const program = join(root, 'node_modules/oxlint/bin/oxlint');
  const args = [program, '--type-aware', '--format', 'json', 'src', 'server', 'demo', 'e2e', 'bench'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  assert.ok(stdout.startsWith('{'), `oxlint gave no report: ${stdout}${stderr}`);
  complaints = JSON.parse(stdout).diagnostics;
});

after(() => rmSync(folder, { recursive: true, force: true }));

describe('lint', () => {
  test('no rule breaks while it runs', () => {
    const broken = complaints.filter(({ message }) => message.startsWith('Error running JS plugin'));
    assert.deepEqual(
      broken.map(({ message }) => message),
      [],
    );
  });

  test('every zone is shown an import it must refuse', () => {
    const refused = fixtures.filter(([, , rule]) => rule === 'house(imports)').map(([path]) => path);
    // The last of src/ may import all of src/, and a bench only differs from a story by its folder.
    const bare = zones.filter(({ path }) => !['src/', 'bench/', 'src/connect/'].includes(path));
    const without = bare.filter(
      ({ path }) => !refused.some((file) => file.startsWith(path.replace('*/', ''))),
    );
    assert.deepEqual(
      without.map(({ path }) => path),
      [],
    );
  });

  for (const [path, , rule] of fixtures) {
    test(`${path} ${rule ? `is refused by ${rule}` : 'is fine'}`, () => {
      const found = complaints.filter(({ filename }) => filename === path).map(({ code }) => code);
      if (rule) assert.ok(found.includes(rule), `found: ${found.join(', ') || 'nothing'}`);
      else assert.deepEqual(found, []);
    });
  }
});
