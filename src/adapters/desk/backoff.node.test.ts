import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { backoffMs, outboxBackoff, streamBackoff } from './backoff.js';

test('a cut stream is taken up at once, and never more than ten seconds later however long it lasts', () => {
  assert.equal(
    backoffMs(streamBackoff, 0, () => 1),
    0,
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, random) => {
        const ms = backoffMs(streamBackoff, attempt, () => random);
        assert.ok(ms >= 250 && ms <= 10_000);
      },
    ),
  );
});

test('pages that lost the desk in the same instant do not come back in the same instant', () => {
  const early = backoffMs(streamBackoff, 6, () => 0);
  const late = backoffMs(streamBackoff, 6, () => 1);
  assert.equal(late - early, 5_000);
});

test('an outage costs the desk less than a request a second for each page, from the first retry on', () => {
  const waits = Array.from({ length: 20 }, (_, attempt) => backoffMs(outboxBackoff, attempt, () => 0.5));
  assert.ok(
    waits.slice(1).every((ms) => ms > 1_000),
    waits.join(' '),
  );
});

test('Retry-After is kept to, within reason', () => {
  assert.equal(
    backoffMs(streamBackoff, 0, () => 0, 30_000),
    30_000,
  );
  assert.equal(
    backoffMs(streamBackoff, 0, () => 0, 3_600_000),
    300_000,
  );
});
