import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../testing/index.js';
import { DeskClock } from './desk-clock.js';

/** A desk whose clock is ahead of this page's, reached over lines of different speed. */
function setup(trips: readonly (readonly [there: number, back: number])[], ahead: () => number) {
  const clock = new FakeClock();
  let sample = 0;
  const time = new DeskClock(clock, async () => {
    const [there, back] = trips[Math.min(sample, trips.length - 1)]!;
    sample += 1;
    await pass(clock, there);
    const now = clock.now() + ahead();
    await pass(clock, back);
    return now;
  });
  return { clock, time };
}

/** Waits on the clock; whoever advances it decides when. */
const pass = (clock: FakeClock, ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));

test('the quickest of several answers tells the desk’s time, however wrong this device’s clock is', async () => {
  const hour = 3_600_000;
  const trips = [
    [10, 900],
    [500, 40],
    [15, 15],
    [300, 5],
  ] as const;
  const { clock, time } = setup(trips, () => hour);
  void time.measure();
  await clock.advance(5_000);
  assert.equal(time.time() - clock.now(), hour);
});

test('small corrections do not make the time run backwards', async () => {
  let ahead = 1_000;
  const { clock, time } = setup([[0, 0]], () => ahead);
  void time.measure();
  await clock.advance(2_000);
  const before = time.time();
  ahead = 400;
  await clock.advance(598_000);
  let last = Math.max(before, time.time());
  for (let step = 0; step < 80; step += 1) {
    await clock.advance(100);
    const now = time.time();
    assert.ok(now >= last, `${now} after ${last}`);
    last = now;
  }
  assert.equal(time.time() - clock.now(), 400);
});

test('a clock that was set by hours is noticed with the next hello', async () => {
  let ahead = 0;
  const { clock, time } = setup([[0, 0]], () => ahead);
  void time.measure();
  await clock.advance(2_000);
  ahead = -7_200_000;
  time.heard(clock.now() + ahead);
  assert.equal(time.time() - clock.now(), ahead);
});

test('before anything was measured, the first hello counts', () => {
  const { clock, time } = setup([[0, 0]], () => 0);
  time.heard(clock.now() + 60_000);
  assert.equal(time.time() - clock.now(), 60_000);
});
