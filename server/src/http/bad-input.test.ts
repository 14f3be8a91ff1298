import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { attachedData, mergeContents } from 'video-session-window/interaction';
import type { House } from './testing/house.js';
import { ENTRY_KEY, refusedWith, startHouse } from './testing/house.js';
import { isType } from './testing/stream-reader.js';
import { assertPublished } from './testing/published.js';

const nothing = { privacy: { version: '1' } };

describe('bad input is refused with a code of its own, and nothing breaks', () => {
  let house: House;
  before(async () => {
    house = await startHouse();
  });
  after(async () => {
    await assertPublished(house).finally(() => house.stop());
  });

  it('wrong, expired and foreign sign-ins', async () => {
    const get = (token?: string) => house.get('/v1/history', token);
    refusedWith(await get(), 'unauthorized', 401);
    refusedWith(await get('nonsense'), 'unauthorized', 401);
    refusedWith(await get(`${await house.agentToken()}x`), 'unauthorized', 401);
    refusedWith(await get(await house.sign('acme', { sub: 'ann', name: 'Ann' }, -60)), 'token-expired', 401);
    assert.equal(
      (await get(await house.sign('acme', { sub: 'ann', name: 'Ann' }, -10))).status,
      200,
      'clocks may differ a little',
    );
    refusedWith(await get(await house.sign('acme', { name: 'No login' })), 'unauthorized', 401);
    refusedWith(
      await get(await house.sign('acme', { sub: 'ann', name: 'Ann', tenant: 'globex' })),
      'unauthorized',
      401,
    );
    refusedWith(await get(await house.sign('nobody', { sub: 'ann', name: 'Ann' })), 'unauthorized', 401);
  });

  it('an interaction that is unknown, or somebody else’s', async () => {
    const { session } = await house.connected('owner');
    const foreign = await house.agentToken('spy', 'globex');
    const colleague = await house.agentToken('colleague');
    const other = await house.contact();
    for (const token of [foreign, colleague, other.token]) {
      refusedWith(await house.command(session.interaction, token, 'disconnect'), 'unknown-interaction', 404);
    }
    refusedWith(await house.command('nowhere', other.token, 'disconnect'), 'unknown-interaction', 404);
    refusedWith(await house.command('%00%20', other.token, 'disconnect'), 'unknown-interaction', 404);
  });

  it('a command in the wrong phase, or too late', async () => {
    const session = await house.contact();
    refusedWith(
      await house.command(session.interaction, session.token, 'enable-video'),
      'not-connected',
      409,
    );
    const late = { id: randomUUID(), type: 'disconnect', deadline: 1 };
    refusedWith(
      await house.post(`/v1/interactions/${session.interaction}/commands`, late, session.token),
      'stale-command',
      409,
    );
  });

  it('an id that was used for something else', async () => {
    const { session, agent } = await house.connected('reuser');
    const send = (body: object) =>
      house.post(`/v1/interactions/${session.interaction}/commands`, { id: 'the-same', ...body }, agent);
    assert.equal((await send({ type: 'hold' })).status, 200);
    refusedWith(await send({ type: 'unhold' }), 'id-reused', 422);
  });

  it('what is not JSON, not valid, or not a known command', async () => {
    const session = await house.contact();
    const path = `/v1/interactions/${session.interaction}/commands`;
    refusedWith(await house.request('POST', path, session.token, '{"id": '), 'malformed-json', 400);
    refusedWith(await house.request('POST', path, session.token, ''), 'malformed-json', 400);
    refusedWith(
      await house.request('POST', path, session.token, 'id=1', { 'content-type': 'text/plain' }),
      'unsupported-type',
      415,
    );
    const unknown = await house.post(path, { id: '1', type: 'explode' }, session.token);
    refusedWith(unknown, 'invalid-input', 422);
    assert.equal(unknown.body.pointer, '/type');
    const { agent } = await house.connected('pointer');
    const wrong = await house.post(path, { id: '1', type: 'set-camera', data: { on: 'yes' } }, agent);
    assert.equal(wrong.body.pointer, '/data/on');
    for (const body of [[], null, 7, '"text"', { id: { $ne: 1 } }]) {
      refusedWith(
        await house.request('POST', path, session.token, JSON.stringify(body)),
        'invalid-input',
        422,
      );
    }
  });

  it('deep nesting, duplicate and hostile keys', async () => {
    const session = await house.contact();
    const path = `/v1/interactions/${session.interaction}/commands`;
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    refusedWith(await house.request('POST', path, session.token, deep), 'invalid-input', 422);
    const polluting =
      '{"id":"p-1","type":"disconnect","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    assert.equal((await house.request('POST', path, session.token, polluting)).status, 200);
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  });

  it('a body that is too large, with its length said or not', async () => {
    const agent = await house.agentToken();
    const large = JSON.stringify({ id: '1', type: 'set-ready', reason: 'x'.repeat(1024 * 1024) });
    refusedWith(await house.request('POST', '/v1/agent/commands', agent, large), 'too-large', 413);
    const chunked = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 16; i += 1) controller.enqueue(new TextEncoder().encode('x'.repeat(64 * 1024)));
        controller.close();
      },
    });
    const response = await fetch(`${house.url}/v1/agent/commands`, {
      method: 'POST',
      headers: { authorization: `Bearer ${agent}`, 'content-type': 'application/json' },
      body: chunked,
      duplex: 'half',
    } as RequestInit);
    assert.equal(response.status, 413);
  });

  it('an address or a method that is not there', async () => {
    refusedWith(await house.get('/v1/nothing'), 'unknown-route', 404);
    const wrong = await house.get('/v1/calls');
    refusedWith(wrong, 'wrong-method', 405);
    assert.equal(wrong.headers.get('allow'), 'POST, OPTIONS');
    refusedWith(
      await house.request('DELETE', '/v1/admin/config', await house.agentToken()),
      'wrong-method',
      405,
    );
    assert.equal((await fetch(`${house.url}/v1/events`, { method: 'HEAD' })).status, 405);
  });

  it('an entry key that is unknown, from another site, or for another queue', async () => {
    const begin = (body: object, origin?: string) =>
      house.request(
        'POST',
        '/v1/calls',
        undefined,
        { id: randomUUID(), ...nothing, entryKey: ENTRY_KEY, ...body },
        origin === undefined ? {} : { origin },
      );
    const shop = 'https://shop.example';
    refusedWith(await begin({}), 'origin-not-allowed', 403);
    refusedWith(await begin({}, 'https://evil.example'), 'origin-not-allowed', 403);
    refusedWith(await begin({ entryKey: 'entry-key-of-nobody' }, shop), 'unauthorized', 401);
    refusedWith(await begin({ queue: 'sales' }, shop), 'unknown-queue', 422);
    const guessable = await begin({ id: '17' }, shop);
    refusedWith(guessable, 'invalid-input', 422);
    assert.equal(guessable.body.pointer, '/id');
    refusedWith(await house.post('/v1/calls', { id: randomUUID(), ...nothing }), 'unauthorized', 401);
    refusedWith(
      await house.post('/v1/calls', { id: randomUUID(), ...nothing }, await house.agentToken()),
      'unauthorized',
      401,
    );
  });

  it('characters that no database stores become U+FFFD, everything else comes back as it was typed', async () => {
    const value =
      "a\u0000b\uD800c \u{1F600} é \uFEFF <img src=x onerror=alert(1)> '; DROP TABLE facts; -- \u202E";
    const call = {
      contact: { name: '<b>Bob</b>\u0000' },
      attachedData: [{ key: 'note', label: '${7*7}', value }],
      queue: 'support',
    };
    const { agent } = await house.connected('reader', 'acme', call);
    const stream = await house.stream(agent);
    const { contents } = await stream.until(isType('snapshot'));
    const [datum] = attachedData(mergeContents({}, contents));
    assert.equal(datum?.value, value.replace('\u0000', '\uFFFD').replace('\uD800', '\uFFFD'));
    assert.equal(datum?.label, '${7*7}');
    assert.ok(contents.some((content) => content.value === '<b>Bob</b>\uFFFD'));
    stream.close();
  });

  it('what nobody foresaw says nothing but an id that the log knows', async (t) => {
    const broken = await startHouse({
      wrapDesk: (desk) => ({
        ...desk,
        history: () => Promise.reject(new Error('secret inside: SELECT * FROM facts')),
      }),
    });
    t.after(() => broken.stop());
    const reply = await broken.get('/v1/history', await broken.agentToken());
    refusedWith(reply, 'internal', 500);
    assert.doesNotMatch(JSON.stringify(reply.body), /secret|SELECT|stack/);
    const id = String(reply.body['instance']).replace('urn:uuid:', '');
    assert.ok(broken.lines.some((line) => line.includes(id) && line.includes('secret inside')));
  });
});
