// The guides say what is so: their links lead somewhere, their examples compile, their settings and configuration exist.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { fromDist } from './generate/from-dist.mjs';
import { filesBelow } from './lib/files.mjs';
import { root } from './lib/root.mjs';

const run = promisify(execFile);
const read = (path) => readFile(join(root, path), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...(await filesBelow(join(root, 'docs')))
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`),
];
/** The examples of a page in a language, in order. */
const examples = (text, language) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code]) => code);

const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

test('every link between pages leads to a page, and to a heading of it', async () => {
  const broken = [];
  for (const page of pages) {
    for (const [, link] of (await read(page)).matchAll(/(?<!!)\[[^\]]*\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const [path, anchor] = link.split('#');
      const target = path === '' ? join(root, page) : resolve(root, dirname(page), path);
      if (!existsSync(target)) broken.push(`${page}: ${link}`);
      else if (anchor) {
        const text = await readFile(target, 'utf8');
        const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading));
        if (!anchors.includes(anchor) && !text.includes(`id="${anchor}"`)) broken.push(`${page}: ${link}`);
      }
    }
  }
  assert.deepEqual(broken, []);
});

test('the desk’s settings in its guide are those it reads', async () => {
  const guide = new Set(
    [...(await read('docs/guides/desk.md')).matchAll(/`([A-Z][A-Z_]{3,})`/g)].map(([, name]) => name),
  );
  const source = await read('server/src/env.ts');
  const names = new Set(
    [...source.matchAll(/\b(?:given|needed|number)\(\s*'([A-Z_]+)'/g)].map(([, name]) => name),
  );
  assert.ok(names.size > 8);
  assert.deepEqual([...names].filter((name) => !guide.has(name)).sort(), [], 'not in the guide');
  const other = new Set(['SIGHUP', 'SIGTERM', 'SIGINT']);
  assert.deepEqual([...guide].filter((name) => !names.has(name) && !other.has(name)).sort(), [], 'not read');
});

test('the desk takes the configuration that its guide shows', async () => {
  const { DeskConfig } = await fromDist('server/dist/core/config.js');
  const [example] = examples(await read('docs/guides/desk.md'), 'json');
  for (const config of Object.values(JSON.parse(example).tenants)) {
    const { issues } = v.safeParse(DeskConfig, config);
    assert.deepEqual(
      issues?.map(({ message }) => message),
      undefined,
    );
  }
});

test('the desk takes the call token that the guide shows', async () => {
  const { CallClaims } = await fromDist('server/dist/auth/claims.js');
  const [example] = examples(await read('docs/guides/contact-page.md'), 'json');
  assert.equal(v.safeParse(CallClaims, JSON.parse(example)).success, true);
});

test('the elements, attributes and properties in the guides’ HTML exist', async () => {
  const { modules } = JSON.parse(await read('custom-elements.json'));
  const elements = modules.flatMap(({ declarations }) => declarations).filter(({ tagName }) => tagName);
  const wrong = [];
  for (const page of pages) {
    for (const code of examples(await read(page), 'html')) {
      for (const [, tag, rest] of code.matchAll(/<([a-z]+-[a-z-]+)([^>]*)>/g)) {
        const element = elements.find(({ tagName }) => tagName === tag);
        const attributes = [...rest.matchAll(/([a-z-]+)=/g)].map(([, name]) => name);
        const known = ['id', 'class', 'lang', 'dir', ...(element?.attributes ?? []).map(({ name }) => name)];
        if (!element) wrong.push(`${page}: <${tag}>`);
        else
          wrong.push(
            ...attributes.filter((name) => !known.includes(name)).map((name) => `${page}: ${tag} ${name}`),
          );
      }
    }
  }
  assert.deepEqual(wrong, []);
});

const folder = join(root, 'build/docs');
after(() => rm(folder, { recursive: true, force: true }));

test('the TypeScript in the guides compiles', { timeout: 120_000 }, async () => {
  await mkdir(folder, { recursive: true });
  const files = [];
  for (const page of pages) {
    for (const [at, code] of examples(await read(page), 'ts').entries()) {
      // Pieces that go on from one before, or only show a shape, name nothing that they import.
      if (!/^import /m.test(code) || !/^export /m.test(code)) continue;
      const file = join(folder, `${page.replace(/\W+/g, '-')}-${at}.ts`);
      await writeFile(file, code);
      files.push(file);
    }
  }
  assert.ok(files.length > 0);
  const options = [
    '--noEmit',
    '--strict',
    '--target',
    'es2022',
    '--module',
    'nodenext',
    '--lib',
    'es2023,dom,dom.iterable',
  ];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const args = [
    tsc,
    '--ignoreConfig',
    ...options,
    '--types',
    'node',
    '--skipLibCheck',
    '--pretty',
    'false',
    ...files,
  ];
  const { stdout } = await run(process.execPath, args, { cwd: root }).catch((error) => error);
  assert.equal(stdout, '');
});
