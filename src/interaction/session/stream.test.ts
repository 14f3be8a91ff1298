import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Content, Fact, Interaction, StreamMessage } from '../index.js';
import { textOf } from '../index.js';
import { settled } from '../../testing/index.js';
import { connectedState, scripted, snapshotOf } from './session.test.support.js';

const name = (value: string, rev: number): Content => ({ kind: 'name', key: 'kim', rev, at: 0, value });

/** A connected call as its agent would be told it, and a fact that follows. */
async function told() {
  const state = await connectedState();
  const snapshot = (change: Partial<Interaction> = {}, contents: readonly Content[] = []) =>
    snapshotOf({ ...state, ...change }, contents);
  const party = state.parties[0]?.id ?? '';
  const meta = { id: 'f', v: 1, at: state.createdAt + 1, actor: { kind: 'agent' } } as const;
  const fact = (type: 'held' | 'unheld', seq: number): StreamMessage => {
    const it: Fact = { ...meta, type, seq, data: { party } };
    return { type: 'fact', interaction: 'call', fact: it, contents: [] };
  };
  return { snapshot, fact, seq: state.seq };
}

test('a snapshot after a gap replaces all that was known', async () => {
  const { snapshot, fact, seq } = await told();
  const { desk, session } = scripted();
  desk.say(snapshot({}, [name('Kim', 1), { ...name('old', 1), key: 'gone' }]));
  desk.say(fact('held', seq + 1));
  desk.say({ type: 'waiting', interaction: 'call', waiting: { position: 1 } });
  assert.equal(session.state.interaction?.parties[0]?.held, true);
  desk.say(snapshot({ seq: seq + 7 }, [name('Kim S.', 3)]));
  assert.equal(session.state.interaction?.seq, seq + 7);
  assert.equal(session.state.interaction?.parties[0]?.held, false);
  assert.equal(session.state.waiting, undefined);
  assert.deepEqual(
    [textOf(session.state.contents, 'name', 'kim'), textOf(session.state.contents, 'name', 'gone')],
    ['Kim S.', undefined],
  );
  session.dispose();
});

test('a fact that was heard before, or comes too early, changes nothing', async () => {
  const { snapshot, fact, seq } = await told();
  const { desk, session } = scripted();
  const heard: number[] = [];
  session.onFact((one) => heard.push(one.seq));
  desk.say(fact('held', seq + 1));
  desk.say(snapshot());
  desk.say(fact('held', seq + 1));
  desk.say(fact('unheld', seq + 1));
  desk.say(fact('unheld', seq + 3));
  assert.deepEqual(heard, [seq + 1]);
  assert.equal(session.state.interaction?.parties[0]?.held, true);
  session.dispose();
});

test('a fact of a kind this page does not know only takes its place', async () => {
  const { snapshot, fact, seq } = await told();
  const { desk, session } = scripted();
  desk.say(snapshot());
  desk.say({ type: 'skipped', interaction: 'call', seq: seq + 1 });
  desk.say(fact('held', seq + 2));
  assert.equal(session.state.interaction?.seq, seq + 2);
  assert.equal(session.state.interaction?.parties[0]?.held, true);
  session.dispose();
});

test('a command is done once its last fact is here, also when a snapshot or a skipped fact brings it', async () => {
  const { snapshot, seq } = await told();
  const { desk, session } = scripted();
  desk.say(snapshot());
  for (const bring of [
    snapshot({ seq: seq + 1 }),
    { type: 'skipped', interaction: 'call', seq: seq + 2 } as const,
  ]) {
    void session.request({ type: 'enable-video', data: { camera: true } });
    desk.answer({ ok: true, seq: (session.state.interaction?.seq ?? 0) + 1 });
    await settled();
    assert.equal(session.state.pending.length, 1);
    desk.say(bring);
    assert.equal(session.state.pending.length, 0);
  }
  session.dispose();
});

test('nothing stays busy after the desk has closed the topic', async () => {
  const { snapshot, seq } = await told();
  const { desk, session } = scripted();
  desk.say(snapshot());
  void session.request({ type: 'disconnect', data: {} });
  desk.answer({ ok: true, seq: seq + 5 });
  await settled();
  desk.say({ type: 'closed', interaction: 'call', why: 'left' });
  assert.deepEqual([session.state.pending, session.state.closed], [[], 'left']);
  desk.say(snapshot());
  assert.equal(session.state.closed, undefined);
  session.dispose();
});

test('call control carries a deadline of ten seconds, what has to be delivered carries none', async () => {
  const { snapshot } = await told();
  const { desk, session } = scripted();
  desk.say(snapshot());
  void session.request({ type: 'hold', data: {} });
  void session.request({ type: 'disconnect', data: {} });
  assert.deepEqual(
    desk.sent.map(({ type, deadline }) => [type, deadline]),
    [
      ['hold', 10_000],
      ['disconnect', undefined],
    ],
  );
  assert.notEqual(desk.sent[0]?.id, desk.sent[1]?.id);
  session.dispose();
});
