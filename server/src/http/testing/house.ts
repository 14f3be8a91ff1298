import assert from 'node:assert/strict';
import { createSecretKey, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import type { ProblemCode } from 'video-session-window/interaction';
import type { DeskConfigInput } from '../../core/config.js';
import { createDesk } from '../../core/desk.js';
import type { Desk } from '../../core/types.js';
import { openDatabase } from '../../db/index.js';
import { createLog } from '../../log.js';
import type { ServerOptions } from '../server.js';
import { createDeskServer } from '../server.js';
import { openStream } from './stream-reader.js';

/** A desk with its HTTP side on loopback, over a database in memory; LiveKit's side is a stand-in. */

export const SITE = 'https://crm.example';
export const ENTRY_KEY = 'entry-key-of-acme';
export const secretOf = (tenant: string): string => `${tenant}-signs-with-this-secret-0123456789`;

export function configOf(tenant: string): DeskConfigInput {
  return {
    queues: [
      { id: 'support', label: 'Support' },
      { id: 'sales', label: 'Sales' },
    ],
    declineReasons: [{ id: 'busy', label: 'Busy' }],
    issuers: [
      {
        iss: `${tenant}-crm`,
        signs: ['agents', 'calls'],
        keys: [{ alg: 'HS256', secret: secretOf(tenant) }],
      },
    ],
    origins: [SITE],
    ...(tenant === 'acme' && {
      entryKeys: [{ key: ENTRY_KEY, queues: ['support'], origins: ['https://shop.example'] }],
    }),
  };
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & { readonly code?: ProblemCode; readonly pointer?: string };
}

export type Session = {
  interaction: string;
  party: string;
  leg: string;
  token: string;
  expires: number;
  key: string;
};

export async function startHouse(
  options: Partial<Pick<ServerOptions, 'limitFactor' | 'limitClock' | 'metricsToken' | 'proxies'>> & {
    wrapDesk?: (desk: Desk) => Desk;
  } = {},
) {
  const db = await openDatabase({});
  const lines: string[] = [];
  const log = createLog((line) => lines.push(line));
  const real = await createDesk({ db, log });
  for (const tenant of ['acme', 'globex']) await real.putConfig(tenant, configOf(tenant));
  const desk = options.wrapDesk?.(real) ?? real;
  const livekit = { up: true, webhooks: [] as { body: string; auth: string | undefined }[] };
  const { server, streams, close } = createDeskServer({
    desk,
    sql: db,
    log,
    publicUrl: 'https://desk.example',
    deskSecret: 'a secret of the desk that nobody else knows',
    limitFactor: 1000,
    ...options,
    createMedia: () => ({
      mintAccess: async (_loaded, leg) => ({
        url: 'wss://desk.example',
        token: `media-token-of-${leg}`,
        expires: Date.now() + 1000,
      }),
      webhook: async (body, auth) => void livekit.webhooks.push({ body: Buffer.from(body).toString(), auth }),
      upgrade: async (_incoming, socket) => void socket.destroy(),
      handle: async (_incoming, outgoing) => void outgoing.writeHead(418).end('gate'),
      ready: async () => livekit.up,
    }),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  let closed = false;
  const stop = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    const ended = close();
    server.closeAllConnections();
    await ended;
    await real.close();
    await db.close();
  };

  const answered: { method: string; path: string; status: number; text: string }[] = [];

  async function request(
    method: string,
    path: string,
    token?: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    answered.push({ method, path, status: response.status, text });
    const json = text !== '' && /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : {} };
  }

  const sign = (tenant: string, claims: Record<string, unknown>, seconds = 300): Promise<string> =>
    new SignJWT({ tenant, ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(`${tenant}-crm`)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
      .sign(createSecretKey(Buffer.from(secretOf(tenant))));

  const house = {
    url,
    db,
    desk,
    lines,
    livekit,
    streams,
    server,
    stop,
    /** Every answer so far, to compare with what the desk publishes of itself. */
    answered,
    request,
    sign,
    get: (path: string, token?: string) => request('GET', path, token),
    post: (path: string, body: unknown, token?: string) => request('POST', path, token, body),
    /** Without queues, so that nothing is offered but what a test offers. */
    agentToken: (name = 'ann', tenant = 'acme', more: Record<string, unknown> = {}) =>
      sign(tenant, { sub: name, name: name.toUpperCase(), ...more }),
    callToken: (tenant = 'acme', call: Record<string, unknown> = {}) =>
      sign(tenant, {
        call: { queue: 'support', contact: { ref: `ref-${randomUUID()}`, name: 'Bob' }, ...call },
      }),
    stream: (token: string, cursor?: string) => openStream(`${url}/v1/events`, token, cursor),
    /** A contact who has begun a call. */
    async contact(tenant = 'acme', call: Record<string, unknown> = {}): Promise<Session> {
      const reply = await house.post(
        '/v1/calls',
        { id: randomUUID(), privacy: { version: '1' } },
        await house.callToken(tenant, call),
      );
      assert.equal(reply.status, 201, JSON.stringify(reply.body));
      return reply.body as unknown as Session;
    },
    command: (interaction: string, token: string, type: string, data: unknown = {}) =>
      house.post(`/v1/interactions/${interaction}/commands`, { id: randomUUID(), type, data }, token),
    /** A call that an agent has accepted. */
    async connected(agent = 'ann', tenant = 'acme', call: Record<string, unknown> = {}) {
      const token = await house.agentToken(agent, tenant);
      await house.post('/v1/agent/commands', { id: randomUUID(), type: 'set-not-ready' }, token);
      const session = await house.contact(tenant, call);
      const assignment = randomUUID();
      await real.systemCommand(session.interaction, { type: 'offer', data: { assignment, agent } });
      const accepted = await house.command(session.interaction, token, 'accept', { assignment });
      assert.equal(accepted.status, 200, JSON.stringify(accepted.body));
      return { session, agent: token, assignment };
    },
  };
  return house;
}

export type House = Awaited<ReturnType<typeof startHouse>>;

/** The desk refused with this code. */
export function refusedWith(reply: Reply, code: ProblemCode, status?: number): void {
  assert.equal(reply.body.code, code, JSON.stringify(reply.body));
  if (status !== undefined) assert.equal(reply.status, status);
  assert.equal(reply.headers.get('content-type'), 'application/problem+json');
}
