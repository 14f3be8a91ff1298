import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SessionState } from '../index.js';
import { scene, settled } from '../../testing/index.js';

test('an agent begins not ready, and an offer brings its session', async () => {
  const { agentSession, session, dispose } = await scene('queued');
  assert.equal(agentSession.state.view?.state, 'not-ready');
  assert.deepEqual(agentSession.sessions, []);
  await agentSession.request({ type: 'set-ready' });
  assert.equal(agentSession.state.view?.state, 'ringing');
  assert.deepEqual(agentSession.sessions, [session]);
  dispose();
});

test('what an agent may not do says why, until it is tried again or put away', async () => {
  const { agentSession, dispose } = await scene('connected');
  const asked = agentSession.request({ type: 'log-out' });
  assert.equal(agentSession.state.busy, true);
  assert.deepEqual(await asked, { ok: false, code: 'agent-in-call' });
  assert.deepEqual([agentSession.state.busy, agentSession.state.failure], [false, 'agent-in-call']);
  await agentSession.request({ type: 'set-next', ready: false, reason: 'break' });
  assert.equal(agentSession.state.failure, undefined);
  await agentSession.request({ type: 'log-out' });
  agentSession.dismiss();
  assert.equal(agentSession.state.failure, undefined);
  dispose();
});

test('a session hears its last fact before it ends with Mark Done', async () => {
  const { agentSession, session, dispose } = await scene('wrap-up');
  const types: string[] = [];
  let last: SessionState | undefined;
  session.onFact((fact) => types.push(fact.type));
  session.subscribe((state) => {
    last = state;
  });
  const assignment = session.state.interaction?.assignments[0]?.id ?? '';
  const outcome = await session.request({ type: 'mark-done', data: { assignment } });
  assert.deepEqual([outcome.ok, types, last?.closed], [true, ['assignment-done'], 'done']);
  assert.deepEqual(agentSession.sessions, []);
  dispose();
});

test('an interaction offered again gets a new session', async () => {
  const { agentSession, session, interaction, desk, dispose } = await scene('declined');
  assert.deepEqual(agentSession.sessions, []);
  await agentSession.request({ type: 'set-ready' });
  await settled();
  const again = agentSession.session(interaction);
  assert.notEqual(again, session);
  assert.deepEqual(agentSession.sessions, [again]);
  await settled();
  const assignment = desk.state().assignments.at(-1)?.id ?? '';
  assert.equal((await again.request({ type: 'accept', data: { assignment } })).ok, true);
  dispose();
});

test('disposing of an agent leaves every room', async () => {
  const { agentSession, media, desk, dispose } = await scene('video');
  agentSession.dispose();
  assert.equal(media.agent.devices.open, 0);
  assert.equal(desk.state().phase, 'connected');
  dispose();
});

test('with a capacity of two, taking the second call puts the first on hold, and back', async () => {
  const people = [{ agent: 'ada', name: 'Ada', capacity: 2 }];
  const { agentSession, session, desk, media, interaction, dispose } = await scene('connected', {
    desk: { people },
  });
  const second = desk.calls.begin();
  await settled();
  const other = agentSession.session(second.interaction);
  await settled();
  assert.equal(desk.state(interaction).parties[0]?.held, false);
  const assignment = desk.state().assignments[0]?.id ?? '';
  assert.equal((await other.request({ type: 'accept', data: { assignment } })).ok, true);
  await settled();
  assert.deepEqual([desk.state(interaction).parties[0]?.held, desk.state().phase], [true, 'connected']);
  assert.deepEqual(
    media.agent.rooms.map((room) => room.sends('microphone')),
    [false, true],
  );
  assert.equal((await session.request({ type: 'unhold', data: {} })).ok, true);
  await settled();
  assert.deepEqual(
    media.agent.rooms.map((room) => room.sends('microphone')),
    [true, false],
  );
  assert.equal(desk.state().parties[0]?.held, true);
  dispose();
});
