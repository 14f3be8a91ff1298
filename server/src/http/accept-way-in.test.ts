import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { House } from './testing/house.js';
import { startHouse } from './testing/house.js';

describe('the answer to an accept', () => {
  let house: House;
  before(async () => {
    house = await startHouse();
  });
  after(async () => {
    await house.stop();
  });

  /** An agent whom a contact's call is offered to. */
  async function offered(name: string) {
    const agent = await house.agentToken(name);
    await house.post('/v1/agent/commands', { id: randomUUID(), type: 'set-not-ready' }, agent);
    const { interaction } = await house.contact();
    const assignment = randomUUID();
    await house.desk.systemCommand(interaction, { type: 'offer', data: { assignment, agent: name } });
    const accept = { id: randomUUID(), type: 'accept', data: { assignment } };
    return { agent, path: `/v1/interactions/${interaction}/commands`, accept };
  }

  it('brings the way into the room for the leg it made, if the page says its name', async () => {
    const { agent, path, accept } = await offered('ann');
    const { body } = await house.post(path, { ...accept, holder: 'tab-1' }, agent);
    const { leg, token } = body['access'] as { leg: string; token: string };
    assert.equal(token, `media-token-of-${leg}`);
  });

  it('brings none otherwise, nor with any other command', async () => {
    const { agent, path, accept } = await offered('ben');
    assert.ok(!('access' in (await house.post(path, accept, agent)).body));
    const hold = { id: randomUUID(), type: 'hold', data: {}, holder: 'tab-1' };
    assert.ok(!('access' in (await house.post(path, hold, agent)).body));
  });
});
