import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact } from './index.js';
import { deadlinesOf, emptyInteraction, evolve, refusal } from './index.js';
import { ada, alerting, connected, queued, system } from './call.test.support.js';

const hold = { type: 'hold', data: {} } as const;

test('call control that comes after its deadline is stale, whatever it asks', () => {
  const { state } = connected();
  assert.equal(refusal(state, { ...hold, deadline: 1_000 }, ada, 1_001), 'stale-command');
  assert.equal(refusal(state, { ...hold, deadline: 1_000 }, ada, 1_000), undefined);
  assert.equal(refusal(state, hold, ada, 1_001), undefined);
});

test('nothing can be asked of a call that does not exist', () => {
  const nothing = emptyInteraction('call');
  for (const type of ['enqueue', 'end-by-system', 'save-content'] as const) {
    assert.equal(refusal(nothing, { type, data: {} } as never, system, 0), 'not-connected', type);
  }
});

test('what happens by itself: ringing, waiting, asking, being lost, wrap-up', () => {
  const keys = (call: { state: Parameters<typeof deadlinesOf>[0] }) =>
    deadlinesOf(call.state).map(({ key, at }) => `${key} ${at}`);
  assert.deepEqual(keys(queued()), []);
  assert.deepEqual(keys(queued({ queueMs: 90_000 })), ['queue 90000']);
  assert.deepEqual(keys(alerting({ queueMs: 90_000 })), ['ring/offer-1 20000', 'queue 90000']);
  const call = connected({ queueMs: 90_000, wrapUpMs: 10_000 });
  assert.deepEqual(keys(call), []);
  call.ada('enable-video', { camera: true });
  call.desk('report-absence', { party: 'kim' });
  assert.deepEqual(keys(call), ['video 30000', 'lost/kim 60000']);
  call.ada('disconnect');
  assert.deepEqual(keys(call), ['wrap-up/offer-1 10000']);
  call.ada('mark-done', { assignment: 'offer-1' });
  assert.deepEqual(keys(call), []);
});

test('a fact nobody knows is an error, not a silent difference between two readers', () => {
  const { state, facts } = connected();
  const strange = { ...(facts[0] as Fact), type: 'whispered' } as unknown as Fact;
  assert.throws(() => evolve(state, strange), /whispered/);
});
