import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DeskError } from '../core/types.js';
import { RateLimiter, limits } from './limits.js';

function setup() {
  const time = { now: 0 };
  const limiter = new RateLimiter({ clock: () => time.now });
  const take = (who = 'x'): number | undefined => {
    try {
      limiter.take('guess', who);
      return undefined;
    } catch (error) {
      assert.ok(error instanceof DeskError && error.code === 'rate-limited');
      return error.retryAfterMs;
    }
  };
  return { time, limiter, take };
}

describe('a limit', () => {
  it('lets a burst through, then says how long to wait, and that is enough', () => {
    const { time, take } = setup();
    for (let i = 0; i < limits.guess.burst; i += 1) assert.equal(take(), undefined);
    const wait = take();
    assert.ok(wait !== undefined && wait > 0);
    time.now += wait - 1;
    assert.notEqual(take(), undefined);
    time.now += 2;
    assert.equal(take(), undefined);
  });

  it('is each caller’s own', () => {
    const { take } = setup();
    for (let i = 0; i < 1000; i += 1) take('greedy');
    assert.equal(take('modest'), undefined);
  });

  it('never saves up more than a burst', () => {
    const { time, limiter, take } = setup();
    for (let i = 0; i < 10; i += 1) limiter.giveBack('guess', 'x');
    time.now += 1e9;
    let through = 0;
    while (take() === undefined) through += 1;
    assert.equal(through, limits.guess.burst);
  });
});
