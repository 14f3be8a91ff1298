// What custom-elements.json says of the elements is what the sources do: integrators theme and wire by it.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { elementsOf, readManifest } from './generate/manifest.mjs';
import { filesBelow } from './lib/files.mjs';
import { root } from './lib/root.mjs';

const manifest = await readManifest();
const elements = elementsOf(manifest);
const own = ({ inheritedFrom }) => !inheritedFrom;

/** The text of an element's own sources, tests left out. */
async function sourceOf(tagName) {
  const folder = join(root, 'src/elements', tagName);
  const names = (await filesBelow(folder)).filter((name) => name.endsWith('.ts') && !name.includes('.test.'));
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
}

const found = (text, pattern) => new Set([...text.matchAll(pattern)].map(([, name]) => name));

test('every element that is defined is in it', async () => {
  const defined = found(await readFile(join(root, 'src/define.ts'), 'utf8'), /elements\/([\w-]+)\/define/g);
  assert.deepEqual(
    elements.map(({ tagName }) => tagName),
    [...defined].sort(),
  );
});

test('everything public is described', () => {
  const bare = elements.flatMap((element) =>
    ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties']
      .flatMap((kind) => (element[kind] ?? []).filter(own))
      .concat(element)
      .filter(({ description }) => !description?.trim())
      .map(({ name }) => `${element.tagName} ${name}`),
  );
  assert.deepEqual(bare, []);
});

for (const { tagName, cssParts = [], slots = [], events = [] } of elements) {
  const nameOf = ({ name }) => name;

  test(`${tagName}: the parts that are described are drawn, and those that are drawn are described`, async () => {
    const text = await sourceOf(tagName);
    const drawn = new Set(
      [...text.matchAll(/\bpart(?:="|: ['`])([^"'`]*)/g)]
        .flatMap(([, parts]) => parts.split(/\s+/))
        .filter((part) => /^[a-z][a-z-]*$/.test(part)),
    );
    const described = new Set(cssParts.filter(own).map(nameOf));
    assert.deepEqual([...drawn].filter((part) => !described.has(part)).sort(), [], 'not described');
    // One that is put together from pieces stands in the source as a word by itself.
    const named = (part) => drawn.has(part) || new RegExp(`['"\`\\s]${part}['"\`\\s]`).test(text);
    assert.deepEqual([...described].filter((part) => !named(part)).sort(), [], 'not drawn');
  });

  test(`${tagName}: its slots are there`, async () => {
    const text = await sourceOf(tagName);
    // Elements that show nothing have no root of their own: everything inside them is their default slot.
    if (/createRenderRoot\(\)[^{]*\{\s*return this;/.test(text)) return;
    const drawn = new Set(
      [...text.matchAll(/<slot(?:[^>]* name="([\w-]+)")?[^>]*>/g)].map(([, name]) => name ?? ''),
    );
    assert.deepEqual([...drawn].sort(), slots.map(nameOf).sort());
  });

  test(`${tagName}: the events that are described are those it fires`, async () => {
    const text = await sourceOf(tagName);
    for (const { type } of events) {
      const fires = text.includes(`new ${type.text}(`);
      // Commands are asked for by a controller that fires the event for its element.
      const asks = /\.request(Of)?\(|requestAfterVeto\(/.test(text);
      assert.ok(fires || (type.text === 'InteractionRequestEvent' && asks), `${type.text} is never fired`);
    }
  });
}

test('paths are those of the published files', async () => {
  const wrong = manifest.modules.filter(({ path }) => !/^dist\/.*\.js$/.test(path)).map(({ path }) => path);
  assert.deepEqual(wrong, []);
  const written = JSON.parse(await readFile(join(root, 'custom-elements.json'), 'utf8'));
  assert.deepEqual(
    written.modules.map(({ path }) => path),
    manifest.modules.map(({ path }) => path),
  );
  assert.ok((await readdir(join(root, 'dist/elements'))).length > 0);
});
