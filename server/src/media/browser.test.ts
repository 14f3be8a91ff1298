import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { TrackSource } from 'livekit-server-sdk';
import { grantsFor } from 'video-session-window/interaction';
import { createLiveKit } from './livekit.js';
import { createNodes } from './nodes.js';
import { connect, inPage, publish, startPages } from './testing/browser.js';
import type { Lab, OwnLiveKit } from './testing/lab.js';
import { eventually, openLab, ownLiveKit, startGate, tokenFor } from './testing/lab.js';

const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
const livekitOf = ({ livekit: { httpUrl: url, key: apiKey, secret: apiSecret } }: Lab) =>
  createLiveKit(createNodes({ url, apiKey, apiSecret }), silentLog);

const NOT_ALLOWED = 0;
const PARTICIPANT_REMOVED = 4;

describe('a browser behind the gate', () => {
  let livekit: OwnLiveKit;
  let pages: Awaited<ReturnType<typeof startPages>>;
  let lab: Lab;
  before(async () => {
    [livekit, pages] = await Promise.all([ownLiveKit(), startPages()]);
    lab = await openLab(livekit);
  });
  after(async () => {
    await pages.close();
    await lab.close();
    await livekit.dispose();
  });

  type Call = ReturnType<Lab['desk']['connect']>;

  async function opened(
    call: Call,
    who: 'agent' | 'contact',
    gate = lab.gate,
  ): Promise<{ page: Page; token: string }> {
    const page = await pages.open();
    const token = await tokenFor(gate.media, lab.desk, call.id, call[who].leg);
    assert.deepEqual(await connect(page, gate.url, token), { ok: true });
    return { page, token };
  }

  const tracksOf = async (call: Call, who: 'agent' | 'contact') =>
    (await lab.rooms.getParticipant(call.room, call[who].leg)).tracks.length;
  const happened = (page: Page, name: string) =>
    eventually(
      name,
      async () => (await inPage(page, (state) => state.events)).find((event) => event.name === name),
      30_000,
    );
  const close = (...all: { page: Page }[]) => Promise.all(all.map(({ page }) => page.context().close()));

  it('may show only the microphone while the call is a voice call', async () => {
    const call = lab.desk.connect();
    const contact = await opened(call, 'contact');
    assert.equal(await publish(contact.page, 'microphone'), 'published');
    assert.match(await publish(contact.page, 'camera'), /insufficient permissions/);
    await eventually('one track', async () => (await tracksOf(call, 'contact')) === 1 || undefined);
    await close(contact);
  });

  it('may show its camera once both sides agreed, and not a moment longer', async () => {
    const call = lab.desk.connect();
    const [agent, contact] = [await opened(call, 'agent'), await opened(call, 'contact')];
    lab.desk.press(call.id, { type: 'enable-video', data: { camera: false } });
    lab.desk.run(
      call.id,
      { type: 'answer-video', data: { agree: true, camera: true } },
      { kind: 'contact', party: call.contact.party },
    );
    await eventually(
      'allowed',
      async () => (await publish(contact.page, 'camera')) === 'published' || undefined,
    );
    const seen = () => inPage(agent.page, (state) => state.tracks.some(({ source }) => source === 'camera'));
    await eventually('seen', async () => (await seen()) || undefined);
    // Taking down what may not be published touches nothing that may.
    assert.equal(await publish(contact.page, 'microphone'), 'published');
    const grants = grantsFor(lab.desk.state(call.id), call.contact.leg);
    assert.ok(grants);
    const sources = async () =>
      (await lab.rooms.getParticipant(call.room, call.contact.leg)).tracks.map(({ source }) => source);
    await eventually('both', async () => (await sources()).length === 2 || undefined);
    await livekitOf(lab).takeDown(call.contact.leg, grants);
    assert.equal((await sources()).length, 2);
    // The agent chose not to be seen.
    assert.match(await publish(agent.page, 'camera'), /insufficient permissions/);
    lab.desk.press(call.id, { type: 'disable-video', data: {} });
    await eventually(
      'taken down',
      async () => (await sources()).join() === String(TrackSource.MICROPHONE) || undefined,
    );
    await eventually('settled', () => lab.gate.media.status().reconciling === 0 || undefined);
    assert.deepEqual(await sources(), [TrackSource.MICROPHONE]);
    await close(agent, contact);
  });

  it('hears and says nothing when a held contact reloads with the token of before', async () => {
    const call = lab.desk.connect();
    const agent = await opened(call, 'agent');
    assert.equal(await publish(agent.page, 'microphone'), 'published');
    const contact = await opened(call, 'contact');
    await eventually(
      'heard',
      async () => (await inPage(contact.page, (state) => state.tracks.length)) || undefined,
    );
    lab.desk.press(call.id, { type: 'hold', data: {} });
    await contact.page.reload();
    assert.deepEqual(await connect(contact.page, lab.gate.url, contact.token), { ok: true });
    assert.match(await publish(contact.page, 'microphone'), /insufficient permissions/);
    assert.match(await publish(contact.page, 'camera'), /insufficient permissions/);
    assert.deepEqual(await inPage(contact.page, (state) => state.tracks), []);
    assert.deepEqual(await inPage(agent.page, (state) => state.tracks), []);
    assert.equal(await tracksOf(call, 'contact'), 0);
    lab.desk.press(call.id, { type: 'unhold', data: {} });
    await eventually(
      'heard again',
      async () => (await inPage(contact.page, (state) => state.tracks.length)) || undefined,
    );
    await close(agent, contact);
  });

  it('reconnects with LiveKit’s own tokens and still may only what the state says', async () => {
    const call = lab.desk.connect();
    const contact = await opened(call, 'contact');
    assert.equal(await publish(contact.page, 'microphone'), 'published');
    await inPage(contact.page, (state) => state.room.simulateScenario('signal-reconnect'));
    await happened(contact.page, 'reconnected');
    lab.desk.press(call.id, { type: 'hold', data: {} });
    await inPage(contact.page, (state) => {
      state.events.length = 0;
      return state.room.simulateScenario('full-reconnect');
    });
    await happened(contact.page, 'reconnected');
    const permissions = await inPage(contact.page, (state) => state.room.localParticipant.permissions);
    assert.deepEqual([permissions?.canPublish, permissions?.canSubscribe], [false, false]);
    assert.equal(await tracksOf(call, 'contact'), 0);
    await close(contact);
  });

  it('is told that it was removed, and that it may not come back', async () => {
    const call = lab.desk.connect();
    const agent = await opened(call, 'agent');
    lab.desk.append(call.id, [{ type: 'party-left', data: { party: call.agent.party, why: 'removed' } }]);
    assert.equal((await happened(agent.page, 'disconnected')).detail, PARTICIPANT_REMOVED);
    const again = await connect(agent.page, lab.gate.url, agent.token);
    assert.deepEqual(again, {
      ok: false,
      reason: NOT_ALLOWED,
      status: 403,
      message: 'could not establish signal connection: not-a-party',
    });
    await close(agent);
  });

  it('gives up when the gate refuses its reconnect', async () => {
    // LiveKit does not hear of it: only the socket is cut, and the gate says no.
    const gate = await startGate(livekit, lab.desk);
    const agent = await opened(lab.desk.connect(), 'agent', gate);
    await gate.kill();
    const refusing = await startGate(livekit, lab.desk, { port: gate.port, originAllowed: () => false });
    assert.equal((await happened(agent.page, 'disconnected')).detail, undefined);
    await refusing.kill();
    await close(agent);
  });

  it('comes back by itself after the gate was killed, with its media untouched', async () => {
    const call = lab.desk.connect();
    const gate = await startGate(livekit, lab.desk);
    const [agent, contact] = [await opened(call, 'agent', gate), await opened(call, 'contact', gate)];
    assert.equal(await publish(agent.page, 'microphone'), 'published');
    await eventually(
      'heard',
      async () => (await inPage(contact.page, (state) => state.tracks.length)) || undefined,
    );
    await gate.kill();
    await Promise.all([
      happened(agent.page, 'signal-reconnecting'),
      happened(contact.page, 'signal-reconnecting'),
    ]);
    const back = await startGate(livekit, lab.desk, { port: gate.port });
    await Promise.all([happened(agent.page, 'reconnected'), happened(contact.page, 'reconnected')]);
    const names = await inPage(contact.page, (state) => state.events.map(({ name }) => name));
    assert.ok(!names.includes('reconnecting') && !names.includes('disconnected'), names.join());
    await close(agent, contact);
    await back.kill();
  });

  it('comes back by itself after LiveKit was killed', async () => {
    const call = lab.desk.connect();
    const contact = await opened(call, 'contact');
    assert.equal(await publish(contact.page, 'microphone'), 'published');
    await livekit.kill();
    const page = await pages.open();
    const late = await connect(page, lab.gate.url, contact.token);
    assert.ok(!late.ok && late.reason !== NOT_ALLOWED);
    await livekit.start();
    await happened(contact.page, 'reconnected');
    await eventually('one track', async () => (await tracksOf(call, 'contact')) === 1 || undefined);
    await close(contact, { page });
  });
});
