import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Setup } from './desk-port.test.support.js';
import { Ear, commandsPath, problem, setup, snapshot, until } from './desk-port.test.support.js';

const accept = { id: 'cmd-a', type: 'accept', data: { assignment: 'a-1' } } as const;
const entry = (change: object = {}) => ({
  url: 'wss://desk.example',
  token: 'h.p.s',
  expires: Date.now() + 60_000,
  leg: 'leg-1',
  ...change,
});

/** A page that has heard of the call it will accept. */
async function offered(): Promise<Setup> {
  const made = await setup();
  const ear = new Ear(made.port);
  const stream = await made.desk.next('/v1/events');
  stream.stream();
  stream.event(snapshot(1), 'c1');
  await until(() => ear.messages.length === 1, 'the snapshot');
  return made;
}

test('the way into the room comes with the answer to Accept, and the desk is not asked for it', async () => {
  const { desk, port } = await offered();
  const sent = port.send('call-1', accept);
  const asked = await desk.next(commandsPath);
  assert.equal(asked.body['holder'], 'tab-1');
  const access = port.access('call-1', 'leg-1');
  asked.answer(200, { seq: 3, access: entry() });
  assert.deepEqual(await sent, { ok: true, seq: 3 });
  const answer = await access;
  assert.ok(answer.ok);
  assert.deepEqual([answer.access.url, answer.access.token], ['wss://desk.example', 'h.p.s']);
  assert.equal(desk.waiting('/access'), 0);
});

test('it is good once: whoever joins again asks the desk', async () => {
  const { desk, port } = await offered();
  const sent = port.send('call-1', accept);
  (await desk.next(commandsPath)).answer(200, { seq: 3, access: entry() });
  await sent;
  assert.ok((await port.access('call-1', 'leg-1')).ok);
  const again = port.access('call-1', 'leg-1');
  (await desk.next('/leg-1/access')).answer(200, { url: 'wss://desk.example', token: 'a.b.c', expires: 1 });
  const answer = await again;
  assert.equal(answer.ok && answer.access.token, 'a.b.c');
});

for (const [what, given] of [
  ['for another leg', entry({ leg: 'leg-2' })],
  ['that has expired', entry({ expires: 1 })],
  ['that is none', { leg: 'leg-1' }],
  ['that is missing', undefined],
] as const) {
  test(`a way in ${what} is not taken`, async () => {
    const { desk, port } = await offered();
    const sent = port.send('call-1', accept);
    (await desk.next(commandsPath)).answer(200, { seq: 3, access: given });
    await sent;
    const asking = port.access('call-1', 'leg-1');
    (await desk.next('/leg-1/access')).answer(403, problem('not-a-party'));
    assert.deepEqual(await asking, { ok: false, code: 'not-a-party' });
  });
}

test('an answer that does not come keeps nobody out of the room', async () => {
  const { desk, port, clock } = await offered();
  void port.send('call-1', accept);
  await desk.next(commandsPath);
  const asking = port.access('call-1', 'leg-1');
  await clock.advance(300);
  (await desk.next('/leg-1/access')).answer(200, { url: 'wss://desk.example', token: 'a.b.c', expires: 1 });
  assert.ok((await asking).ok);
});

test('a refused accept leaves nothing to wait for', async () => {
  const { desk, port } = await offered();
  const sent = port.send('call-1', accept);
  (await desk.next(commandsPath)).answer(409, problem('offer-gone'));
  assert.deepEqual(await sent, { ok: false, code: 'offer-gone' });
  const asking = port.access('call-1', 'leg-1');
  (await desk.next('/leg-1/access')).answer(403, problem('not-a-party'));
  assert.deepEqual(await asking, { ok: false, code: 'not-a-party' });
});
