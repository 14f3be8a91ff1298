import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grantsFor } from '../index.js';
import type { Call } from '../call.test.support.js';
import { ben, connected, queued, withVideo } from '../call.test.support.js';

const on = { camera: true } as const;
const agree = { agree: true, camera: true } as const;

/** Whose camera is let through: Ada's, Kim's. */
const cameras = (call: Call) =>
  ['ada', 'kim'].map((who) => {
    const party = who === 'kim' ? call.contact : call.party(who);
    return grantsFor(call.state, party.legs[0]?.id ?? '')?.sources.includes('camera');
  });

test('a call begins with voice: no camera is let through', () => {
  assert.deepEqual(cameras(connected()), [false, false]);
});

test('the agent asks, the contact agrees, and both are seen', () => {
  const call = connected();
  assert.deepEqual(call.ada('enable-video', on), ['video-requested']);
  assert.deepEqual(cameras(call), [false, false], 'asking shows nobody');
  assert.deepEqual(call.kim('answer-video', agree), ['video-enabled']);
  assert.deepEqual(cameras(call), [true, true]);
});

test('the contact asks, and the agent agrees', () => {
  const call = connected();
  assert.deepEqual(call.kim('enable-video', on), ['video-requested']);
  assert.equal(call.kim('answer-video', agree), 'not-asked-of-you');
  assert.deepEqual(call.ada('answer-video', agree), ['video-enabled']);
  assert.deepEqual(cameras(call), [true, true]);
});

test('everybody decides about their own camera: one may see without being seen', () => {
  const call = connected();
  call.ada('enable-video', on);
  call.kim('answer-video', { agree: true, camera: false });
  assert.deepEqual(cameras(call), [true, false]);
  assert.deepEqual(call.kim('set-camera', { on: true }), ['camera-set']);
  assert.deepEqual(cameras(call), [true, true]);
  const other = connected();
  other.ada('enable-video', { camera: false });
  other.kim('answer-video', agree);
  assert.deepEqual(cameras(other), [false, true]);
});

test('a request may be declined by the other side, cancelled by the own, and asked again', () => {
  const call = connected();
  call.ada('enable-video', on);
  assert.equal(call.ada('enable-video', on), 'video-already-asked');
  assert.equal(call.kim('cancel-video-request'), 'not-asked-by-you');
  assert.deepEqual(call.kim('answer-video', { agree: false, camera: true }), ['video-request-ended']);
  assert.equal(call.state.video.phase, 'off');
  call.ada('enable-video', on);
  assert.deepEqual(call.ada('cancel-video-request'), ['video-request-ended']);
  assert.equal(call.kim('answer-video', agree), 'nothing-asked');
  assert.deepEqual(cameras(call), [false, false]);
});

test('a request lapses after its time, and not before', () => {
  const call = connected();
  call.now = 1_000;
  call.ada('enable-video', on);
  call.now = 30_999;
  assert.equal(call.desk('lapse-video-request'), 'nothing-asked');
  assert.deepEqual(call.wait('video'), ['video-request-ended']);
  assert.equal(call.now, 31_000);
  assert.equal(call.kim('answer-video', agree), 'nothing-asked');
});

test('when both press at once they have agreed', () => {
  const call = connected();
  call.ada('enable-video', on);
  assert.deepEqual(call.kim('enable-video', { camera: false }), ['video-enabled']);
  assert.deepEqual(cameras(call), [true, false]);
});

test("after the agent's Disable, Enable restarts in one press with what the contact had chosen", () => {
  const call = withVideo();
  assert.deepEqual(call.ada('disable-video'), ['video-disabled']);
  assert.deepEqual(cameras(call), [false, false]);
  assert.deepEqual(call.ada('enable-video', on), ['video-enabled']);
  const last = call.facts.at(-1);
  assert.ok(last?.type === 'video-enabled' && last.data.restarted, 'a restart is told as one');
  assert.deepEqual(cameras(call), [true, true]);
});

test('what the contact did not show before does not show after a restart', () => {
  const call = connected();
  call.ada('enable-video', on);
  call.kim('answer-video', { agree: true, camera: false });
  call.ada('disable-video');
  call.ada('enable-video', on);
  assert.deepEqual(cameras(call), [true, false]);
});

test("after the contact's own Disable they are asked again", () => {
  const call = withVideo();
  assert.deepEqual(call.kim('disable-video'), ['video-disabled']);
  assert.deepEqual(call.ada('enable-video', on), ['video-requested']);
  assert.deepEqual(cameras(call), [false, false]);
});

test('after the contact has switched their own camera off they are asked again', () => {
  const call = withVideo();
  call.kim('set-camera', { on: false });
  assert.deepEqual(cameras(call), [true, false]);
  call.ada('disable-video');
  assert.deepEqual(call.ada('enable-video', on), ['video-requested']);
});

test('a contact who asks after a Disable still needs the agent', () => {
  const call = withVideo();
  call.ada('disable-video');
  assert.deepEqual(call.kim('enable-video', on), ['video-requested']);
  assert.deepEqual(cameras(call), [false, false]);
});

test('what the contact says last about their camera counts, also when their request came to nothing', () => {
  const call = withVideo();
  call.ada('disable-video');
  call.kim('enable-video', { camera: false });
  call.wait('video');
  assert.deepEqual(call.ada('enable-video', on), ['video-enabled']);
  assert.deepEqual(cameras(call), [true, false]);
});

test('a contact who takes their request back is asked again', () => {
  const call = withVideo();
  call.ada('disable-video');
  call.kim('enable-video', on);
  call.kim('cancel-video-request');
  assert.deepEqual(call.ada('enable-video', on), ['video-requested']);
});

test('consent is for the agent it was given to: the next one asks', () => {
  const call = withVideo();
  call.ada('disable-video');
  const { id } = call.party('ada');
  call.desk('report-absence', { party: id });
  call.wait(`lost/${id}`);
  call.desk('offer', { assignment: 'offer-2', agent: 'ben' });
  call.ask(ben, 'accept', { assignment: 'offer-2' });
  assert.deepEqual(call.ask(ben, 'enable-video', on), ['video-requested']);
});

test('video is for a call that is on, and for those in it', () => {
  assert.equal(queued().kim('enable-video', on), 'not-connected');
  assert.equal(connected().ask(ben, 'enable-video', on), 'not-a-party');
  assert.equal(withVideo().kim('enable-video', on), 'video-already-on');
  assert.equal(connected().ada('disable-video'), 'video-not-on');
  assert.equal(connected().kim('set-camera', { on: true }), 'video-not-on');
});

test('on hold nobody asks or agrees; declining is always possible', () => {
  const call = connected();
  call.ada('hold');
  assert.equal(call.ada('enable-video', on), 'on-hold');
  assert.equal(call.kim('enable-video', on), 'on-hold');
  const three = connected();
  const { id } = three.join('ben');
  three.kim('enable-video', on);
  three.ada('hold', { party: id });
  assert.equal(three.ask(ben, 'answer-video', agree), 'on-hold');
  assert.deepEqual(three.ask(ben, 'answer-video', { agree: false, camera: true }), ['video-request-ended']);
});

test('Hold lets no picture through, and Unhold shows what was agreed', () => {
  const call = withVideo();
  call.ada('hold');
  assert.equal(cameras(call)[1], false);
  call.ada('unhold');
  assert.deepEqual(cameras(call), [true, true]);
});

test('a request ends with the call, and with whoever asked', () => {
  const call = connected();
  call.kim('enable-video', on);
  assert.deepEqual(call.kim('disconnect'), ['video-request-ended', 'ended', 'wrap-up-started']);
  const three = connected();
  three.join('ben');
  three.ada('enable-video', on);
  assert.deepEqual(three.ada('disconnect').slice(0, 2), ['video-request-ended', 'party-left']);
  assert.equal(three.state.video.phase, 'off');
});

test('who leaves a video takes their camera along, and the others stay', () => {
  const call = withVideo();
  call.join('ben');
  call.ask(ben, 'set-camera', { on: true });
  const { id } = call.party('ada');
  call.ada('disconnect');
  assert.deepEqual([call.state.video.phase, id in call.state.video.cameras], ['on', false]);
  assert.deepEqual(call.state.video.cameras, { kim: true, ben: true });
});
