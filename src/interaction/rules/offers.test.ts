import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alerting, ben, connected, queued, Call } from '../call.test.support.js';

const offer = { assignment: 'offer-1' };

test('a call begins in its queue, once', () => {
  const call = new Call();
  assert.equal(call.state.phase, 'new');
  assert.deepEqual(call.desk('enqueue', { front: false }), ['queued']);
  assert.equal(call.state.phase, 'queued');
  assert.equal(call.desk('enqueue', { front: false }), 'not-connected');
});

test('an offer rings for as long as configured, and only one at a time', () => {
  const call = queued({ ringMs: 15_000 });
  call.now = 1_000;
  assert.deepEqual(call.desk('offer', { assignment: 'offer-1', agent: 'ada' }), ['offered']);
  assert.equal(call.state.phase, 'alerting');
  assert.equal(call.state.assignments[0]?.until, 16_000);
  assert.equal(call.desk('offer', { assignment: 'offer-2', agent: 'ben' }), 'not-waiting');
});

test('Accept connects; whoever accepts owns the call', () => {
  const call = alerting();
  call.now = 500;
  assert.deepEqual(call.ada('accept', offer), ['accepted', 'owner-changed']);
  assert.equal(call.state.phase, 'connected');
  assert.equal(call.state.connectedAt, 500);
  assert.equal(call.state.owner, call.party('ada').id);
  assert.equal(call.party('ada').role, 'owner');
  assert.equal(call.state.assignments[0]?.status, 'active');
});

test('nobody else can take an offer, and nobody can take it twice', () => {
  const call = alerting();
  assert.equal(call.ask(ben, 'accept', offer), 'offer-not-yours');
  assert.equal(call.kim('accept', offer), 'offer-not-yours');
  assert.equal(call.ada('accept', { assignment: 'offer-9' }), 'offer-gone');
  call.ada('accept', offer);
  assert.equal(call.ada('accept', offer), 'offer-gone');
});

test('Decline sends the contact back to wait, and the offer is gone', () => {
  const call = alerting();
  assert.deepEqual(call.ada('decline', { ...offer, reason: 'wrong-skill' }), ['offer-ended']);
  assert.equal(call.state.phase, 'queued');
  assert.equal(call.state.assignments[0]?.status, 'declined');
  assert.equal(call.ada('accept', offer), 'offer-gone');
});

test('an offer nobody answers times out', () => {
  const call = alerting();
  assert.deepEqual(call.wait('ring/offer-1'), ['offer-ended']);
  assert.equal(call.now, 20_000);
  assert.equal(call.state.assignments[0]?.status, 'timed-out');
  assert.equal(call.state.phase, 'queued');
});

test('an offer the desk withdraws is gone', () => {
  const call = alerting();
  assert.deepEqual(call.desk('withdraw', offer), ['offer-ended']);
  assert.equal(call.state.assignments[0]?.status, 'withdrawn');
  assert.equal(call.desk('withdraw', offer), 'offer-gone');
});

test('a contact whose connection is lost is not offered until they are back', () => {
  const call = queued();
  call.desk('report-absence', { party: 'kim' });
  assert.equal(call.desk('offer', { assignment: 'offer-1', agent: 'ada' }), 'contact-away');
  call.desk('report-presence', { party: 'kim' });
  assert.deepEqual(call.desk('offer', { assignment: 'offer-1', agent: 'ada' }), ['offered']);
});

test('an agent in wrap-up of a call is not offered the same call again', () => {
  const call = connected();
  call.desk('report-absence', { party: call.party('ada').id });
  call.wait(`lost/${call.party('ada').id}`);
  assert.equal(call.state.phase, 'queued');
  assert.equal(call.desk('offer', { assignment: 'offer-2', agent: 'ada' }), 'agent-busy');
  assert.deepEqual(call.desk('offer', { assignment: 'offer-2', agent: 'ben' }), ['offered']);
});

test('routing belongs to the desk', () => {
  const call = queued();
  assert.equal(call.ada('offer', { assignment: 'offer-1', agent: 'ada' }), 'forbidden');
  assert.equal(call.kim('enqueue', { front: true }), 'forbidden');
  assert.equal(alerting().ada('ring-out', offer), 'forbidden');
  assert.equal(alerting().kim('withdraw', offer), 'forbidden');
});
