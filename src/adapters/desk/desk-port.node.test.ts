import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ear, commandsPath, fact, hold, problem, setup, snapshot, until } from './desk-port.test.support.js';

test('what the desk tells reaches whoever follows that interaction, in order', async () => {
  const { desk, port } = await setup();
  const ear = new Ear(port);
  const other = new Ear(port, 'interaction:call-2');
  const stream = await desk.next('/v1/events');
  stream.stream();
  stream.event(snapshot(1), 'c1');
  stream.event(fact(2), 'c2');
  await until(() => ear.messages.length === 2, 'snapshot and fact');
  assert.deepEqual(ear.heard, ['snapshot', 'fact 2']);
  assert.deepEqual(ear.connection, { state: 'live' });
  assert.deepEqual(other.messages, []);
});

test('a command that the desk did says where its fact stands', async () => {
  const { desk, port } = await setup();
  const sent = port.send('call-1', hold());
  const asked = await desk.next(commandsPath);
  assert.equal(asked.body['id'], 'cmd-1');
  assert.equal(asked.body['type'], 'hold');
  assert.equal(typeof asked.body['deadline'], 'number');
  asked.answer(200, { seq: 7 });
  assert.deepEqual(await sent, { ok: true, seq: 7 });
});

test('a refusal tells its code, and is not asked again', async () => {
  const { desk, port } = await setup();
  const sent = port.send('call-1', hold());
  (await desk.next(commandsPath)).answer(409, problem('already-held'));
  assert.deepEqual(await sent, { ok: false, code: 'already-held' });
  assert.equal(desk.waiting(commandsPath), 0);
});
