import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alerting, ben, connected, queued, withVideo } from '../call.test.support.js';

test('the agent disconnects: the call ends and wrap-up begins', () => {
  const call = connected({ wrapUpMs: 60_000 });
  call.now = 5_000;
  assert.deepEqual(call.ada('disconnect'), ['ended', 'wrap-up-started']);
  assert.equal(call.state.endReason, 'agent');
  assert.equal(call.state.assignments[0]?.status, 'wrap-up');
  assert.equal(call.state.assignments[0]?.until, 65_000);
  assert.ok(call.state.parties.every((party) => party.leftAt === 5_000));
});

test('the contact hangs up: the agent gets wrap-up', () => {
  const call = connected();
  assert.deepEqual(call.kim('disconnect'), ['ended', 'wrap-up-started']);
  assert.equal(call.state.endReason, 'contact');
});

test('the contact leaves before anybody accepted: abandoned, and the offer is withdrawn', () => {
  const call = alerting();
  assert.deepEqual(call.kim('disconnect'), ['offer-ended', 'ended']);
  assert.equal(call.state.endReason, 'abandoned');
  assert.equal(call.state.assignments[0]?.status, 'withdrawn');
});

test('a call ends once', () => {
  const call = connected();
  call.ada('disconnect');
  assert.equal(call.ada('disconnect'), 'call-ended');
  assert.equal(call.kim('disconnect'), 'call-ended');
  assert.equal(call.ada('end-for-everyone'), 'call-ended');
  assert.equal(call.desk('end-by-system', { reason: 'system' }), 'call-ended');
});

test('whoever waits for too long is told so, and is not cut off once they are connected', () => {
  const call = queued({ queueMs: 90_000 });
  assert.equal(call.desk('end-by-system', { reason: 'timed-out' }), 'not-waiting');
  assert.deepEqual(call.wait('queue'), ['ended']);
  assert.deepEqual([call.now, call.state.endReason], [90_000, 'timed-out']);
  const taken = connected({ queueMs: 90_000 });
  taken.now = 100_000;
  assert.equal(taken.desk('end-by-system', { reason: 'timed-out' }), 'not-waiting');
});

test('a contact whose connection is lost is waited for, comes back, or the call ends', () => {
  const call = connected();
  assert.deepEqual(call.desk('report-absence', { party: 'kim' }), ['party-lost']);
  assert.equal(call.contact.lostUntil, 60_000);
  assert.equal(call.desk('report-absence', { party: 'kim' }), 'already-lost');
  assert.deepEqual(call.desk('report-presence', { party: 'kim' }), ['party-back']);
  assert.equal(call.desk('report-presence', { party: 'kim' }), 'not-lost');
  call.desk('report-absence', { party: 'kim' });
  assert.deepEqual(call.wait('lost/kim'), ['ended', 'wrap-up-started']);
  assert.equal(call.state.endReason, 'lost');
});

test('a contact lost before anybody accepted has abandoned the call', () => {
  const call = queued();
  call.desk('report-absence', { party: 'kim' });
  call.wait('lost/kim');
  assert.equal(call.state.endReason, 'abandoned');
});

test('nobody is given up on before their time, even by a deadline that was claimed before they came back', () => {
  const call = connected();
  call.desk('report-absence', { party: 'kim' });
  call.now = 59_000;
  call.desk('report-presence', { party: 'kim' });
  call.desk('report-absence', { party: 'kim' });
  call.now = 60_000;
  assert.equal(call.desk('give-up-on', { party: 'kim' }), 'not-lost');
  assert.equal(call.state.phase, 'connected');
});

test('a lost agent leaves the contact at the front of the queue, with wrap-up of their own', () => {
  const call = withVideo();
  const party = call.party('ada').id;
  call.ada('hold');
  call.desk('report-absence', { party });
  assert.equal(call.state.parties[1]?.lostUntil, 45_000);
  const facts = call.wait(`lost/${party}`);
  assert.deepEqual(facts, ['video-disabled', 'party-left', 'wrap-up-started', 'unheld', 'queued']);
  assert.deepEqual([call.state.phase, call.state.front, call.state.owner], ['queued', true, undefined]);
  assert.equal(call.contact.held, false);
  assert.equal(call.state.assignments[0]?.status, 'wrap-up');
});

test('with colleagues in the call Disconnect means "I leave", and ownership passes to the longest present', () => {
  const call = connected();
  call.join('ben');
  call.join('cho');
  assert.deepEqual(call.ada('disconnect'), ['party-left', 'owner-changed', 'wrap-up-started']);
  assert.deepEqual([call.state.phase, call.state.owner], ['connected', 'ben']);
  assert.deepEqual(call.ask(ben, 'disconnect'), ['party-left', 'owner-changed']);
  assert.equal(call.state.owner, 'cho');
});

test('only the owner ends the call for everyone', () => {
  const call = connected();
  call.join('ben');
  assert.equal(call.ask(ben, 'end-for-everyone'), 'not-owner');
  assert.equal(call.kim('end-for-everyone'), 'forbidden');
  assert.deepEqual(call.ada('end-for-everyone'), ['ended', 'wrap-up-started']);
});

test('a contact is never left listening to agents who are all on hold', () => {
  const call = connected();
  const benId = call.join('ben').id;
  assert.deepEqual(call.ada('hold', { party: benId }), ['held']);
  assert.deepEqual(call.ada('disconnect'), ['party-left', 'owner-changed', 'held', 'wrap-up-started']);
  assert.equal(call.contact.held, true);
  assert.deepEqual(call.ask(ben, 'unhold'), ['unheld', 'unheld']);
  assert.deepEqual([call.contact.held, call.party('ben').held], [false, false]);
});

test('Mark Done comes after Disconnect, once, and from the agent whose work it is', () => {
  const call = connected();
  const part = { assignment: 'offer-1' };
  assert.equal(call.ada('mark-done', part), 'still-connected');
  call.ada('disconnect');
  assert.equal(call.ask(ben, 'mark-done', part), 'unknown-assignment');
  assert.equal(call.kim('mark-done', part), 'unknown-assignment');
  assert.deepEqual(call.ada('mark-done', part), ['assignment-done']);
  assert.equal(call.state.assignments[0]?.status, 'done');
  assert.equal(call.ada('mark-done', part), 'already-done');
});

test('an offer that was declined cannot be marked done', () => {
  const call = alerting();
  assert.equal(call.ada('mark-done', { assignment: 'offer-1' }), 'still-connected');
  call.ada('decline', { assignment: 'offer-1' });
  assert.equal(call.ada('mark-done', { assignment: 'offer-1' }), 'already-done');
});

test('wrap-up ends by itself where it has a limit, and never where it has none', () => {
  const call = connected({ wrapUpMs: 60_000 });
  call.ada('disconnect');
  assert.deepEqual(call.wait('wrap-up/offer-1'), ['assignment-done']);
  assert.equal(call.desk('end-wrap-up', { assignment: 'offer-1' }), 'already-done');
  const patient = connected();
  patient.ada('disconnect');
  assert.throws(() => patient.wait('wrap-up/offer-1'), /No deadline/);
});

test('what was written in wrap-up is kept; nothing else happens to a call that is over', () => {
  const call = connected();
  call.ada('disconnect');
  const note = { kind: 'note', key: 'ada', rev: 1, hash: 'h' } as const;
  assert.deepEqual(call.desk('save-content', note), ['content-saved']);
  assert.equal(call.desk('agree-privacy', { version: '2' }), 'call-ended');
  assert.equal(call.desk('add-leg', { party: 'kim', leg: 'leg-2', kind: 'browser' }), 'call-ended');
  assert.equal(call.kim('take-over', { leg: 'leg-kim' }), 'call-ended');
  assert.equal(call.desk('report-absence', { party: 'kim' }), 'not-a-party');
});
