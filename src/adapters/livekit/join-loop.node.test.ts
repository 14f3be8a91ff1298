import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccessAnswer, Code, MediaState } from '../../interaction/index.js';
import { FakeClock, settled } from '../../testing/index.js';
import { stayJoined } from './join-loop.js';

const yes: AccessAnswer = { ok: true, access: { url: 'wss://gate', token: 'a.b.c', expires: 0 } };
const no = (code: Code): AccessAnswer => ({ ok: false, code });

/** A desk and a media server that do what they are told, and what the loop said of it. */
async function setup(answers: readonly AccessAnswer[], joins: readonly boolean[] = []) {
  const clock = new FakeClock();
  const closing = new AbortController();
  const hurry = new AbortController();
  const told: MediaState['connection'][] = [];
  const asked: number[] = [];
  let joined = 0;
  let leave: (reason?: number) => void = () => undefined;
  const done = stayJoined({
    clock,
    signal: closing.signal,
    getAccess: () => {
      asked.push(clock.now());
      return Promise.resolve(answers[asked.length - 1] ?? answers.at(-1) ?? yes);
    },
    join: () => Promise.resolve(joins[joined++] ?? true),
    left: () => new Promise((resolve) => (leave = resolve)),
    pageShown: () => Promise.resolve(),
    hurry: () => hurry.signal,
    report: (connection) => told.push(connection),
  });
  const last = () => told.at(-1);
  await settled();
  return { clock, closing, hurry, asked, last, done, leave: (reason?: number) => leave(reason) };
}

for (const code of ['call-ended', 'not-a-party', 'open-elsewhere', 'unknown-leg', 'link-ended'] as const) {
  test(`${code} is the desk's last word`, async () => {
    const { asked, last, done, clock } = await setup([no(code)]);
    await done;
    assert.deepEqual(last(), { state: 'refused', code });
    assert.deepEqual([asked.length, clock.timers], [1, 0]);
  });
}

for (const code of ['desk-unavailable', 'media-unavailable', 'not-sent', 'token-expired'] as const) {
  test(`${code} is asked again`, async () => {
    const { asked, last, clock } = await setup([no(code), no(code), yes]);
    await clock.advance(10_000);
    assert.equal(asked.length, 3);
    assert.deepEqual(last(), { state: 'connected' });
  });
}

for (const [reason, what] of [
  [3, 'a server that shuts down'],
  [7, 'a failed join'],
  [9, 'a closed signal'],
  [14, 'a timeout'],
  [15, 'lost media'],
  [undefined, 'a closed gate'],
] as const) {
  test(`${what} leads to new access and the room again`, async () => {
    const { asked, last, leave, clock } = await setup([yes]);
    await clock.advance(60_000);
    leave(reason);
    await settled();
    await clock.advance(1000);
    assert.equal(asked.length, 2);
    assert.deepEqual(last(), { state: 'connected' });
  });
}

for (const [reason, what] of [
  [4, 'removed'],
  [5, 'out of a deleted room'],
] as const) {
  test(`whoever is ${what} asks the desk, and its no is final`, async () => {
    const { asked, last, leave, clock, done } = await setup([yes, no('not-a-party')]);
    await clock.advance(60_000);
    leave(reason);
    await done;
    assert.equal(asked.length, 2);
    assert.deepEqual(last(), { state: 'refused', code: 'not-a-party' });
  });
}

test('another page of the same leg ends this one without a question', async () => {
  const { asked, last, leave, clock, done } = await setup([yes]);
  await clock.advance(60_000);
  leave(2);
  await done;
  assert.equal(asked.length, 1);
  assert.deepEqual(last(), { state: 'refused', code: 'open-elsewhere' });
});

test('a media server that refuses again and again is not stormed, and waits never exceed ten seconds', async () => {
  const { asked, clock } = await setup(
    [yes],
    Array.from({ length: 100 }, () => false),
  );
  await clock.advance(300_000);
  const waits = asked.slice(1).map((at, index) => at - asked[index]!);
  assert.ok(asked.length > 25 && asked.length < 80, `${asked.length} tries in five minutes`);
  assert.ok(waits.every((wait) => wait > 0 && wait <= 10_000));
});

test('a room that throws everybody out at once is not entered in a loop', async () => {
  const { asked, leave, clock } = await setup([yes]);
  for (let second = 0; second < 60; second += 1) {
    await clock.advance(1000);
    leave(4);
    await settled();
  }
  assert.ok(asked.length < 20, `${asked.length} joins in a minute`);
});

test('the network that comes back ends the wait', async () => {
  const { asked, hurry, clock } = await setup([no('not-sent'), yes]);
  await clock.advance(0);
  assert.equal(asked.length, 1);
  hurry.abort();
  await settled();
  assert.equal(asked.length, 2);
});

test('a function of the host that throws is no reason to give up', async () => {
  const clock = new FakeClock();
  const told: MediaState['connection'][] = [];
  let asked = 0;
  void stayJoined({
    clock,
    signal: new AbortController().signal,
    getAccess: () => {
      asked += 1;
      return asked === 1 ? Promise.reject(new Error('no network')) : Promise.resolve(yes);
    },
    join: () => Promise.resolve(true),
    left: () => new Promise(() => undefined),
    pageShown: () => Promise.resolve(),
    hurry: () => new AbortController().signal,
    report: (connection) => told.push(connection),
  });
  await settled();
  await clock.advance(2000);
  assert.deepEqual(told.at(-1), { state: 'connected' });
});

test('a closed room leaves no timer and is not entered any more', async () => {
  const { asked, closing, clock, done } = await setup([no('desk-unavailable')]);
  await clock.advance(100);
  closing.abort();
  await done;
  const before = asked.length;
  await clock.advance(60_000);
  assert.deepEqual([asked.length, clock.timers], [before, 0]);
});
