import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { House } from './testing/house.js';
import { ENTRY_KEY, refusedWith, startHouse } from './testing/house.js';
import { assertPublished } from './testing/published.js';

const privacy = { version: '1' };

describe('join links and re-entry keys', () => {
  let house: House;
  before(async () => {
    house = await startHouse();
  });
  after(async () => {
    await assertPublished(house).finally(() => house.stop());
  });

  async function linked(agentName: string) {
    const call = await house.connected(agentName);
    const made = await house.post(
      `/v1/interactions/${call.session.interaction}/links`,
      { kind: 'browser' },
      call.agent,
    );
    const token = String(made.body['token']);
    return {
      ...call,
      token,
      claim: (id?: string) =>
        house.post('/v1/links/claim', { token, privacy, ...(id !== undefined && { id }) }),
    };
  }

  it('a link lets one of a hundred in who claim it at once', async () => {
    const { claim, session } = await linked('racer');
    const replies = await Promise.all(Array.from({ length: 100 }, () => claim()));
    assert.equal(replies.filter(({ status }) => status === 201).length, 1);
    for (const reply of replies) if (reply.status !== 201) refusedWith(reply, 'link-used', 410);
    const loaded = await house.desk.load(session.interaction);
    assert.equal(loaded?.state.parties[0]?.legs.length, 2, 'exactly one connection was added');
  });

  it('a page that never heard the answer claims again with its own id and gets the same connection', async () => {
    const { claim } = await linked('lost-answer');
    const [first, again] = [await claim('page-1'), await claim('page-1')];
    assert.equal(again.status, 201);
    assert.equal(again.body['leg'], first.body['leg']);
    refusedWith(await claim('page-2'), 'link-used', 410);
    refusedWith(await claim(), 'link-used', 410);
  });

  it('a link says whether it is unknown, used, too old, or of a call that is over', async () => {
    refusedWith(await house.post('/v1/links/claim', { token: 'A'.repeat(22), privacy }), 'link-unknown', 404);
    const old = await linked('late');
    await house.db.query(
      `UPDATE join_links SET expires_at = now() - interval '1 second' WHERE claimed_at IS NULL`,
    );
    refusedWith(await old.claim(), 'link-expired', 410);
    const over = await linked('over');
    await house.command(over.session.interaction, over.agent, 'disconnect');
    refusedWith(await over.claim(), 'link-ended', 410);
    refusedWith(
      await house.post(`/v1/interactions/${over.session.interaction}/links`, { kind: 'browser' }, over.agent),
      'call-ended',
      409,
    );
  });

  it('a link works again when the desk was in trouble as it was claimed', async () => {
    let trouble = true;
    const shaky = await startHouse({
      wrapDesk: (desk) => ({
        ...desk,
        systemCommand: (id, command) =>
          command.type === 'add-leg' && trouble
            ? Promise.reject(new Error('database away'))
            : desk.systemCommand(id, command),
      }),
    });
    const { session, agent } = await shaky.connected();
    const made = await shaky.post(
      `/v1/interactions/${session.interaction}/links`,
      { kind: 'browser' },
      agent,
    );
    const claim = () => shaky.post('/v1/links/claim', { token: made.body['token'], privacy });
    refusedWith(await claim(), 'internal', 500);
    trouble = false;
    assert.equal((await claim()).status, 201);
    await shaky.stop();
  });

  it('tokens of links and keys are stored nowhere', async () => {
    const { token, session } = await linked('stored');
    for (const table of ['join_links', 'reentry_keys']) {
      const rows = JSON.stringify(await house.db.query(`SELECT * FROM ${table}`));
      assert.ok(rows.length > 2 && !rows.includes(token) && !rows.includes(session.key));
    }
  });

  it('a key stays good until the next one is used, so that a lost answer locks nobody out', async () => {
    const session = await house.contact();
    const exchange = (key: unknown) => house.post('/v1/session', { key });
    const lost = await exchange(session.key);
    const again = await exchange(session.key);
    assert.deepEqual([lost.status, again.status], [200, 200]);
    const next = await exchange(again.body['key']);
    assert.equal(next.status, 200);
    refusedWith(await exchange(session.key), 'unauthorized', 401);
    assert.equal((await exchange(next.body['key'])).status, 200);
    refusedWith(await exchange(again.body['key']), 'unauthorized', 401);
  });

  it('a key ends with its call', async () => {
    const session = await house.contact();
    await house.command(session.interaction, session.token, 'disconnect');
    refusedWith(await house.post('/v1/session', { key: session.key }), 'call-ended', 409);
  });
});

describe('limits', () => {
  it('a thousand guesses of a link, a key or a login end in "wait", and a good one from elsewhere goes on', async (t) => {
    const house = await startHouse({ limitFactor: 1, proxies: 1, limitClock: () => 0 });
    t.after(() => house.stop());
    const from = (address: string, path: string, body: object, token?: string) =>
      house.request('POST', path, token, body, { 'x-forwarded-for': address });
    const guesses: readonly [string, string, () => object, string?][] = [
      ['10.0.0.1', '/v1/links/claim', () => ({ token: randomUUID(), privacy })],
      ['10.0.0.2', '/v1/session', () => ({ key: randomUUID() })],
      ['10.0.0.3', '/v1/agent/commands', () => ({ id: '1', type: 'set-ready' }), 'guessed.token.value'],
    ];
    for (const [address, path, body, token] of guesses) {
      // Fifty at a time: a thousand new connections at once are the operating system's to turn away, not the desk's.
      const replies: Awaited<ReturnType<typeof from>>[] = [];
      while (replies.length < 1000) {
        const fifty = Array.from({ length: 50 }, () => from(address, path, body(), token));
        replies.push(...(await Promise.all(fifty)));
      }
      const let_through = replies.filter(({ status }) => status !== 429).length;
      assert.ok(let_through <= 31, `${path}: ${let_through} of 1000 guesses were tried`);
      const limited = replies.find(({ status }) => status === 429);
      assert.ok(limited && Number(limited.headers.get('retry-after')) >= 1);
    }
    const session = await house.request(
      'POST',
      '/v1/calls',
      await house.callToken(),
      { id: 'c-1', privacy },
      { 'x-forwarded-for': '10.0.0.9' },
    );
    assert.equal((await from('10.0.0.9', '/v1/session', { key: session.body['key'] })).status, 200);
    // The address that counts is the one the operator's own proxy wrote, not what the caller wrote before it.
    assert.equal((await from('1.2.3.4, 10.0.0.2', '/v1/session', { key: session.body['key'] })).status, 429);
  });

  it('an entry key begins ten calls at once from one address', async (t) => {
    const house = await startHouse({ limitFactor: 1, limitClock: () => 0 });
    t.after(() => house.stop());
    const begin = () => {
      const body = { id: randomUUID(), privacy, entryKey: ENTRY_KEY };
      return house.request('POST', '/v1/calls', undefined, body, { origin: 'https://shop.example' });
    };
    const replies = [];
    for (let i = 0; i < 12; i += 1) replies.push(await begin());
    assert.equal(replies.filter(({ status }) => status === 201).length, 10);
    const limited = replies.at(-1);
    assert.equal(limited?.status, 429);
    assert.ok(Number(limited?.headers.get('retry-after')) >= 1);
    assert.equal(
      limited?.headers.get('access-control-allow-origin'),
      'https://shop.example',
      'the page can read why',
    );
  });
});
