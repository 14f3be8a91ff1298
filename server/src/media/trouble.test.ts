import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { RateLimiter } from '../http/limits.js';
import type { Lab, OwnLiveKit } from './testing/lab.js';
import {
  eventually,
  openLab,
  ownLiveKit,
  pageOrigin,
  pageSecret,
  startGate,
  tokenFor,
} from './testing/lab.js';
import { ask, enter, join, RawSession } from './testing/raw-client.js';

describe('when something is down', () => {
  let livekit: OwnLiveKit;
  let lab: Lab;
  before(async () => {
    livekit = await ownLiveKit();
    lab = await openLab(livekit);
  });
  after(async () => {
    await lab.close();
    await livekit.dispose();
  });

  async function bothAnswer(gate: string, token: string, status: number, body: string) {
    const socket = await join(gate, token, { origin: pageOrigin });
    assert.ok(!(socket instanceof RawSession));
    const answer = await ask(gate, token, { origin: pageOrigin });
    assert.deepEqual([socket.status, socket.body], [status, body]);
    assert.deepEqual([answer.status, answer.body], [status, body]);
    assert.equal(answer.headers['access-control-allow-origin'], pageOrigin);
    return answer;
  }

  it('answers 503 while the database is away, so that pages try again', async () => {
    const call = lab.desk.connect();
    const token = await lab.token(call.id, call.contact.leg);
    lab.desk.down = true;
    await bothAnswer(lab.gate.url, token, 503, 'desk-unavailable');
    lab.desk.down = false;
    const session = await enter(lab.gate.url, token);
    session.end();
  });

  it('lets nobody in when the database fails between asking LiveKit and answering the page', async () => {
    const call = lab.desk.connect();
    const token = await lab.token(call.id, call.contact.leg);
    await eventually('settled', () => lab.gate.media.status().reconciling === 0 || undefined);
    let reads = 0;
    lab.desk.onLoad = () => {
      reads += 1;
      lab.desk.down = reads > 1;
    };
    const outcome = await join(lab.gate.url, token);
    lab.desk.onLoad = undefined;
    lab.desk.down = false;
    assert.ok(!(outcome instanceof RawSession));
    assert.deepEqual([outcome.status, outcome.body], [503, 'desk-unavailable']);
    assert.equal(lab.gate.media.status().tunnels, 0);
  });

  it('applies what happened while the database was away as soon as it is back', async () => {
    const call = lab.desk.connect();
    const session = await enter(lab.gate.url, await lab.token(call.id, call.contact.leg));
    await session.joined();
    lab.desk.down = true;
    lab.desk.press(call.id, { type: 'hold', data: {} });
    await eventually(
      'failed once',
      () => lab.gate.logged.some(({ event }) => event === 'reconcile-failed') || undefined,
    );
    lab.desk.down = false;
    const permission = async () => (await lab.rooms.getParticipant(call.room, call.contact.leg)).permission;
    await eventually('held', async () => (await permission())?.canSubscribe === false || undefined);
    session.end();
  });

  it('answers 503 while LiveKit is away, and makes its rooms again when it is back', async () => {
    const call = lab.desk.connect();
    const token = await lab.token(call.id, call.contact.leg);
    const session = await enter(lab.gate.url, token);
    const refresh = (await session.refreshed()) ?? '';
    await livekit.kill();
    await session.closed;
    await bothAnswer(lab.gate.url, token, 503, 'media-unavailable');
    // Access is still given: the gate decides when LiveKit is back.
    assert.ok(await lab.token(call.id, call.contact.leg));
    assert.equal(lab.gate.media.status().livekit.state, 'down');
    assert.equal(await lab.gate.media.ready(), false);
    lab.desk.press(call.id, { type: 'hold', data: {} });
    await livekit.start();
    // A refresh token of the server that died is as good as ever; the hold of the meantime counts.
    const again = await enter(lab.gate.url, refresh);
    assert.equal((await again.joined())?.participant?.permission?.canSubscribe, false);
    assert.equal(await lab.gate.media.ready(), true);
    await eventually('caught up', () => lab.gate.media.status().reconciling === 0 || undefined);
    again.end();
  });

  it('lets pages back in after the gate itself was killed', async () => {
    const call = lab.desk.connect();
    const first = await startGate(livekit, lab.desk);
    const token = await tokenFor(first.media, lab.desk, call.id, call.contact.leg);
    const session = await enter(first.url, token);
    const refresh = (await session.refreshed()) ?? '';
    await first.kill();
    await session.closed;
    const second = await startGate(livekit, lab.desk, { port: first.port });
    for (const presented of [token, refresh]) {
      const again = await enter(second.url, presented);
      assert.equal((await again.joined())?.participant?.identity, call.contact.leg);
      again.end();
    }
    await second.kill();
  });

  it('asks the next LiveKit server when the first does not answer', async () => {
    const dead = 'http://127.0.0.1:9';
    const call = lab.desk.connect();
    for (const httpUrl of [
      [dead, livekit.httpUrl],
      [livekit.httpUrl, dead],
    ]) {
      const gate = await startGate({ ...livekit, httpUrl }, lab.desk);
      const token = await tokenFor(gate.media, lab.desk, call.id, call.contact.leg);
      const session = await enter(gate.url, token);
      assert.equal((await session.joined())?.room?.name, call.room);
      session.end();
      await gate.kill();
    }
  });

  it('survives many pages that vanish at once', async () => {
    const calls = Array.from({ length: 75 }, () => lab.desk.begin());
    const sessions: RawSession[] = [];
    for (const call of calls)
      sessions.push(await enter(lab.gate.url, await lab.token(call.id, call.contact.leg)));
    assert.equal(lab.gate.media.status().tunnels, 75);
    for (const { socket } of sessions) (socket as import('node:net').Socket).resetAndDestroy();
    await eventually('no tunnels', () => lab.gate.media.status().tunnels === 0 || undefined);
    // Some go before they were answered.
    const { hostname, port } = new URL(lab.gate.url);
    for (const call of calls.slice(0, 20)) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      const token = await lab.token(call.id, call.contact.leg);
      socket.write(
        `GET /rtc/v1?access_token=${token}&join_request=AA== HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      );
      socket.resetAndDestroy();
    }
    const last = lab.desk.connect();
    const session = await enter(lab.gate.url, await lab.token(last.id, last.contact.leg));
    assert.ok(await session.joined());
    session.end();
  });

  it('refuses an expired token with 401, so that the page asks for a new one', async () => {
    const call = lab.desk.connect();
    const signed = (age: number) =>
      new SignJWT({ interaction: call.id, room: call.room, epoch: 1, holder: 'x' })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer('video-session-desk')
        .setAudience('video-session-gate')
        .setSubject(call.contact.leg)
        .setExpirationTime(Math.floor(Date.now() / 1000) - age)
        .sign(new TextEncoder().encode(pageSecret));
    await bothAnswer(lab.gate.url, await signed(30), 401, 'token-expired');
    assert.equal((await ask(lab.gate.url, await signed(2))).status, 200);
  });

  it('refuses tokens of nobody it knows, and LiveKit refuses the pages own', async () => {
    const call = lab.desk.connect();
    const sign = (claims: object, issuer: string, secret: string) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(issuer)
        .setAudience('video-session-gate')
        .setSubject(call.contact.leg)
        .setExpirationTime('5m')
        .sign(new TextEncoder().encode(secret));
    const claims = { interaction: call.id, room: call.room, epoch: 1, holder: 'x' };
    const grant = { video: { room: call.room, roomJoin: true }, metadata: '{"epoch":1,"holder":"x"}' };
    const wrong = 'w'.repeat(43);
    for (const token of [
      await sign(claims, 'video-session-desk', wrong),
      await sign(claims, 'video-session-desk', livekit.secret),
      await sign(grant, livekit.key, wrong),
      await sign(grant, livekit.key, pageSecret),
      await sign(grant, 'somebody', livekit.secret),
      // Signed by LiveKit, but descended from no join of a desk.
      await sign({ video: grant.video }, livekit.key, livekit.secret),
    ]) {
      await bothAnswer(lab.gate.url, token, 401, 'unauthorized');
    }
    const own = await lab.token(call.id, call.contact.leg);
    assert.equal((await ask(livekit.httpUrl, own)).status, 401);
  });

  it('slows down who tries too often, and says for how long', async () => {
    const gate = await startGate(livekit, lab.desk, { limiter: new RateLimiter({ factor: 0.1 }) });
    const call = lab.desk.connect();
    const token = await tokenFor(gate.media, lab.desk, call.id, call.contact.leg);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) statuses.push((await ask(gate.url, token)).status);
    assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
    const answer = await bothAnswer(gate.url, token, 429, 'rate-limited');
    assert.ok(Number(answer.headers['retry-after']) >= 1);
    // Another leg at the same address is not slowed down; guessing tokens is, whoever guesses.
    const other = await tokenFor(gate.media, lab.desk, call.id, call.agent.leg);
    assert.equal((await ask(gate.url, other)).status, 200);
    for (let guess = 0; guess < 3; guess += 1) assert.equal((await ask(gate.url, 'guess')).status, 401);
    assert.equal((await ask(gate.url, 'guess')).status, 429);
    await gate.kill();
  });
});
