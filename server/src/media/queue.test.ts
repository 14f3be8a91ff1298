import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it } from 'node:test';
import type { Depth } from './queue.js';
import { KeyedQueue } from './queue.js';

function setup(run: (key: string, depth: Depth) => Promise<void>) {
  const failures: number[] = [];
  return { queue: new KeyedQueue(run, (_key, _error, count) => void failures.push(count)), failures };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('work by interaction', () => {
  it('runs one at a time and once more for whatever was asked meanwhile', async () => {
    const runs: Depth[] = [];
    const releases: (() => void)[] = [];
    const { queue } = setup(async (_key, depth) => {
      runs.push(depth);
      await new Promise<void>((resolve) => releases.push(resolve));
    });
    queue.request('a', 'fast');
    queue.request('a', 'full');
    queue.request('a', 'fast');
    await settled();
    assert.deepEqual(runs, ['fast']);
    releases[0]?.();
    await settled();
    // The more thorough of what was asked.
    assert.deepEqual(runs, ['fast', 'full']);
    releases[1]?.();
    await settled();
    assert.equal(queue.size, 0);
  });

  it('keeps interactions apart', async () => {
    const runs: string[] = [];
    const { queue } = setup(async (key) => {
      runs.push(key);
      if (key === 'a') await new Promise(() => undefined);
    });
    queue.request('a', 'fast');
    queue.request('b', 'fast');
    await settled();
    assert.deepEqual(runs, ['a', 'b']);
    queue.close();
  });

  it('tries again after a failure, thoroughly, until it succeeds', async () => {
    const runs: Depth[] = [];
    const finished = new EventEmitter();
    const { queue, failures } = setup(async (_key, depth) => {
      runs.push(depth);
      if (runs.length < 3) throw new Error('away');
      finished.emit('done');
    });
    queue.request('a', 'fast');
    // Its timer does not keep the process alive; the test does.
    const alive = setInterval(() => undefined, 1000);
    await once(finished, 'done');
    clearInterval(alive);
    await settled();
    assert.deepEqual(runs, ['fast', 'full', 'full']);
    assert.deepEqual(failures, [1, 2]);
    assert.equal(queue.size, 0);
  });

  it('does nothing more once it is closed', async () => {
    let runs = 0;
    const { queue } = setup(async () => {
      runs += 1;
      throw new Error('away');
    });
    queue.request('a', 'fast');
    await settled();
    queue.close();
    queue.request('a', 'fast');
    await settled();
    assert.equal(runs, 1);
    assert.equal(queue.size, 0);
  });
});
