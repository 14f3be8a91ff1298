import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PageStorage } from './page-storage.js';

/** A browser's store whose methods can be made to throw. */
class BrowserStore {
  [key: string]: unknown;

  constructor(full: () => boolean, blocked: () => boolean) {
    const values = new Map<string, string>();
    const guard = () => {
      if (blocked()) throw new DOMException('', 'SecurityError');
    };
    Object.defineProperties(this, {
      getItem: { value: (key: string) => (guard(), values.get(key) ?? null) },
      setItem: {
        value: (key: string, value: string) => {
          guard();
          if (full()) throw new DOMException('', 'QuotaExceededError');
          values.set(key, value);
          this[key] = value;
        },
      },
      removeItem: {
        value: (key: string) => {
          guard();
          values.delete(key);
          delete this[key];
        },
      },
    });
  }
}

function setup() {
  const condition = { full: false, blocked: false };
  const browser = new BrowserStore(
    () => condition.full,
    () => condition.blocked,
  ) as unknown as Storage;
  return { condition, browser, storage: new PageStorage(browser) };
}

test('a reload finds what was kept, and only that under the own name', async () => {
  const { browser, storage } = setup();
  browser.setItem('of the host', 'x');
  await storage.set('intent/1', 'muted');
  const reloaded = new PageStorage(browser);
  assert.equal(await reloaded.get('intent/1'), 'muted');
  assert.equal(await reloaded.get('of the host'), undefined);
  assert.deepEqual(await reloaded.keys(''), ['intent/1']);
});

test('a full store keeps the newest value until the reload, and the old one does not come back before it', async () => {
  const { condition, storage } = setup();
  await storage.set('a', 'old');
  condition.full = true;
  await storage.set('a', 'new');
  await storage.set('b', 'other');
  assert.deepEqual(
    [await storage.get('a'), await storage.get('b'), (await storage.keys('')).toSorted()],
    ['new', 'other', ['a', 'b']],
  );
  condition.full = false;
  await storage.set('a', 'newest');
  assert.equal(await storage.get('a'), 'newest');
});

test('a store that is blocked later still deletes for this page', async () => {
  const { condition, storage } = setup();
  await storage.set('a', '1');
  condition.blocked = true;
  await storage.delete('a');
  assert.equal(await storage.get('a'), undefined);
  condition.blocked = false;
  assert.deepEqual(await storage.keys(''), []);
});

test('without any store it remembers until the reload', async () => {
  const storage = new PageStorage(undefined);
  await storage.set('leg/1', 'x');
  await storage.set('leg/2', 'y');
  await storage.delete('leg/1');
  assert.deepEqual([await storage.get('leg/2'), await storage.keys('leg/')], ['y', ['leg/2']]);
});
