import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { House, Session } from './testing/house.js';
import { startHouse } from './testing/house.js';
import { assertPublished } from './testing/published.js';

/** Everybody who might try, by how they relate to one call of the tenant acme. */
type Visitor =
  | 'nobody'
  | 'its agent'
  | 'a colleague'
  | 'a foreign agent'
  | 'a foreign administrator'
  | 'its administrator'
  | 'its contact'
  | 'another contact'
  | 'a company';

/** Who gets an answer other than a refusal, by route. Whoever is not named must be refused. */
const allowed: Readonly<Record<string, readonly Visitor[]>> = {
  'POST /v1/interactions/:id/commands': ['its agent', 'its contact'],
  'POST /v1/interactions/:id/links': ['its agent'],
  'POST /v1/interactions/:id/legs/:agentLeg/access': ['its agent'],
  'POST /v1/interactions/:id/legs/:leg/access': ['its contact'],
  'GET /v1/interactions/:id/history': ['its agent', 'a colleague', 'its administrator'],
  'POST /v1/agent/commands': [
    'its agent',
    'a colleague',
    'a foreign agent',
    'a foreign administrator',
    'its administrator',
  ],
  'GET /v1/history': [
    'its agent',
    'a colleague',
    'a foreign agent',
    'a foreign administrator',
    'its administrator',
  ],
  'GET /v1/admin/config': ['its administrator', 'a foreign administrator'],
  'PUT /v1/admin/config': ['its administrator', 'a foreign administrator'],
  'POST /v1/calls': ['a company'],
};

const bodies: Readonly<Record<string, () => unknown>> = {
  'POST /v1/interactions/:id/commands': () => ({ id: randomUUID(), type: 'cancel-video-request' }),
  'POST /v1/interactions/:id/links': () => ({ kind: 'browser' }),
  'POST /v1/interactions/:id/legs/:agentLeg/access': () => ({ holder: randomUUID() }),
  'POST /v1/interactions/:id/legs/:leg/access': () => ({ holder: randomUUID() }),
  'POST /v1/agent/commands': () => ({ id: randomUUID(), type: 'set-not-ready' }),
  'PUT /v1/admin/config': () => ({}),
  'POST /v1/calls': () => ({ id: randomUUID(), privacy: { version: '1' } }),
};

describe('who may do what', () => {
  let house: House;
  let session: Session;
  let agentLeg = '';
  let tokens: Readonly<Record<Visitor, string | undefined>>;
  before(async () => {
    house = await startHouse();
    const call = await house.connected('its-agent');
    ({ session } = call);
    const loaded = await house.desk.load(session.interaction);
    agentLeg = loaded?.state.parties.find((party) => party.kind === 'agent')?.legs[0]?.id ?? '';
    tokens = {
      nobody: undefined,
      'its agent': call.agent,
      'a colleague': await house.agentToken('colleague'),
      // The same login at another company is another person.
      'a foreign agent': await house.agentToken('its-agent', 'globex'),
      'a foreign administrator': await house.agentToken('boss', 'globex', { roles: ['admin'] }),
      'its administrator': await house.agentToken('boss', 'acme', { roles: ['admin'] }),
      'its contact': session.token,
      'another contact': (await house.contact()).token,
      'a company': await house.callToken(),
    };
  });
  after(async () => {
    await assertPublished(house).finally(() => house.stop());
  });

  for (const [route, who] of Object.entries(allowed)) {
    const [method = '', path = ''] = route.split(' ');
    it(`${route}: ${who.join(', ')}`, async () => {
      const address = path
        .replace(':id', session.interaction)
        .replace(':leg', session.leg)
        .replace(':agentLeg', agentLeg);
      for (const [visitor, token] of Object.entries(tokens) as [Visitor, string | undefined][]) {
        const reply = await house.request(method, address, token, bodies[route]?.());
        // A refusal by the call's own rules comes only to those who may ask.
        const heard = ![401, 403, 404].includes(reply.status);
        assert.equal(
          heard,
          who.includes(visitor),
          `${visitor}: ${reply.status} ${JSON.stringify(reply.body)}`,
        );
        if (!heard)
          assert.ok(
            !JSON.stringify(reply.body).includes(session.party),
            'a refusal tells nothing of the call',
          );
      }
    });
  }

  it('an administrator changes only their own company', async () => {
    const before = await house.desk.config('acme');
    const read = await house.get('/v1/admin/config', tokens['a foreign administrator']);
    const headers = { 'if-match': read.headers.get('etag') ?? '' };
    const written = await house.request(
      'PUT',
      '/v1/admin/config',
      tokens['a foreign administrator'],
      read.body['config'],
      headers,
    );
    assert.equal(written.status, 200);
    assert.deepEqual(await house.desk.config('acme'), before);
  });

  it('the history of one company holds nothing of another', async () => {
    const { body } = await house.get('/v1/history', tokens['a foreign agent']);
    assert.deepEqual(body['items'], []);
  });

  it('a token is for what it was signed for: a login begins no call, a call token is no login', async () => {
    const body = { id: randomUUID(), privacy: { version: '1' } };
    assert.equal((await house.post('/v1/calls', body, tokens['its agent'])).status, 401);
    assert.equal((await house.get('/v1/history', tokens['a company'])).status, 401);
    assert.equal((await house.get('/v1/history', session.key)).status, 401);
  });

  it('measurements are for this machine, or for whoever has the operator’s token', async (t) => {
    const behindProxy = await fetch(`${house.url}/metrics`, { headers: { 'x-forwarded-for': '10.0.0.1' } });
    assert.equal(behindProxy.status, 403);
    const guarded = await startHouse({ metricsToken: 'operators-own' });
    t.after(() => guarded.stop());
    assert.equal((await guarded.get('/metrics')).status, 403);
    assert.equal((await guarded.get('/metrics', 'guess')).status, 403);
    assert.equal((await guarded.get('/metrics', 'operators-own')).status, 200);
  });
});
