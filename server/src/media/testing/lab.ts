import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:http';
import { after, before } from 'node:test';
import { RoomServiceClient } from 'livekit-server-sdk';
import type { LogFields } from '../../log.js';
import { RateLimiter } from '../../http/limits.js';
import type { Media, MediaDesk, MediaOptions } from '../media.js';
import { createMedia } from '../media.js';
import { FakeDesk } from './fake-desk.js';

export const pageOrigin = 'https://crm.example';

/** A LiveKit server of this test's own, or the one that the test command started. */
export interface LabLiveKit {
  readonly httpUrl: string;
  readonly key: string;
  readonly secret: string;
}

export interface OwnLiveKit extends LabLiveKit {
  start(): Promise<void>;
  kill(): Promise<void>;
  dispose(): Promise<void>;
}

/** One that the test may end and start again. */
export async function ownLiveKit(options: { webhookUrl?: string } = {}): Promise<OwnLiveKit> {
  // By address: the tools are plain JavaScript outside the desk's project.
  const tool: unknown = await import(
    new URL('../../../../tools/run/livekit-server.mjs', import.meta.url).href
  );
  return (tool as { startLiveKit(options: object): Promise<OwnLiveKit> }).startLiveKit(options);
}

export async function sharedLiveKit(): Promise<LabLiveKit & { dispose(): Promise<void> }> {
  const { TEST_LIVEKIT_URL: url, TEST_LIVEKIT_KEY: key, TEST_LIVEKIT_SECRET: secret } = process.env;
  if (!url || !key || !secret) return ownLiveKit();
  return { httpUrl: url.replace(/^ws/, 'http'), key, secret, dispose: async () => undefined };
}

export interface Gate {
  readonly url: string;
  readonly media: Media;
  /** Every line that was logged. */
  readonly logged: { event: string; fields: LogFields | undefined }[];
  port: number;
  /** Ends it as a crash would: every socket is cut. */
  kill(): Promise<void>;
}

/** The desk's HTTP server as far as the gate needs one. */
export async function startGate(
  livekit: LabLiveKit | { httpUrl: readonly string[]; key: string; secret: string },
  desk: MediaDesk,
  options: Partial<MediaOptions> & { port?: number } = {},
): Promise<Gate> {
  const { port: wanted = 0, ...rest } = options;
  const logged: Gate['logged'] = [];
  const note = (event: string, fields?: LogFields) => void logged.push({ event, fields });
  const server = createServer();
  server.listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const media = createMedia({
    desk,
    livekit: { url: livekit.httpUrl, apiKey: livekit.key, apiSecret: livekit.secret },
    pageSecret,
    publicUrl: `http://127.0.0.1:${port}`,
    log: { info: note, warn: note, error: note },
    originAllowed: (_tenant, origin) => origin === pageOrigin || origin.startsWith('http://127.0.0.1:'),
    limiter: new RateLimiter({ factor: 10 }),
    sweepMs: 3_600_000,
    ...rest,
  });
  server.on('request', (req, res) => void media.handle(req, res));
  server.on('upgrade', (req, socket, head) => void media.upgrade(req, socket, head));
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return {
    url: `ws://127.0.0.1:${port}`,
    media,
    logged,
    port,
    async kill() {
      const closed = once(server, 'close');
      server.close();
      await media.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

export const pageSecret = randomBytes(32).toString('base64url');

export interface Lab {
  readonly livekit: LabLiveKit;
  readonly desk: FakeDesk;
  readonly gate: Gate;
  readonly rooms: RoomServiceClient;
  /** A token for a leg as its page would get it; one page per leg unless told. */
  token(call: string, leg: string, options?: { holder?: string; takeOver?: boolean }): Promise<string>;
  close(): Promise<void>;
}

export async function openLab(livekit: LabLiveKit, options: Partial<MediaOptions> = {}): Promise<Lab> {
  const desk = new FakeDesk();
  const gate = await startGate(livekit, desk, options);
  return {
    livekit,
    desk,
    gate,
    rooms: new RoomServiceClient(livekit.httpUrl, livekit.key, livekit.secret, { failover: false }),
    token: (call, leg, page) => tokenFor(gate.media, desk, call, leg, page),
    close: () => gate.kill(),
  };
}

export async function tokenFor(
  media: Media,
  desk: FakeDesk,
  call: string,
  leg: string,
  { holder = `page-of-${leg}`, takeOver = false } = {},
): Promise<string> {
  const loaded = await desk.load(call);
  if (!loaded) throw new Error('no such call');
  return (await media.mintAccess(loaded, leg, { holder, takeOver })).token;
}

/** Asks again and again, for what no event announces. */
export async function eventually<T>(
  what: string,
  question: () => Promise<T | undefined> | T | undefined,
  ms = 15_000,
): Promise<T> {
  const until = performance.now() + ms;
  for (;;) {
    const answer = await question();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > until) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A LiveKit server and a gate for all tests of a `describe`. */
export function useLab(options: Partial<MediaOptions> = {}): () => Lab {
  let livekit: Awaited<ReturnType<typeof sharedLiveKit>>;
  let lab: Lab;
  before(async () => {
    livekit = await sharedLiveKit();
    lab = await openLab(livekit, options);
  });
  after(async () => {
    await lab.close();
    await livekit.dispose();
  });
  return () => lab;
}
