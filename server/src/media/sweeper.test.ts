import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Lab } from './testing/lab.js';
import { eventually, startGate, useLab } from './testing/lab.js';
import { enter } from './testing/raw-client.js';

describe('the sweep', () => {
  const getLab = useLab();
  let lab: Lab;
  before(() => {
    lab = getLab();
  });

  const exists = async (room: string) => (await lab.rooms.listRooms([room])).length === 1;

  it('makes the missing rooms of live calls and deletes those of ended ones, and leaves others alone', async () => {
    const live = lab.desk.connect();
    const ended = lab.desk.connect();
    lab.desk.press(ended.id, { type: 'disconnect', data: {} });
    await eventually('settled', () => lab.gate.media.status().reconciling === 0 || undefined);
    await lab.rooms.createRoom({ name: ended.room });
    await lab.rooms.createRoom({ name: 'of-somebody-else' });
    const sweeping = await startGate(lab.livekit, lab.desk, { sweepMs: 50 });
    await eventually('made', async () => (await exists(live.room)) || undefined);
    await eventually('deleted', async () => !(await exists(ended.room)) || undefined);
    assert.ok(await exists('of-somebody-else'));
    await sweeping.kill();
  });

  it('corrects what no event has told', async () => {
    const call = lab.desk.connect();
    const session = await enter(lab.gate.url, await lab.token(call.id, call.contact.leg));
    await session.joined();
    await eventually('settled', () => lab.gate.media.status().reconciling === 0 || undefined);
    const permission = { canPublish: true, canSubscribe: true, canPublishData: true };
    await lab.rooms.updateParticipant(call.room, call.contact.leg, { permission });
    const sweeping = await startGate(lab.livekit, lab.desk, { sweepMs: 50 });
    await eventually('corrected', async () => {
      const now = (await lab.rooms.getParticipant(call.room, call.contact.leg)).permission;
      return now?.canPublishSources.length === 1 || undefined;
    });
    await sweeping.kill();
    session.end();
  });

  it('is done by the desk that has the lease', async () => {
    const call = lab.desk.connect();
    const asked: string[] = [];
    const lease = async (name: string) => {
      asked.push(name);
      return false;
    };
    const idle = await startGate(lab.livekit, lab.desk, { sweepMs: 10, lease });
    await eventually('asked', () => asked.length > 3 || undefined);
    assert.equal(await exists(call.room), false);
    await idle.kill();
  });
});
