import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ben, connected, queued } from '../call.test.support.js';

test('Hold and Unhold take turns', () => {
  const call = connected();
  call.now = 3_000;
  assert.equal(call.ada('unhold'), 'not-held');
  assert.deepEqual(call.ada('hold'), ['held']);
  assert.deepEqual([call.contact.held, call.contact.heldAt], [true, 3_000]);
  assert.equal(call.ada('hold'), 'already-held');
  assert.deepEqual(call.ada('unhold'), ['unheld']);
  assert.deepEqual([call.contact.held, call.contact.heldAt], [false, undefined]);
});

test('a contact can neither hold nor end their hold', () => {
  const call = connected();
  assert.equal(call.kim('hold'), 'forbidden');
  call.ada('hold');
  assert.equal(call.kim('unhold'), 'forbidden');
});

test('there is no hold without a call, nor from outside', () => {
  assert.equal(queued().ada('hold'), 'not-connected');
  assert.equal(connected().ask(ben, 'hold'), 'not-a-party');
  assert.equal(connected().ask({ kind: 'backend' }, 'hold'), 'not-a-party');
  assert.equal(connected().ada('hold', { party: 'nobody' }), 'not-a-party');
});

test('one agent of several may be put on hold while the others go on', () => {
  const call = connected();
  const { id } = call.join('ben');
  assert.deepEqual(call.ada('hold', { party: id }), ['held']);
  assert.deepEqual([call.party('ben').held, call.contact.held], [true, false]);
  assert.deepEqual(call.ada('unhold', { party: id }), ['unheld']);
});

test('an agent who steps aside alone leaves the contact with the slate, and Unhold brings both back', () => {
  const call = connected();
  const { id } = call.party('ada');
  assert.deepEqual(call.ada('hold', { party: id }), ['held', 'held']);
  assert.equal(call.contact.held, true);
  assert.deepEqual(call.ada('unhold'), ['unheld', 'unheld']);
});

test('Hold takes back a question for video that nobody could answer', () => {
  const asked = connected();
  asked.kim('enable-video', { camera: true });
  assert.deepEqual(asked.ada('hold'), ['video-request-ended', 'held']);
  const call = connected();
  const { id } = call.join('ben');
  call.ada('enable-video', { camera: true });
  assert.deepEqual(call.ada('hold', { party: id }), ['held'], 'Ben has not asked');
  assert.equal(call.state.video.phase, 'asking');
});

test('another tab takes a connection over, and the first one loses its access', () => {
  const call = connected();
  const leg = call.party('ada').legs[0]?.id ?? '';
  assert.deepEqual(call.ada('take-over', { leg }), ['leg-taken-over']);
  assert.equal(call.party('ada').legs[0]?.epoch, 2);
  assert.equal(call.ada('take-over', { leg: 'leg-kim' }), 'unknown-leg');
  assert.equal(call.ask(ben, 'take-over', { leg }), 'not-a-party');
});

test('a second connection is added to somebody who is in the call', () => {
  const call = connected();
  assert.deepEqual(call.desk('add-leg', { party: 'kim', leg: 'leg-2', kind: 'camera-only' }), ['leg-added']);
  assert.deepEqual(
    call.contact.legs.map(({ id, room }) => [id, room]),
    [
      ['leg-kim', 'room'],
      ['leg-2', 'room'],
    ],
  );
  assert.equal(call.desk('add-leg', { party: 'nobody', leg: 'leg-3', kind: 'browser' }), 'not-a-party');
  const { id } = call.join('ben');
  call.ask(ben, 'disconnect');
  assert.equal(
    call.desk('add-leg', { party: id, leg: 'leg-3', kind: 'browser' }),
    'not-a-party',
    'Ben has left',
  );
});

test("a contact's page never speaks for an agent, whatever party it names", () => {
  const call = connected();
  const party = call.party('ada').id;
  assert.equal(call.ask({ kind: 'contact', party }, 'disconnect'), 'not-a-party');
  assert.equal(call.ask({ kind: 'contact', party }, 'enable-video', { camera: true }), 'not-a-party');
});
