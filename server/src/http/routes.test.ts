import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { House } from './testing/house.js';
import { ENTRY_KEY, SITE, startHouse } from './testing/house.js';
import { isFact, isType } from './testing/stream-reader.js';
import { assertPublished } from './testing/published.js';

describe('each route does what its page says', () => {
  let house: House;
  before(async () => {
    house = await startHouse();
  });
  after(async () => {
    await assertPublished(house).finally(() => house.stop());
  });

  it('begins a call by a signed token, and the same id gives the same interaction', async () => {
    const token = await house.callToken();
    const body = { id: 'order-17', privacy: { version: '1' }, subject: 'Broken kettle' };
    const first = await house.post('/v1/calls', body, token);
    const again = await house.post('/v1/calls', body, token);
    assert.equal(first.status, 201);
    assert.equal(again.status, 200);
    assert.equal(again.body['interaction'], first.body['interaction']);
    assert.deepEqual(Object.keys(first.body).sort(), [
      'expires',
      'interaction',
      'key',
      'leg',
      'party',
      'token',
    ]);
  });

  it('never gives one contact the interaction of another who used the same id', async () => {
    const body = { id: 'order-18', privacy: { version: '1' } };
    const mine = await house.post('/v1/calls', body, await house.callToken());
    const theirs = await house.post('/v1/calls', body, await house.callToken());
    assert.equal(theirs.status, 201);
    assert.notEqual(theirs.body['interaction'], mine.body['interaction']);
  });

  it('begins a call by an entry key from its own site', async () => {
    const body = { id: randomUUID(), privacy: { version: '1' }, name: 'Bob', entryKey: ENTRY_KEY };
    const reply = await house.request('POST', '/v1/calls', undefined, body, {
      origin: 'https://shop.example',
    });
    assert.equal(reply.status, 201);
    assert.equal(reply.headers.get('access-control-allow-origin'), 'https://shop.example');
  });

  it('takes an agent through a call: ready, accept, hold, unhold, disconnect, done', async () => {
    const agent = await house.agentToken('walter', 'acme', { queues: ['sales'] });
    const stream = await house.stream(agent);
    await stream.until(isType('agent'));
    assert.equal(
      (await house.post('/v1/agent/commands', { id: randomUUID(), type: 'set-ready' }, agent)).status,
      200,
    );
    const session = await house.contact('acme', { queue: 'sales' });
    const { state } = await stream.until(isType('snapshot'));
    assert.equal(state.id, session.interaction);
    const assignment = state.assignments[0]?.id;
    stream.close();
    const go = async (type: string, data?: unknown) => {
      const reply = await house.command(session.interaction, agent, type, data);
      assert.equal(reply.status, 200, `${type}: ${JSON.stringify(reply.body)}`);
      return Number(reply.body['seq']);
    };
    await go('accept', { assignment });
    const held = await go('hold');
    assert.equal(await go('unhold'), held + 1);
    await go('disconnect');
    await go('mark-done', { assignment });
    const found = await house.get(`/v1/interactions/${session.interaction}/history`, agent);
    assert.equal(found.body['interaction'], session.interaction);
    const all = await house.get('/v1/history', agent);
    assert.ok(
      (all.body['items'] as { interaction: string }[]).some((one) => one.interaction === session.interaction),
    );
  });

  it('gives the same answer to a command that is sent twice', async () => {
    const { session, agent } = await house.connected('twice');
    const command = { id: randomUUID(), type: 'hold' };
    const path = `/v1/interactions/${session.interaction}/commands`;
    const first = await house.post(path, command, agent);
    const again = await house.post(path, command, agent);
    assert.deepEqual([again.status, again.body], [200, first.body]);
  });

  it('lets each side into the room with its own connection only', async () => {
    const { session, agent } = await house.connected('media');
    const stream = await house.stream(agent);
    const { me } = await stream.until(isType('snapshot'));
    const access = (leg: string, token: string) =>
      house.post(
        `/v1/interactions/${session.interaction}/legs/${leg}/access`,
        { holder: randomUUID() },
        token,
      );
    assert.equal((await access(session.leg, session.token)).body['token'], `media-token-of-${session.leg}`);
    assert.equal((await access(me.leg ?? '', agent)).status, 200);
    assert.equal((await access(me.leg ?? '', session.token)).body.code, 'unknown-leg');
    assert.equal((await access(session.leg, agent)).body.code, 'unknown-leg');
    stream.close();
  });

  it('lets a second device in by a link', async () => {
    const { session, agent } = await house.connected('linker');
    const link = await house.post(
      `/v1/interactions/${session.interaction}/links`,
      { kind: 'camera-only' },
      agent,
    );
    assert.equal(link.status, 201);
    const claimed = await house.post('/v1/links/claim', {
      token: link.body['token'],
      privacy: { version: '1' },
    });
    assert.equal(claimed.status, 201);
    assert.equal(claimed.body['party'], session.party);
    assert.notEqual(claimed.body['leg'], session.leg);
    const others = `/v1/interactions/${session.interaction}/legs/${String(claimed.body['leg'])}/access`;
    const taken = await house.post(others, { holder: randomUUID() }, session.token);
    assert.equal(taken.body.code, 'unknown-leg', 'each device has its own connection only');
    const stream = await house.stream(String(claimed.body['token']));
    assert.equal((await stream.until(isType('snapshot'))).me.leg, claimed.body['leg']);
    stream.close();
  });

  it('brings a contact back by the re-entry key', async () => {
    const session = await house.contact();
    const back = await house.post('/v1/session', { key: session.key });
    assert.equal(back.status, 200);
    assert.equal(back.body['leg'], session.leg);
    const stream = await house.stream(String(back.body['token']));
    assert.equal((await stream.until(isType('snapshot'))).interaction, session.interaction);
    stream.close();
  });

  it('tells a waiting contact and the agent of the same call what is theirs', async () => {
    const session = await house.contact();
    const stream = await house.stream(session.token);
    const hello = await stream.until(isType('hello'));
    assert.equal(hello.protocol, 1);
    const { state } = await stream.until(isType('snapshot'));
    assert.equal(state.phase, 'queued');
    await house.command(session.interaction, session.token, 'disconnect');
    const ended = await stream.until(isFact('ended'));
    assert.ok(ended.fact.seq > state.seq);
    assert.equal((await stream.until(isType('closed'))).why, 'ended');
    stream.close();
  });

  it('lets an administrator read and replace the configuration, and hides its secrets', async () => {
    const admin = await house.agentToken('boss', 'globex', { roles: ['admin'] });
    const read = await house.get('/v1/admin/config', admin);
    assert.doesNotMatch(JSON.stringify(read.body), /signs-with-this-secret/);
    const config = { ...(read.body['config'] as object), declineReasons: [{ id: 'lunch', label: 'Lunch' }] };
    const put = (version: string) =>
      house.request('PUT', '/v1/admin/config', admin, config, { 'if-match': version });
    const written = await put(read.headers.get('etag') ?? '');
    assert.equal(written.status, 200, JSON.stringify(written.body));
    assert.notEqual(written.headers.get('etag'), read.headers.get('etag'));
    // The hidden secret is still the one that signed this very token.
    const again = await house.get('/v1/admin/config', admin);
    assert.deepEqual((again.body['config'] as { declineReasons: unknown }).declineReasons, [
      { id: 'lunch', label: 'Lunch' },
    ]);
    assert.equal((await put('"1"')).body.code, 'version-conflict');
    assert.equal(
      (await house.request('PUT', '/v1/admin/config', admin, config)).body.code,
      'version-conflict',
    );
  });

  it('answers for its clock, its health and what it measures', async () => {
    const { body } = await house.get('/v1/time');
    assert.ok(Math.abs(Number(body['now']) - Date.now()) < 60_000);
    assert.equal((await house.get('/healthz')).status, 200);
    assert.equal((await house.get('/readyz')).status, 200);
    house.livekit.up = false;
    assert.equal((await house.get('/readyz')).body.code, 'media-unavailable');
    house.livekit.up = true;
    const text = await (await fetch(`${house.url}/metrics`)).text();
    assert.match(text, /^desk_commands_total\{type="hold",outcome="done"\} \d+$/m);
    assert.match(text, /^desk_request_seconds_bucket\{.*route="\/v1\/calls".*le="\+Inf"\} \d+$/m);
  });

  it('passes LiveKit’s webhooks on byte for byte', async () => {
    const body = '{"event":  "room_started"}';
    const reply = await house.request('POST', '/v1/webhooks/livekit', 'signed', body, {
      'content-type': 'application/webhook+json',
    });
    assert.equal(reply.status, 200);
    assert.deepEqual(house.livekit.webhooks.at(-1), { body, auth: 'Bearer signed' });
  });

  it('leaves everything below /rtc to the gate', async () => {
    for (const path of ['/rtc/v1', '/rtc/v1/validate', '/rtc', '/rtc?x=1'])
      assert.equal((await fetch(house.url + path)).status, 418);
    assert.equal((await fetch(`${house.url}/rtcx`)).status, 404);
  });

  it('publishes its interface and its facts for programs', async () => {
    const api = (await house.get('/v1/openapi.json')).body as unknown as {
      openapi: string;
      paths: Record<string, object>;
    };
    assert.equal(api.openapi, '3.1.0');
    assert.ok(api.paths['/v1/interactions/{id}/commands']);
    const facts = (await house.get('/v1/schemas/facts.json')).body as unknown as {
      $defs: Record<string, object>;
    };
    assert.ok(facts.$defs['fact-held'] && facts.$defs['message']);
  });

  it('answers browsers of allowed sites only', async () => {
    const preflight = (origin: string) =>
      fetch(`${house.url}/v1/calls`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const good = await preflight(SITE);
    assert.equal(good.status, 204);
    assert.equal(good.headers.get('access-control-allow-origin'), SITE);
    assert.match(good.headers.get('access-control-allow-headers') ?? '', /authorization/);
    assert.equal(good.headers.get('vary'), 'Origin');
    assert.equal(good.headers.get('access-control-allow-credentials'), null);
    const bad = await preflight('https://evil.example');
    assert.equal(bad.status, 403);
    assert.equal(bad.headers.get('access-control-allow-origin'), null);
    const agent = await house.agentToken();
    const from = (origin: string) => house.request('GET', '/v1/history', agent, undefined, { origin });
    assert.equal((await from('https://evil.example')).body.code, 'origin-not-allowed');
    const failed = await house.request('GET', '/v1/history', 'nonsense', undefined, { origin: SITE });
    assert.equal(
      failed.headers.get('access-control-allow-origin'),
      SITE,
      'a page must be able to read why it failed',
    );
  });
});
