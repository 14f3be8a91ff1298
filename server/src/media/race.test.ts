import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Lab } from './testing/lab.js';
import { eventually, pageOrigin, useLab } from './testing/lab.js';
import { enter, join, RawSession } from './testing/raw-client.js';

describe('something happens while a page is on its way in', () => {
  // The question about the site comes after the state was read and before LiveKit is called: the window of the race.
  let meanwhile: (() => void) | undefined;
  const getLab = useLab({
    async originAllowed() {
      meanwhile?.();
      meanwhile = undefined;
      // Let the reconciler run first, find nobody, and be done.
      await eventually('reconciled', () => getLab().gate.media.status().reconciling === 0 || undefined);
      return true;
    },
  });
  let lab: Lab;
  before(() => {
    lab = getLab();
  });

  it('is not heard by a contact who was put on hold in that moment', async () => {
    for (let round = 0; round < 8; round += 1) {
      const call = lab.desk.connect();
      const token = await lab.token(call.id, call.contact.leg);
      meanwhile = () => lab.desk.press(call.id, { type: 'hold', data: {} });
      const session = await enter(lab.gate.url, token, { origin: pageOrigin });
      // Nothing to wait for: it has to be so before the page learns that it is in, and not by a correction afterwards.
      const { permission } = await lab.rooms.getParticipant(call.room, call.contact.leg);
      assert.deepEqual(
        [permission?.canPublish, permission?.canSubscribe, permission?.canPublishData],
        [false, false, false],
      );
      await eventually('compared', () => lab.gate.media.status().reconciling === 0 || undefined);
      assert.ok(!lab.gate.logged.some(({ event }) => event === 'permission-corrected'));
      session.end();
    }
  });

  it('keeps out an agent who left in that moment', async () => {
    const call = lab.desk.connect();
    const token = await lab.token(call.id, call.agent.leg);
    meanwhile = () =>
      lab.desk.append(call.id, [{ type: 'party-left', data: { party: call.agent.party, why: 'removed' } }]);
    const outcome = await join(lab.gate.url, token, { origin: pageOrigin });
    assert.ok(!(outcome instanceof RawSession));
    assert.deepEqual([outcome.status, outcome.body], [403, 'not-a-party']);
    assert.deepEqual(await lab.rooms.listParticipants(call.room), []);
  });

  it('keeps everybody out of a call that ended in that moment, and leaves no room behind', async () => {
    const call = lab.desk.connect();
    const token = await lab.token(call.id, call.contact.leg);
    meanwhile = () => lab.desk.press(call.id, { type: 'disconnect', data: {} });
    const outcome = await join(lab.gate.url, token, { origin: pageOrigin });
    assert.ok(!(outcome instanceof RawSession));
    assert.deepEqual([outcome.status, outcome.body], [403, 'call-ended']);
    await eventually(
      'no room',
      async () => (await lab.rooms.listRooms([call.room])).length === 0 || undefined,
    );
  });

  it('keeps out a page whose leg was taken over in that moment', async () => {
    const call = lab.desk.connect();
    const token = await lab.token(call.id, call.agent.leg, { holder: 'first' });
    meanwhile = () => lab.desk.press(call.id, { type: 'take-over', data: { leg: call.agent.leg } });
    const outcome = await join(lab.gate.url, token, { origin: pageOrigin });
    assert.ok(!(outcome instanceof RawSession));
    assert.deepEqual([outcome.status, outcome.body], [403, 'open-elsewhere']);
  });
});
