import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { legOf } from 'video-session-window/interaction';
import type { Authenticator } from '../auth/authenticate.js';
import { createAuthenticator } from '../auth/authenticate.js';
import { contactTokens } from '../auth/contact-token.js';
import { deriveKey } from '../auth/hash.js';
import { joinLinks } from '../auth/join-links.js';
import { reentryKeys } from '../auth/reentry-keys.js';
import type { Sql } from '../auth/sql.js';
import type { Desk } from '../core/types.js';
import type { Log } from '../log.js';
import { describeError } from '../log.js';
import { addressOf } from './address.js';
import { createApp } from './app.js';
import type { Context, MediaAccess } from './context.js';
import { RateLimiter } from './limits.js';
import { Metrics } from './metrics.js';
import type { Sites } from './sites.js';
import { createSites } from './sites.js';
import { Streams } from './stream/streams.js';

/** What the media side needs of the HTTP side. */
export interface ForMedia {
  readonly limiter: RateLimiter;
  originAllowed(tenant: string, origin: string): Promise<boolean>;
  addressOf(incoming: IncomingMessage): string;
  /** LiveKit says that somebody's connection came or went. */
  presence(event: {
    readonly tenant: string;
    readonly interaction: string;
    readonly leg: string;
    readonly present: boolean;
  }): void;
}

/** The media side as the server uses it. */
export interface MediaSide extends MediaAccess {
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void>;
  ready(): Promise<boolean>;
}

export interface ServerOptions {
  readonly desk: Desk;
  readonly sql: Sql;
  readonly publicUrl: string;
  /** At least 32 characters; everything the desk signs itself derives from it. */
  readonly deskSecret: string;
  readonly log: Log;
  createMedia(need: ForMedia): MediaSide;
  /** How many proxies of the operator's stand in front. */
  readonly proxies?: number;
  readonly limitFactor?: number;
  /** The clock of the limits, in milliseconds. */
  readonly limitClock?: () => number;
  readonly metricsToken?: string | undefined;
}

export interface DeskServer {
  readonly server: Server;
  readonly streams: Streams;
  /** Stops listening and ends every stream with a word. */
  close(): Promise<void>;
}

/** Slow senders are not waited for: headers and body must be here by then. */
const HEADERS_MS = 15_000;
const REQUEST_MS = 30_000;
/** Longer than what stands in front keeps a connection: whoever closes first while the other sends loses a request. */
const KEEP_ALIVE_MS = 75_000;

export function createDeskServer(options: ServerOptions): DeskServer {
  const { desk, log, publicUrl } = options;
  const proxies = options.proxies ?? 0;
  const contacts = contactTokens(deriveKey(options.deskSecret, 'contact-token'));
  const auth: Authenticator = createAuthenticator(desk, contacts);
  const sites: Sites = createSites(desk, auth, publicUrl);
  const limiter = new RateLimiter({
    factor: options.limitFactor ?? 1,
    ...(options.limitClock && { clock: options.limitClock }),
  });
  const metrics = new Metrics();
  const streams = new Streams({ desk, metrics, log });
  const media = options.createMedia({
    limiter,
    originAllowed: (tenant, origin) => sites.allowed(tenant, origin),
    addressOf: (incoming) => addressOf(incoming, proxies),
    presence(event) {
      if (event.present) return;
      askWhoeverLeft(desk, streams, event).catch((error: unknown) => {
        log.warn('presence-not-asked', { interaction: event.interaction, error: describeError(error) });
      });
    },
  });
  const context: Context = {
    desk,
    auth,
    contacts,
    links: joinLinks(options.sql),
    keys: reentryKeys(options.sql),
    media,
    sites,
    limiter,
    metrics,
    streams,
    log,
    mediaReady: () => media.ready(),
    metricsToken: options.metricsToken,
  };
  const app = createApp(context, { proxies });
  // What is left of a body is read away by Node itself; the listener would close the connection under a busy desk, and the
  // next request on it would fail.
  const listener = getRequestListener(app.fetch, { autoCleanupIncoming: false });
  const server = createServer(
    { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, keepAliveTimeout: KEEP_ALIVE_MS },
    (incoming, outgoing) => {
      void (isGate(incoming) ? media.handle(incoming, outgoing) : listener(incoming, outgoing));
    },
  );
  server.on('upgrade', (incoming, socket, head) => void media.upgrade(incoming, socket, head));

  return {
    server,
    streams,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      streams.close();
      // Those that are answered meanwhile become idle one by one.
      const timer = setInterval(() => server.closeIdleConnections(), 50);
      await closed.finally(() => clearInterval(timer));
    },
  };
}

/** Somebody who is in the call for the desk has left LiveKit's room: do they still read their stream? */
async function askWhoeverLeft(
  desk: Desk,
  streams: Streams,
  { tenant, interaction, leg }: { tenant: string; interaction: string; leg: string },
): Promise<void> {
  const loaded = await desk.load(interaction);
  const found = loaded && legOf(loaded.state, leg);
  if (!found || loaded.state.phase === 'ended' || found.party.leftAt !== undefined) return;
  const { agent } = found.party;
  streams.ask(agent === undefined ? leg : `${tenant}/${agent}`);
}

/** LiveKit's signalling, whatever exactly is asked of it: only the gate answers there. */
const isGate = ({ url = '' }: IncomingMessage): boolean => /^\/rtc(?:[/?]|$)/.test(url);
