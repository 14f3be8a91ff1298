import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnyCommandBody, Interaction } from './index.js';
import { isHeardByContact, microphonePlan } from './index.js';
import { alerting, connected } from './call.test.support.js';

const accept: AnyCommandBody = { type: 'accept', data: { assignment: 'offer-1' } };
const unhold: AnyCommandBody = { type: 'unhold', data: {} };
const named = (state: Interaction, id: string): Interaction => ({ ...state, id });

test('accepting a second call first holds the one that goes on', () => {
  const first = named(connected().state, 'first');
  const target = named(alerting().state, 'second');
  assert.deepEqual(
    microphonePlan('ada', accept, target, () => [first]),
    {
      first: [{ interaction: 'first', command: { type: 'hold', data: {} } }],
    },
  );
});

test('a call on hold, in wrap-up or of somebody else needs nothing', () => {
  const held = connected();
  held.ada('hold');
  const over = connected();
  over.ada('disconnect');
  const target = alerting().state;
  for (const call of [held, over]) {
    assert.deepEqual(microphonePlan('ada', accept, target, () => [named(call.state, 'first')]).first, []);
  }
  assert.equal(isHeardByContact(connected().state, 'ben'), false);
});

test('in a call with colleagues only the agent steps aside, and the contact talks on with them', () => {
  const first = connected();
  first.join('ben');
  const party = first.party('ada').id;
  const { first: holds } = microphonePlan('ada', unhold, alerting().state, () => [
    named(first.state, 'first'),
  ]);
  assert.deepEqual(holds, [{ interaction: 'first', command: { type: 'hold', data: { party } } }]);
});

test('Unhold never brings a colleague back who talks with somebody else now', () => {
  const target = connected();
  target.join('ben');
  target.ada('hold');
  const elsewhere = connected();
  elsewhere.join('ben');
  const openOf = (agent: string) =>
    agent === 'ben' ? [named(elsewhere.state, 'elsewhere'), target.state] : [target.state];
  assert.deepEqual(microphonePlan('ada', unhold, target.state, openOf).first, [
    { interaction: 'call', command: { type: 'hold', data: { party: 'ben' } } },
  ]);
  const unholdBen: AnyCommandBody = { type: 'unhold', data: { party: 'ben' } };
  assert.equal(microphonePlan('ada', unholdBen, target.state, openOf).refusal, 'agent-busy');
});

test('any other command needs nothing', () => {
  const first = named(connected().state, 'first');
  assert.deepEqual(
    microphonePlan('ada', { type: 'hold', data: {} }, alerting().state, () => [first]),
    { first: [] },
  );
});
