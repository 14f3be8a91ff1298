import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact } from '../index.js';
import { contactOf } from '../index.js';
import { scene, settled } from '../../testing/index.js';

const hold = { type: 'hold', data: {} } as const;
const unhold = { type: 'unhold', data: {} } as const;
const enable = { type: 'enable-video', data: { camera: true } } as const;
const disconnect = { type: 'disconnect', data: {} } as const;

test('while Hold is on its way only Hold and Unhold are busy', async () => {
  const { session, desk, dispose } = await scene('connected');
  const release = desk.holdAnswers();
  const asked = session.request(hold);
  assert.deepEqual(
    session.state.pending.map(({ command }) => command.type),
    ['hold'],
  );
  assert.equal(session.refusal(hold), 'in-progress');
  assert.equal(session.refusal(unhold), 'in-progress');
  assert.equal(session.refusal(enable), undefined);
  assert.equal(session.refusal(disconnect), undefined);
  release();
  assert.equal((await asked).ok, true);
  dispose();
});

test('a button stays busy until its fact is here, and never shows the old state in between', async () => {
  const { session, desk, dispose } = await scene('connected');
  const seen: string[] = [];
  session.subscribe(({ pending, interaction }) => {
    const look = `${pending.length > 0 ? 'busy' : 'idle'} ${interaction && contactOf(interaction)?.held ? 'held' : 'talking'}`;
    if (seen.at(-1) !== look) seen.push(look);
  });
  const release = desk.holdAnswers();
  const asked = session.request(hold);
  await settled();
  release();
  await asked;
  await settled();
  // Whichever comes first, the answer or the fact: `idle talking` never follows `busy`.
  assert.equal(seen.includes('idle talking'), false);
  assert.deepEqual([seen[0], seen.at(-1)], ['busy talking', 'idle held']);
  dispose();
});

test('a command that failed shows its code, and goes away when the same is tried again', async () => {
  const { session, desk, dispose } = await scene('connected');
  desk.refuseNext('rate-limited');
  assert.deepEqual(await session.request(enable), { ok: false, code: 'rate-limited' });
  assert.deepEqual(
    session.state.failures.map(({ type, code }) => [type, code]),
    [['enable-video', 'rate-limited']],
  );
  assert.equal(session.state.pending.length, 0);
  assert.equal(session.state.interaction?.video.phase, 'off');
  await session.request(enable);
  assert.deepEqual(session.state.failures, []);
  dispose();
});

test('the same failure twice is shown once, and can be put away', async () => {
  const { session, dispose } = await scene('held');
  await session.request(hold);
  await session.request(hold);
  const [failure, ...others] = session.state.failures;
  assert.equal(failure?.code, 'already-held');
  assert.deepEqual(others, []);
  session.dismiss(failure?.id ?? '');
  assert.deepEqual(session.state.failures, []);
  dispose();
});

test('a failure of one button stays while another is pressed', async () => {
  const { session, desk, dispose } = await scene('connected');
  desk.refuseNext('rate-limited');
  await session.request(enable);
  await session.request(hold);
  assert.deepEqual(
    session.state.failures.map(({ type }) => type),
    ['enable-video'],
  );
  dispose();
});

test('a call control that cannot be sent says so, and is not done later', async () => {
  const { session, desk, dispose } = await scene('connected');
  desk.goOffline(true);
  assert.deepEqual(await session.request(enable), { ok: false, code: 'not-sent' });
  assert.equal(session.state.connection.state, 'retrying');
  desk.goOffline(false);
  await settled();
  assert.equal(session.state.connection.state, 'live');
  assert.equal(desk.state().video.phase, 'off');
  dispose();
});

test('Disconnect pressed while the desk is away is delivered when it is back', async () => {
  const { session, desk, dispose } = await scene('connected');
  desk.goOffline(true);
  const asked = session.request(disconnect);
  await settled();
  assert.equal(desk.state().phase, 'connected');
  desk.goOffline(false);
  assert.equal((await asked).ok, true);
  assert.equal(desk.state().endReason, 'agent');
  dispose();
});

test('every fact is told once and in order, with the state it led to', async () => {
  const { session, contactSession, dispose } = await scene('connected');
  const heard: (readonly [Fact['type'], boolean])[] = [];
  session.onFact((fact, state) => heard.push([fact.type, state.interaction?.seq === fact.seq]));
  const stop = contactSession.onFact(() => assert.fail('told after it stopped listening'));
  stop();
  await session.request(enable);
  await contactSession.request({ type: 'answer-video', data: { agree: true, camera: true } });
  await session.request(hold);
  assert.deepEqual(heard, [
    ['video-requested', true],
    ['video-enabled', true],
    ['held', true],
  ]);
  dispose();
});

test('two sessions in one page do not touch each other', async () => {
  const one = await scene('connected');
  const other = await scene('video', { call: { subject: 'Another' } });
  await one.session.request(hold);
  assert.equal(other.session.state.pending.length + other.session.state.failures.length, 0);
  assert.equal(other.session.state.interaction?.video.phase, 'on');
  one.dispose();
  assert.equal(other.session.state.media.connection.state, 'connected');
  assert.equal((await other.session.request(hold)).ok, true);
  other.dispose();
});

test('who is not in the call yet is refused here, without asking the desk', async () => {
  const { session, desk, dispose } = await scene('alerting');
  const before = desk.facts().length;
  assert.deepEqual(await session.request(hold), { ok: false, code: 'not-connected' });
  assert.equal(desk.facts().length, before);
  dispose();
});
