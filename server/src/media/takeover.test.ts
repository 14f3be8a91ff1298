import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { DisconnectReason } from '@livekit/protocol';
import { DeskError } from '../core/types.js';
import type { Lab } from './testing/lab.js';
import { eventually, useLab } from './testing/lab.js';
import { ask, enter, join, RawSession } from './testing/raw-client.js';

describe('one page per leg', () => {
  const getLab = useLab();
  let lab: Lab;
  before(() => {
    lab = getLab();
  });

  async function refusedWith(token: string, status: number, body: string) {
    const outcome = await join(lab.gate.url, token);
    assert.ok(!(outcome instanceof RawSession));
    assert.deepEqual([outcome.status, outcome.body], [status, body]);
    const answer = await ask(lab.gate.url, token);
    assert.deepEqual([answer.status, answer.body], [status, body]);
  }

  const isOpenElsewhere = (error: unknown) => error instanceof DeskError && error.code === 'open-elsewhere';

  it('refuses a second page with the same leg unless it takes over', async () => {
    const call = lab.desk.connect();
    const { leg } = call.agent;
    const session = await enter(lab.gate.url, await lab.token(call.id, leg, { holder: 'first' }));
    await session.joined();
    await assert.rejects(lab.token(call.id, leg, { holder: 'second' }), isOpenElsewhere);
    // The page itself may ask again, for a reload.
    assert.ok(await lab.token(call.id, leg, { holder: 'first' }));
    session.end();
  });

  it('refuses it at the gate, too, when both had asked before either came', async () => {
    const call = lab.desk.connect();
    const { leg } = call.agent;
    const [first, second] = [
      await lab.token(call.id, leg, { holder: 'first' }),
      await lab.token(call.id, leg, { holder: 'second' }),
    ];
    const session = await enter(lab.gate.url, first);
    await session.joined();
    await refusedWith(second, 403, 'open-elsewhere');
    session.end();
  });

  it('expels the first page when the second takes over, and nothing of the first opens the gate again', async () => {
    const call = lab.desk.connect();
    const { leg } = call.agent;
    const oldToken = await lab.token(call.id, leg, { holder: 'first' });
    const first = await enter(lab.gate.url, oldToken);
    const oldRefresh = (await first.refreshed()) ?? '';
    const newToken = await lab.token(call.id, leg, { holder: 'second', takeOver: true });
    assert.equal((await first.left())?.reason, DisconnectReason.PARTICIPANT_REMOVED);
    await first.closed;
    await refusedWith(oldToken, 403, 'open-elsewhere');
    await refusedWith(oldRefresh, 403, 'open-elsewhere');

    const second = await enter(lab.gate.url, newToken);
    const newRefresh = (await second.refreshed()) ?? '';
    await refusedWith(oldRefresh, 403, 'open-elsewhere');
    assert.equal((await ask(lab.gate.url, newRefresh)).status, 200);
    // The reconciler has looked at the takeover by now and leaves the second page alone.
    await eventually('settled', () => lab.gate.media.status().reconciling === 0 || undefined);
    const inside = await lab.rooms.listParticipants(call.room);
    assert.deepEqual(
      inside.map(({ identity, sid }) => [identity, sid]),
      [[leg, (await second.joined())?.participant?.sid]],
    );
    second.end();
  });

  it('keeps refusing refresh tokens of before the takeover after permissions have changed', async () => {
    const call = lab.desk.connect();
    const { leg } = call.contact;
    const first = await enter(lab.gate.url, await lab.token(call.id, leg, { holder: 'first' }));
    await first.refreshed();
    const before = first.refreshToken;
    lab.desk.press(call.id, { type: 'hold', data: {} });
    await eventually('refreshed again', () => first.refreshToken !== before || undefined);
    const newest = first.refreshToken ?? '';
    assert.equal((await ask(lab.gate.url, newest)).status, 200);
    await lab.token(call.id, leg, { holder: 'second', takeOver: true });
    await refusedWith(newest, 403, 'open-elsewhere');
  });

  it('lets a page that already is inside ask to take over without being thrown out', async () => {
    const call = lab.desk.connect();
    const { leg } = call.agent;
    const session = await enter(lab.gate.url, await lab.token(call.id, leg, { holder: 'only' }));
    await session.joined();
    const epoch = () => lab.desk.state(call.id).parties[1]?.legs[0]?.epoch;
    const before = epoch();
    await lab.token(call.id, leg, { holder: 'only', takeOver: true });
    assert.equal(epoch(), before);
    session.end();
  });

  it('gives no access to a leg that is not in the call', async () => {
    const call = lab.desk.connect();
    await assert.rejects(lab.token(call.id, 'somebody-else'), (error: unknown) => {
      return error instanceof DeskError && error.code === 'unknown-leg';
    });
    lab.desk.press(call.id, { type: 'disconnect', data: {} });
    await assert.rejects(lab.token(call.id, call.agent.leg), (error: unknown) => {
      return error instanceof DeskError && error.code === 'call-ended';
    });
  });
});
