import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { AccessToken } from 'livekit-server-sdk';
import { DeskError } from '../core/types.js';
import { FakeDesk, tenant } from './testing/fake-desk.js';
import { eventually, openLab, ownLiveKit } from './testing/lab.js';
import { enter } from './testing/raw-client.js';
import type { Presence } from './webhooks.js';
import { createWebhooks } from './webhooks.js';

const livekit = { apiKey: 'key', apiSecret: 's'.repeat(43) };

async function sign(body: string, secret = livekit.apiSecret): Promise<string> {
  const token = new AccessToken(livekit.apiKey, secret, { ttl: 300 });
  token.sha256 = createHash('sha256').update(body).digest('base64');
  return token.toJwt();
}

function setup(clock?: () => number) {
  const desk = new FakeDesk();
  const compared: string[] = [];
  const presences: Presence[] = [];
  const parts = {
    livekit,
    desk,
    compare: (id: string) => void compared.push(id),
    presence: (one: Presence) => void presences.push(one),
  };
  return { desk, compared, presences, webhook: createWebhooks(parts, clock) };
}

const isUnauthorized = (error: unknown) => error instanceof DeskError && error.code === 'unauthorized';

describe('LiveKit’s webhooks', () => {
  it('make the desk look again, and say who came and went', async () => {
    const { desk, compared, presences, webhook } = setup();
    const call = desk.connect();
    const { leg, party } = call.contact;
    for (const [id, event] of [
      ['1', 'participant_joined'],
      ['2', 'participant_left'],
    ]) {
      const body = JSON.stringify({ id, event, room: { name: call.room }, participant: { identity: leg } });
      assert.equal(await webhook(new TextEncoder().encode(body), await sign(body)), 'handled');
    }
    assert.deepEqual(compared, [call.id, call.id]);
    const base = { tenant, interaction: call.id, party, leg };
    assert.deepEqual(presences, [
      { ...base, present: true },
      { ...base, present: false },
    ]);
  });

  it('are refused when somebody else wrote or changed them', async () => {
    const { desk, compared, webhook } = setup();
    const call = desk.connect();
    const body = JSON.stringify({ id: '1', event: 'participant_joined', room: { name: call.room } });
    const auth = await sign(body);
    await assert.rejects(webhook(body, undefined), isUnauthorized);
    await assert.rejects(webhook(body, 'nonsense'), isUnauthorized);
    await assert.rejects(webhook(body, await sign(body, 'x'.repeat(43))), isUnauthorized);
    await assert.rejects(webhook(body.replace('joined', 'left'), auth), isUnauthorized);
    await assert.rejects(webhook(`${body} `, auth), isUnauthorized);
    assert.deepEqual(compared, []);
  });

  it('count once, however often they are sent within a day', async () => {
    let now = 0;
    const { desk, compared, webhook } = setup(() => now);
    const call = desk.connect();
    const body = JSON.stringify({ id: 'same', event: 'track_published', room: { name: call.room } });
    const auth = await sign(body);
    assert.equal(await webhook(body, auth), 'handled');
    now += 23 * 3_600_000;
    assert.equal(await webhook(body, auth), 'duplicate');
    assert.deepEqual(compared, [call.id]);
    now += 2 * 3_600_000;
    assert.equal(await webhook(body, auth), 'handled');
  });

  it('about rooms of nobody change nothing', async () => {
    const { compared, webhook } = setup();
    const body = JSON.stringify({ id: '1', event: 'participant_joined', room: { name: 'unknown' } });
    assert.equal(await webhook(body, await sign(body)), 'ignored');
    assert.deepEqual(compared, []);
  });

  it('are understood as LiveKit itself sends them', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const own = await ownLiveKit({ webhookUrl: `http://127.0.0.1:${port}/` });
    const presences: Presence[] = [];
    const lab = await openLab(own, { presence: (one) => void presences.push(one) });
    const results: unknown[] = [];
    server.on('request', async (req, res) => {
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk as Buffer);
      results.push(await lab.gate.media.webhook(Buffer.concat(chunks), req.headers.authorization));
      res.end();
    });
    const call = lab.desk.connect();
    const session = await enter(lab.gate.url, await lab.token(call.id, call.contact.leg));
    await session.joined();
    lab.desk.press(call.id, { type: 'disconnect', data: {} });
    await session.closed;
    // Somebody without media never becomes active: their going is told as an aborted connection or as having left.
    await eventually(
      'told that it left',
      () => presences.some(({ leg, present }) => leg === call.contact.leg && !present) || undefined,
    );
    assert.ok(results.includes('handled'));
    await lab.close();
    await own.dispose();
    server.close();
  });
});
