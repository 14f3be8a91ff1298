import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { DisconnectReason } from '@livekit/protocol';
import { AccessToken, TrackSource } from 'livekit-server-sdk';
import type { Lab } from './testing/lab.js';
import { eventually, startGate, useLab } from './testing/lab.js';
import { ask, enter, join, RawSession } from './testing/raw-client.js';

describe('whoever is not in a call now', () => {
  const getLab = useLab();
  let lab: Lab;
  before(() => {
    lab = getLab();
  });

  const inside = async (room: string) =>
    (await lab.rooms.listParticipants(room)).map(({ identity }) => identity);

  it('is removed at once and does not come back', async () => {
    const call = lab.desk.connect();
    const token = await lab.token(call.id, call.agent.leg);
    const session = await enter(lab.gate.url, token);
    const refresh = (await session.refreshed()) ?? '';
    lab.desk.append(call.id, [{ type: 'party-left', data: { party: call.agent.party, why: 'left' } }]);
    assert.equal((await session.left())?.reason, DisconnectReason.PARTICIPANT_REMOVED);
    await session.closed;
    assert.equal(lab.gate.media.status().tunnels, 0);
    for (const presented of [token, refresh]) {
      const outcome = await join(lab.gate.url, presented);
      assert.ok(!(outcome instanceof RawSession));
      assert.deepEqual([outcome.status, outcome.body], [403, 'not-a-party']);
    }
    assert.deepEqual(await inside(call.room), []);
  });

  it('is removed when only the connection was taken out of the call', async () => {
    const call = lab.desk.connect();
    lab.desk.append(call.id, [
      {
        type: 'leg-added',
        data: { party: call.agent.party, leg: { id: 'second-leg', room: call.room, kind: 'browser' } },
      },
    ]);
    const session = await enter(lab.gate.url, await lab.token(call.id, 'second-leg'));
    await session.joined();
    lab.desk.append(call.id, [{ type: 'leg-removed', data: { leg: 'second-leg' } }]);
    assert.equal((await session.left())?.reason, DisconnectReason.PARTICIPANT_REMOVED);
    await session.closed;
  });

  it('cannot enter a call that has ended, whatever token they kept', async () => {
    const call = lab.desk.connect();
    const tokens = [await lab.token(call.id, call.contact.leg), await lab.token(call.id, call.agent.leg)];
    const sessions = await Promise.all(tokens.map((token) => enter(lab.gate.url, token)));
    for (const session of sessions) tokens.push((await session.refreshed()) ?? '');
    lab.desk.press(call.id, { type: 'disconnect', data: {} });
    for (const session of sessions) {
      assert.equal((await session.left())?.reason, DisconnectReason.ROOM_DELETED);
      await session.closed;
    }
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const outcome = await join(lab.gate.url, tokens[attempt % 4] ?? '');
      assert.ok(!(outcome instanceof RawSession));
      assert.deepEqual([outcome.status, outcome.body], [403, 'call-ended']);
    }
    // Not even LiveKit itself, whose port is private, would bring the room back.
    assert.deepEqual(await lab.rooms.listRooms([call.room]), []);
    assert.equal((await ask(lab.livekit.httpUrl, tokens[2] ?? '')).status, 404);
  });

  it('is found and removed when they came past the gate', async () => {
    const call = lab.desk.connect();
    const session = await enter(lab.gate.url, await lab.token(call.id, call.contact.leg));
    await session.joined();
    const token = new AccessToken(lab.livekit.key, lab.livekit.secret, { identity: 'stranger', ttl: 60 });
    token.addGrant({ room: call.room, roomJoin: true });
    const stranger = await enter(lab.livekit.httpUrl, await token.toJwt());
    await stranger.joined();
    lab.desk.press(call.id, { type: 'hold', data: {} });
    assert.equal((await stranger.left())?.reason, DisconnectReason.PARTICIPANT_REMOVED);
    await eventually('alone', async () => (await inside(call.room)).join() === call.contact.leg || undefined);
    session.end();
  });

  it('gets back exactly what they may do when somebody else gave them more', async () => {
    const call = lab.desk.connect();
    const session = await enter(lab.gate.url, await lab.token(call.id, call.contact.leg));
    await session.joined();
    await eventually('settled', () => lab.gate.media.status().reconciling === 0 || undefined);
    const permission = {
      canPublish: true,
      canSubscribe: true,
      canPublishData: true,
      canUpdateMetadata: true,
    };
    await lab.rooms.updateParticipant(call.room, call.contact.leg, { permission });
    // A resume is one of the moments at which what is there is compared.
    const sid = (await session.joined())?.participant?.sid ?? '';
    const resumed = await enter(lab.gate.url, (await session.refreshed()) ?? '', { resume: sid });
    await eventually('corrected', async () => {
      const now = (await lab.rooms.getParticipant(call.room, call.contact.leg)).permission;
      return (
        (now?.canPublishSources.join() === String(TrackSource.MICROPHONE) && !now.canUpdateMetadata) ||
        undefined
      );
    });
    session.end();
    resumed.end();
  });

  it('is treated the same by several desks at once', async () => {
    const other = await startGate(lab.livekit, lab.desk);
    const call = lab.desk.connect();
    const [contact, agent] = [
      await enter(lab.gate.url, await lab.token(call.id, call.contact.leg)),
      await enter(other.url, await lab.token(call.id, call.agent.leg)),
    ];
    await Promise.all([contact.joined(), agent.joined()]);
    for (let round = 0; round < 5; round += 1) {
      lab.desk.press(call.id, { type: 'hold', data: {} });
      lab.desk.press(call.id, { type: 'unhold', data: {} });
    }
    lab.desk.press(call.id, { type: 'hold', data: {} });
    const idle = () => lab.gate.media.status().reconciling === 0 && other.media.status().reconciling === 0;
    await eventually('settled', () => idle() || undefined);
    const permissions = await lab.rooms.listParticipants(call.room);
    const subscribes = Object.fromEntries(
      permissions.map(({ identity, permission }) => [identity, permission?.canSubscribe]),
    );
    assert.deepEqual(subscribes, { [call.contact.leg]: false, [call.agent.leg]: true });
    lab.desk.press(call.id, { type: 'disconnect', data: {} });
    await Promise.all([contact.closed, agent.closed]);
    await eventually('idle again', () => idle() || undefined);
    await other.kill();
  });
});
