import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DisconnectReason } from '@livekit/protocol';
import { agentsIn } from 'video-session-window/interaction';
import { memoryDatabase } from '../testing/databases.js';
import { World } from '../testing/world.js';
import type { Gate, LabLiveKit } from './testing/lab.js';
import { eventually, sharedLiveKit, startGate } from './testing/lab.js';
import { enter, join, RawSession } from './testing/raw-client.js';

describe('the gate over the real desk', () => {
  let livekit: LabLiveKit & { dispose(): Promise<void> };
  let world: World;
  let gate: Gate;
  before(async () => {
    livekit = await sharedLiveKit();
    world = await World.on(await memoryDatabase());
    gate = await startGate(livekit, world.desk);
  });
  after(async () => {
    await gate.kill();
    await world.dispose();
    await livekit.dispose();
  });

  const access = async (interaction: string, leg: string, holder: string, takeOver = false) => {
    const loaded = await world.desk.load(interaction);
    assert.ok(loaded);
    return (await gate.media.mintAccess(loaded, leg, { holder, takeOver })).token;
  };

  it('takes a call from the queue through hold and takeover to its end', async () => {
    const tenant = await world.tenant();
    const { agent, contact } = await tenant.connected();
    const id = contact.interaction;
    const loaded = await world.desk.load(id);
    const state = loaded?.state;
    const room = state?.rooms.main ?? '';
    const agentLeg = (state && agentsIn(state)[0]?.legs[0]?.id) ?? '';
    const contactLeg = state?.parties[0]?.legs[0]?.id ?? '';

    const contactToken = await access(id, contactLeg, 'phone');
    const phone = await enter(gate.url, contactToken);
    assert.equal((await phone.joined())?.participant?.permission?.canSubscribe, true);
    const desk = await enter(gate.url, await access(id, agentLeg, 'first-tab'));
    await desk.joined();

    const silent = phone.until((message) =>
      message.case === 'update' &&
      message.value.participants.some(
        (one) => one.identity === contactLeg && one.permission?.canSubscribe === false,
      )
        ? true
        : undefined,
    );
    await agent.send(id, { type: 'hold', data: {} });
    assert.equal(await silent, true);

    await assert.rejects(access(id, agentLeg, 'second-tab'), { code: 'open-elsewhere' });
    const taken = await access(id, agentLeg, 'second-tab', true);
    assert.equal((await desk.left())?.reason, DisconnectReason.PARTICIPANT_REMOVED);
    const second = await enter(gate.url, taken);
    assert.ok(await second.joined());

    await agent.send(id, { type: 'disconnect', data: {} });
    assert.equal((await phone.left())?.reason, DisconnectReason.ROOM_DELETED);
    await Promise.all([phone.closed, second.closed]);
    const late = await join(gate.url, contactToken);
    assert.ok(!(late instanceof RawSession));
    assert.deepEqual([late.status, late.body], [403, 'call-ended']);
    await eventually('idle', () => gate.media.status().reconciling === 0 || undefined);
    assert.equal((await world.desk.byRoom(room))?.state.phase, 'ended');
    assert.ok(!(await world.desk.live()).includes(id));
  });
});
