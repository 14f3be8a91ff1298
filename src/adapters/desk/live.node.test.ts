import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIVE_DEADLINE_MS } from '../../interaction/index.js';
import type { Setup } from './desk-port.test.support.js';
import { Ear, commandsPath, hold, passUntil, problem, setup, until } from './desk-port.test.support.js';

const isThere =
  ({ desk }: Setup) =>
  () =>
    desk.waiting(commandsPath) > 0;

/** Follows a promise without waiting for it. */
function watch<T>(promise: Promise<T>): { done: () => boolean; value: () => T | undefined } {
  let value: T | undefined;
  let done = false;
  void promise.then((result) => {
    value = result;
    done = true;
  });
  return { done: () => done, value: () => value };
}

test('an answer lost on the way is asked for again under the same id', async () => {
  const all = await setup();
  const sent = all.port.send('call-1', hold());
  const first = await all.desk.next(commandsPath);
  // The desk did it, and then the line broke.
  first.cut();
  await passUntil(all.clock, isThere(all), 'a second try', 100);
  const second = await all.desk.next(commandsPath);
  assert.deepEqual(second.body, first.body);
  second.answer(200, { seq: 5 });
  assert.deepEqual(await sent, { ok: true, seq: 5 });
});

test('a desk that cannot be reached leads to "not sent" within the ten seconds a command is good for', async () => {
  const all = await setup();
  const ear = new Ear(all.port);
  await all.desk.stop();
  await until(() => ear.connection?.state === 'retrying', 'offline');
  const began = all.clock.now();
  const sent = watch(all.port.send('call-1', hold()));
  await passUntil(all.clock, sent.done, 'an outcome', 100);
  assert.deepEqual(sent.value(), { ok: false, code: 'not-sent' });
  assert.ok(all.clock.now() - began <= LIVE_DEADLINE_MS);
});

test('a desk that falls silent in the middle of a call leads to "no answer", for it may have done it', async () => {
  const all = await setup();
  const ear = new Ear(all.port);
  (await all.desk.next('/v1/events')).stream();
  await until(() => ear.connection?.state === 'live', 'live');
  const sent = watch(all.port.send('call-1', hold()));
  await passUntil(all.clock, sent.done, 'an outcome', 100);
  assert.deepEqual(sent.value(), { ok: false, code: 'no-answer' });
});

test('a busy desk is asked again when it said, and only while that is in time', async () => {
  const all = await setup();
  const sent = all.port.send('call-1', hold());
  (await all.desk.next(commandsPath)).answer(503, problem('desk-unavailable'), { 'retry-after': '2' });
  await all.clock.advance(1_500);
  assert.equal(all.desk.waiting(commandsPath), 0);
  await passUntil(all.clock, isThere(all), 'a second try', 100);
  (await all.desk.next(commandsPath)).answer(429, problem('rate-limited'), { 'retry-after': '60' });
  assert.deepEqual(await sent, { ok: false, code: 'rate-limited', retryAfterMs: 60_000 });
});

test('a command that is too late is not sent at all', async () => {
  const all = await setup();
  const outcome = await all.port.send('call-1', { ...hold(), deadline: all.port.time() - 1 });
  assert.deepEqual(outcome, { ok: false, code: 'stale-command' });
  assert.equal(all.desk.waiting(commandsPath), 0);
});

test('half an answer is no answer: the whole one is asked for', async () => {
  const all = await setup();
  const sent = all.port.send('call-1', hold());
  const { response } = await all.desk.next(commandsPath);
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"se');
  response.destroy();
  await passUntil(all.clock, isThere(all), 'a second try', 100);
  (await all.desk.next(commandsPath)).answer(200, { seq: 9 });
  assert.deepEqual(await sent, { ok: true, seq: 9 });
});

test('a page from a proxy instead of an answer is told as what it is', async () => {
  const all = await setup();
  const sent = all.port.sendAgent({ id: 'r-1', type: 'set-ready' });
  const { response } = await all.desk.next('/v1/agent/commands');
  response.writeHead(413, { 'content-type': 'text/html' }).end('<h1>413</h1>');
  assert.deepEqual(await sent, { ok: false, code: 'too-large' });
});

test('an agent’s own state is asked for and answered in revisions', async () => {
  const all = await setup();
  const sent = all.port.sendAgent({ id: 'r-1', type: 'set-not-ready', reason: 'break' });
  const asked = await all.desk.next('/v1/agent/commands');
  assert.deepEqual(asked.body, { id: 'r-1', type: 'set-not-ready', reason: 'break' });
  asked.answer(200, { rev: 4 });
  assert.deepEqual(await sent, { ok: true, seq: 4 });
});

test('access names this page, and takes over only when asked to', async () => {
  const all = await setup();
  const url = 'wss://desk.example/rtc';
  const asked = all.port.access('call-1', 'leg-1');
  const first = await all.desk.next('/v1/interactions/call-1/legs/leg-1/access');
  assert.deepEqual(first.body, { holder: 'tab-1' });
  first.answer(409, problem('open-elsewhere'));
  assert.deepEqual(await asked, { ok: false, code: 'open-elsewhere' });
  const again = all.port.access('call-1', 'leg-1', { takeOver: true });
  const second = await all.desk.next('/access');
  assert.deepEqual(second.body, { holder: 'tab-1', takeOver: true });
  second.answer(200, { url, token: 't', expires: 5 });
  assert.deepEqual(await again, { ok: true, access: { url, token: 't', expires: 5 } });
});

test('the history comes page by page', async () => {
  const all = await setup();
  const asked = all.port.query<{ interaction: string }>('history', { contact: 'crm 7&x' }, 'p2');
  const { path, answer } = await all.desk.next('page=p2');
  assert.equal(path, '/v1/history?contact=crm+7%26x&page=p2');
  answer(200, { items: [{ interaction: 'call-1' }], next: 'p3' });
  assert.deepEqual(await asked, { items: [{ interaction: 'call-1' }], next: 'p3' });
});
