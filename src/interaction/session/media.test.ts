import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../index.js';
import { InteractionSession } from '../index.js';
import type { Scene } from '../../testing/index.js';
import { FakeMedia, FakeStorage, scene, settled } from '../../testing/index.js';
import { connectedState, scripted, snapshotOf } from './session.test.support.js';

const disconnect = { type: 'disconnect', data: {} } as const;
const hold = { type: 'hold', data: {} } as const;

/** What leaves the agent's page: microphone, camera. */
const sent = ({ media }: Scene) => {
  const room = media.agent.rooms.at(-1);
  return [room?.sends('microphone'), room?.sends('camera')];
};

for (const phase of ['connected', 'video'] as const) {
  for (const type of ['disconnect', 'end-for-everyone'] as const) {
    test(`${type} (${phase}) lets go of microphone and camera at the press, when the desk never answers too`, async () => {
      const made = await scene(phase);
      made.desk.holdAnswers();
      void made.session.request({ type, data: {} } as CommandBody);
      assert.equal(made.media.agent.devices.open, 0);
      assert.deepEqual(sent(made), [false, false]);
      assert.equal(made.session.state.media.connection.state, 'idle');
      await made.clock.advance(60_000);
      assert.equal(made.media.agent.devices.open, 0);
      made.dispose();
    });
  }
}

test('the contact who presses Disconnect is heard and seen no more at once', async () => {
  const { desk, contactSession, media, dispose } = await scene('video');
  desk.holdAnswers();
  void contactSession.request(disconnect);
  assert.equal(media.contact.devices.open, 0);
  dispose();
});

test('Hold takes sound and picture away at the press', async () => {
  const made = await scene('video');
  assert.deepEqual(sent(made), [true, true]);
  made.desk.holdAnswers();
  void made.session.request(hold);
  assert.deepEqual(sent(made), [false, false]);
  made.dispose();
});

test('Disable takes the own picture away at the press, and leaves the sound', async () => {
  const made = await scene('video');
  made.desk.holdAnswers();
  void made.session.request({ type: 'disable-video', data: {} });
  assert.deepEqual(sent(made), [true, false]);
  made.dispose();
});

test('the own camera goes off at the press, and the rest of the video stays', async () => {
  const made = await scene('video');
  made.desk.holdAnswers();
  void made.session.request({ type: 'set-camera', data: { on: false } });
  assert.deepEqual(sent(made), [true, false]);
  assert.equal(made.media.contact.rooms.at(-1)?.sends('camera'), true);
  made.dispose();
});

test('the camera opens with the fact, not with the press', async () => {
  const made = await scene('asked-by-agent');
  assert.deepEqual(sent(made), [true, false]);
  await made.contactSession.request({ type: 'answer-video', data: { agree: true, camera: false } });
  await settled();
  assert.deepEqual(sent(made), [true, true]);
  assert.equal(made.media.contact.rooms.at(-1)?.sends('camera'), false);
  made.dispose();
});

test('Enable after Disable shows both again in one press; a camera switched off stays off', async () => {
  const made = await scene('video-stopped');
  await made.session.request({ type: 'enable-video', data: { camera: false } });
  await settled();
  assert.deepEqual(sent(made), [true, false]);
  assert.equal(made.media.contact.rooms.at(-1)?.sends('camera'), true);
  await made.session.request({ type: 'set-camera', data: { on: true } });
  await settled();
  assert.deepEqual(sent(made), [true, true]);
  made.dispose();
});

for (const [command, after] of [
  [disconnect, [false, false]],
  [hold, [false, false]],
  [{ type: 'disable-video', data: {} }, [true, false]],
] as const) {
  test(`when ${command.type} could not be delivered, what was switched off stays off until it is switched on again`, async () => {
    const made = await scene('video');
    made.desk.refuseNext('not-sent');
    assert.equal((await made.session.request(command)).ok, false);
    await settled();
    assert.deepEqual(sent(made), after);
    made.session.setIntent({ microphone: true, camera: true });
    await settled();
    assert.deepEqual(sent(made), [true, true]);
    made.dispose();
  });
}

test('when the desk refuses Hold the call goes on as it stands', async () => {
  const made = await scene('connected');
  made.desk.refuseNext('already-held');
  await made.session.request(hold);
  assert.deepEqual(sent(made), [true, false]);
  made.dispose();
});

test('whoever waits or is on hold sends nothing, and is back with Unhold', async () => {
  const made = await scene('held');
  assert.deepEqual(sent(made), [false, false]);
  const onHold = made.media.contact.rooms.at(-1)?.intent;
  assert.deepEqual(
    [onHold?.microphone, onHold?.camera],
    [false, false],
    'the page does it too, not only the desk',
  );
  await made.session.request({ type: 'unhold', data: {} });
  await settled();
  assert.deepEqual(sent(made), [true, false]);
  const queued = await scene('queued');
  assert.equal(queued.media.contact.devices.open, 0);
  made.dispose();
  queued.dispose();
});

/** The same page again: same storage, a new session. */
async function reloaded({ desk, clock, media, interaction }: Scene, storage: FakeStorage) {
  const again = new FakeMedia({ clock, server: media.server });
  const session = new InteractionSession(interaction, {
    desk: desk.contact(interaction),
    media: again,
    storage,
    clock,
  });
  await settled();
  session.takeOver();
  await settled();
  return { session, media: again };
}

test('no room is entered before it is known whether one was muted', async () => {
  const storage = new FakeStorage();
  await storage.set('intent/call', '{"microphone":false}');
  const { desk, media, session } = scripted(storage);
  desk.say(snapshotOf(await connectedState()));
  const again = scripted(storage);
  again.desk.say(snapshotOf(session.state.interaction ?? assert.fail()));
  assert.deepEqual([again.media.rooms.length, again.session.state.intent.microphone], [0, true]);
  await settled();
  assert.deepEqual(
    again.media.rooms.map((room) => room.intent.microphone),
    [false],
  );
  assert.equal(media.rooms.length, 1);
  session.dispose();
  again.session.dispose();
});

test('taking over is asked for once: later access never takes the call from another tab again', async () => {
  const { desk, media, session } = scripted();
  desk.say(snapshotOf(await connectedState()));
  await settled();
  session.takeOver();
  await settled();
  media.server.remove(media.rooms.at(-1)?.leg ?? '');
  await settled();
  assert.deepEqual(desk.accesses, [false, true, false]);
  session.dispose();
});

test('the own camera switched off in one video is on again when one asks for the next with it', async () => {
  const made = await scene('video');
  await made.session.request({ type: 'set-camera', data: { on: false } });
  await made.session.request({ type: 'disable-video', data: {} });
  await made.session.request({ type: 'enable-video', data: { camera: true } });
  await settled();
  assert.deepEqual(sent(made), [true, true]);
  made.dispose();
});

test('muted stays muted over a reload, also for the first moment', async () => {
  const made = await scene('connected');
  made.contactSession.setIntent({ microphone: false, facing: 'environment', devices: { camera: 'usb' } });
  await settled();
  made.contactSession.dispose();
  let heard = false;
  const stop = made.session.subscribe(({ media }) => {
    heard ||= media.remote.some((leg) => leg.microphone);
  });
  const { session, media } = await reloaded(made, made.storage.contact);
  assert.equal(session.state.media.connection.state, 'connected');
  assert.deepEqual(session.state.intent, {
    microphone: false,
    camera: true,
    facing: 'environment',
    devices: { camera: 'usb' },
  });
  assert.deepEqual([heard, media.devices.open], [false, 0]);
  stop();
  session.dispose();
  made.dispose();
});

test('who mutes before the storage has answered is muted, and keeps what else they had chosen', async () => {
  const made = await scene('connected');
  made.contactSession.setIntent({ facing: 'environment' });
  await settled();
  made.contactSession.dispose();
  const { contact } = made.storage;
  const quick = new InteractionSession(made.interaction, {
    desk: made.desk.contact(),
    media: new FakeMedia({ clock: made.clock }),
    storage: contact,
    clock: made.clock,
  });
  quick.setIntent({ microphone: false });
  await settled();
  assert.deepEqual([quick.state.intent.microphone, quick.state.intent.facing], [false, 'environment']);
  quick.dispose();
  const { session } = await reloaded(made, contact);
  assert.deepEqual([session.state.intent.microphone, session.state.intent.facing], [false, 'environment']);
  session.dispose();
  made.dispose();
});

test('what was stored by something else is as good as nothing', async () => {
  for (const text of [
    '{',
    'null',
    '[]',
    '{"microphone":"yes","facing":"up","devices":{"camera":7,"x":"y"}}',
  ]) {
    const storage = new FakeStorage();
    const made = await scene('connected');
    await storage.set(`intent/${made.interaction}`, text);
    const { session } = await reloaded(made, storage);
    assert.deepEqual(session.state.intent, { microphone: true, camera: true, facing: 'user', devices: {} });
    session.dispose();
    made.dispose();
  }
});

test('nothing of a call is remembered once it is over', async () => {
  const made = await scene('connected');
  made.contactSession.setIntent({ microphone: false });
  await settled();
  assert.deepEqual(await made.storage.contact.keys(''), [`intent/${made.interaction}`]);
  await made.session.request(disconnect);
  await settled();
  assert.deepEqual(await made.storage.contact.keys(''), []);
  made.dispose();
});

test('a second tab of the same person says so, and may take the call over', async () => {
  const made = await scene('connected');
  const media = new FakeMedia({ clock: made.clock, server: made.media.server });
  const ports = { desk: made.desk.contact(), media, storage: new FakeStorage(), clock: made.clock };
  const tab = new InteractionSession(made.interaction, ports);
  await settled();
  assert.deepEqual(tab.state.media.connection, { state: 'refused', code: 'open-elsewhere' });
  tab.takeOver();
  await settled();
  assert.equal(tab.state.media.connection.state, 'connected');
  assert.deepEqual(made.contactSession.state.media.connection, { state: 'refused', code: 'open-elsewhere' });
  assert.equal(made.media.contact.devices.open, 0);
  tab.dispose();
  made.dispose();
});

test('an element that fails never keeps the microphone open', async () => {
  const made = await scene('connected');
  const surfaced: unknown[] = [];
  // The test runner would take an uncaught error for the test's own.
  const runners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (error) => surfaced.push(error));
  made.session.subscribe(() => {
    throw new Error('a broken element');
  });
  made.desk.holdAnswers();
  void made.session.request(disconnect);
  assert.equal(made.media.agent.devices.open, 0);
  await settled();
  process.removeAllListeners('unhandledRejection');
  for (const runner of runners) process.on('unhandledRejection', runner);
  assert.ok(surfaced.length > 0, 'the error is seen');
  made.dispose();
});

test('a session that is disposed of leaves the room, hears nothing and asks nothing', async () => {
  const made = await scene('video');
  const { session, desk, media } = made;
  session.subscribe(() => assert.fail('heard after disposal'));
  session.onFact(() => assert.fail('a fact after disposal'));
  session.dispose();
  session.dispose();
  assert.equal(media.agent.devices.open, 0);
  assert.equal((await session.request(hold)).ok, false);
  await made.contactSession.request({ type: 'disable-video', data: {} });
  assert.equal(
    desk.facts().some((fact) => fact.type === 'held'),
    false,
  );
  assert.equal(desk.state().phase, 'connected');
  made.dispose();
});
