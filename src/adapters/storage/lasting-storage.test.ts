import { expect } from '@open-wc/testing';
import { LastingStorage } from './lasting-storage.js';

const name = () => `test-${Math.random()}`;

describe('LastingStorage', () => {
  it('gives another page of the same site what one has kept', async () => {
    const database = name();
    await new LastingStorage(database).set('outbox/ada/1', 'done');
    expect(await new LastingStorage(database).get('outbox/ada/1')).to.equal('done');
  });

  it('finds keys by how they begin, in order', async () => {
    const storage = new LastingStorage(name());
    for (const key of ['outbox/b/1', 'outbox/a/2', 'outbox/a/1', 'other']) await storage.set(key, 'x');
    expect(await storage.keys('outbox/a/')).to.deep.equal(['outbox/a/1', 'outbox/a/2']);
  });

  it('forgets what was deleted', async () => {
    const database = name();
    const storage = new LastingStorage(database);
    await storage.set('key', 'value');
    await storage.delete('key');
    expect(await storage.get('key')).to.equal(undefined);
    expect(await new LastingStorage(database).keys('')).to.deep.equal([]);
  });

  it('remembers until the reload what the browser refuses to keep', async () => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      const storage = new LastingStorage(name());
      await storage.set('key', 'value');
      expect(await storage.get('key')).to.equal('value');
      expect(await storage.keys('k')).to.deep.equal(['key']);
    } finally {
      IDBObjectStore.prototype.put = put;
    }
  });
});
