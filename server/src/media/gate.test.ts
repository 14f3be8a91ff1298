import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { AccessToken, TrackSource } from 'livekit-server-sdk';
import type { Lab } from './testing/lab.js';
import { eventually, pageOrigin, useLab } from './testing/lab.js';
import { ask, enter, join, joinRequest, RawSession } from './testing/raw-client.js';

describe('the gate', () => {
  const getLab = useLab();
  let lab: Lab;
  before(() => {
    lab = getLab();
  });

  const permissionOf = async (room: string, leg: string) =>
    (await lab.rooms.getParticipant(room, leg)).permission;

  it('gives a talking contact the microphone and nothing else', async () => {
    const call = lab.desk.connect();
    const session = await enter(lab.gate.url, await lab.token(call.id, call.contact.leg));
    const joined = await session.joined();
    assert.equal(joined?.participant?.identity, call.contact.leg);
    const permission = joined?.participant?.permission;
    assert.deepEqual(permission?.canPublishSources, [TrackSource.MICROPHONE]);
    assert.equal(permission?.canSubscribe, true);
    assert.equal(permission?.canUpdateMetadata, false);
    assert.deepEqual(joined?.participant?.attributes, { role: 'contact' });
    session.end();
  });

  it('lets a waiting contact in without hearing or sending anything', async () => {
    const call = lab.desk.begin();
    const session = await enter(lab.gate.url, await lab.token(call.id, call.contact.leg));
    const permission = (await session.joined())?.participant?.permission;
    assert.equal(permission?.canPublish, false);
    assert.equal(permission?.canSubscribe, false);
    assert.equal(permission?.canPublishData, false);
    session.end();
  });

  it('lets a held contact back in with the token of before the hold, but silent', async () => {
    const call = lab.desk.connect();
    const token = await lab.token(call.id, call.contact.leg);
    const session = await enter(lab.gate.url, token);
    await session.joined();
    session.end();
    lab.desk.press(call.id, { type: 'hold', data: {} });
    const again = await enter(lab.gate.url, token);
    const permission = (await again.joined())?.participant?.permission;
    assert.equal(permission?.canPublish, false);
    assert.equal(permission?.canSubscribe, false);
    again.end();
  });

  it('applies hold and unhold to whoever is inside', async () => {
    const call = lab.desk.connect();
    const session = await enter(lab.gate.url, await lab.token(call.id, call.contact.leg));
    await session.joined();
    lab.desk.press(call.id, { type: 'hold', data: {} });
    await eventually(
      'held',
      async () => (await permissionOf(call.room, call.contact.leg))?.canSubscribe === false || undefined,
    );
    lab.desk.press(call.id, { type: 'unhold', data: {} });
    await eventually(
      'unheld',
      async () => (await permissionOf(call.room, call.contact.leg))?.canSubscribe || undefined,
    );
    session.end();
  });

  it('answers validate as it answers the socket, readable for the page', async () => {
    const call = lab.desk.connect();
    const token = await lab.token(call.id, call.contact.leg);
    const valid = await ask(lab.gate.url, token, { origin: pageOrigin });
    assert.deepEqual([valid.status, valid.body], [200, 'success']);
    assert.equal(valid.headers['access-control-allow-origin'], pageOrigin);
    lab.desk.press(call.id, { type: 'disconnect', data: {} });
    for (const [presented, status, body] of [
      [token, 403, 'call-ended'],
      ['not-a-token', 401, 'unauthorized'],
    ] as const) {
      const socket = await join(lab.gate.url, presented, { origin: pageOrigin });
      assert.ok(!(socket instanceof RawSession));
      const answer = await ask(lab.gate.url, presented, { origin: pageOrigin });
      assert.deepEqual([socket.status, socket.body], [status, body]);
      assert.deepEqual([answer.status, answer.body], [status, body]);
      assert.equal(answer.headers['access-control-allow-origin'], pageOrigin);
    }
  });

  it('refuses other sites, and says so', async () => {
    const call = lab.desk.connect();
    const answer = await ask(lab.gate.url, await lab.token(call.id, call.contact.leg), {
      origin: 'https://evil.example',
    });
    assert.deepEqual([answer.status, answer.body], [403, 'origin-not-allowed']);
  });

  it('has nothing at any other address', async () => {
    const call = lab.desk.connect();
    const token = await lab.token(call.id, call.contact.leg);
    const paths = [
      '/rtc',
      '/rtc/validate',
      '/rtc/v1/',
      '//rtc/v1',
      '/rtc/v1%2fvalidate',
      '/rtc/v1/../v1',
      '/RTC/V1',
      '/rtc/v2',
      '/twirp',
    ];
    for (const path of paths) {
      const socket = await join(lab.gate.url, token, { path });
      assert.ok(!(socket instanceof RawSession), path);
      assert.equal(socket.status, 404, path);
      assert.equal((await ask(lab.gate.url, token, { path })).status, 404, path);
    }
    assert.equal((await ask(lab.gate.url, token, { method: 'POST' })).status, 404);
  });

  it('does not let anybody publish as a second participant', async () => {
    const call = lab.desk.connect();
    const token = await lab.token(call.id, call.contact.leg);
    const query = new URLSearchParams({
      access_token: token,
      join_request: joinRequest(),
      publish: '1',
      attributes: 'e30=',
    });
    const session = await enter(lab.gate.url, token, { query: query.toString() });
    await session.joined();
    const inside = (await lab.rooms.listParticipants(call.room)).map(({ identity }) => identity);
    assert.deepEqual(inside, [call.contact.leg]);
    session.end();
    const v0 = await join(lab.gate.url, token, { path: '/rtc', query: `access_token=${token}&publish=1` });
    assert.ok(!(v0 instanceof RawSession));
    assert.equal(v0.status, 404);
    const bare = await join(lab.gate.url, token, { query: `access_token=${token}&publish=1` });
    assert.ok(!(bare instanceof RawSession));
    assert.equal(bare.status, 400);
  });

  it('believes no header of a page', async () => {
    const call = lab.desk.connect();
    lab.desk.press(call.id, { type: 'hold', data: {} });
    const full = new AccessToken(lab.livekit.key, lab.livekit.secret, { identity: 'intruder', ttl: 60 });
    full.addGrant({ room: call.room, roomJoin: true, roomAdmin: true });
    const headers = {
      authorization: `Bearer ${await full.toJwt()}`,
      'x-forwarded-for': '203.0.113.7',
      'cf-connecting-ip': '203.0.113.7',
      cookie: 'a=b',
    };
    const session = await enter(lab.gate.url, await lab.token(call.id, call.contact.leg), { headers });
    const joined = await session.joined();
    assert.equal(joined?.participant?.identity, call.contact.leg);
    assert.equal(joined?.participant?.permission?.canPublish, false);
    session.end();
    const smuggled = { 'content-length': '5' };
    const body = await join(lab.gate.url, await lab.token(call.id, call.contact.leg), { headers: smuggled });
    assert.ok(!(body instanceof RawSession));
    assert.equal(body.status, 400);
  });

  it('takes a token given twice for none', async () => {
    const call = lab.desk.connect();
    const token = await lab.token(call.id, call.contact.leg);
    const query = `access_token=${token}&access_token=${token}&join_request=${joinRequest()}`;
    assert.equal((await ask(lab.gate.url, token, { query })).status, 401);
  });

  it('refuses a join request that wants to write metadata', async () => {
    const call = lab.desk.connect();
    const token = await lab.token(call.id, call.contact.leg);
    const query = new URLSearchParams({
      access_token: token,
      join_request: joinRequest({ metadata: '{"epoch":9}' }),
    });
    const outcome = await join(lab.gate.url, token, { query: query.toString() });
    assert.ok(!(outcome instanceof RawSession));
    assert.deepEqual(await lab.rooms.listParticipants(call.room), []);
  });

  it('never writes a token to its log', () => {
    assert.ok(lab.gate.logged.length > 0);
    assert.doesNotMatch(JSON.stringify(lab.gate.logged), /eyJ/);
  });
});
