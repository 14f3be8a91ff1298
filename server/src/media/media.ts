import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Access } from 'video-session-window/interaction';
import type { Desk, Loaded } from '../core/types.js';
import { RateLimiter } from '../http/limits.js';
import type { Log } from '../log.js';
import type { AccessRequest } from './access.js';
import { createAccess } from './access.js';
import { createDoor } from './door.js';
import { createGate } from './gate.js';
import type { Health } from './livekit.js';
import { createLiveKit } from './livekit.js';
import { createNodes } from './nodes.js';
import { Reconciler } from './reconciler.js';
import { Sweeper } from './sweeper.js';
import { createTokens } from './tokens.js';
import { Tunnels } from './tunnels.js';
import type { Presence, WebhookResult } from './webhooks.js';
import { createWebhooks } from './webhooks.js';

export type MediaDesk = Pick<Desk, 'load' | 'byRoom' | 'live' | 'onChange' | 'command'>;

export interface MediaOptions {
  readonly desk: MediaDesk;
  readonly livekit: {
    /** `http:` or `https:`, as the desk reaches it; several for several nodes that share one Redis. */
    readonly url: string | readonly string[];
    readonly apiKey: string;
    readonly apiSecret: string;
  };
  /** Signs pages' tokens; the same in every desk, and another one than LiveKit's. At least 32 bytes. */
  readonly pageSecret: string | Uint8Array;
  /** The desk's address as pages reach it. */
  readonly publicUrl: string;
  readonly log: Log;
  originAllowed(tenant: string, origin: string): boolean | Promise<boolean>;
  /** A leg came or went, as LiveKit says. */
  presence?(event: Presence): void;
  /** Whether this process may sweep now; absent: it is the only one. */
  lease?(name: string, ms: number): Promise<boolean>;
  /** Where a request comes from; absent: the other end of its socket. */
  addressOf?(req: IncomingMessage): string;
  /** Shared with the HTTP routes, so that wrong tokens count together. */
  readonly limiter?: RateLimiter;
  readonly sweepMs?: number;
}

export interface MediaStatus {
  readonly livekit: Health;
  readonly tunnels: number;
  /** Interactions whose permissions are being applied or wait for LiveKit to come back. */
  readonly reconciling: number;
}

/** Everything between the desk and LiveKit. */
export interface Media {
  /** A WebSocket that was asked for below `/rtc`. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  /** Any other request below `/rtc`. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
  /** Throws `DeskError`. The caller has made sure that the leg belongs to whoever asks. */
  mintAccess(loaded: Loaded, leg: string, request: AccessRequest): Promise<Access>;
  /** The body exactly as it came. Throws `unauthorized` when LiveKit has not signed it. */
  webhook(rawBody: string | Uint8Array, authHeader: string | undefined): Promise<WebhookResult>;
  status(): MediaStatus;
  /** Whether LiveKit answers now. */
  ready(): Promise<boolean>;
  /** Ends every tunnel: pages come back through another desk, with their media running. */
  close(): Promise<void>;
}

const SWEEP_MS = 15_000;

export function createMedia(options: MediaOptions): Media {
  const { desk, log } = options;
  const { apiKey, apiSecret } = options.livekit;
  const nodes = createNodes(options.livekit);
  const livekit = createLiveKit(nodes, log);
  const tokens = createTokens({ pageSecret: options.pageSecret, apiKey, apiSecret });
  const tunnels = new Tunnels();
  const reconciler = new Reconciler({ desk, livekit, tunnels, log });
  const compare = (interaction: string) => reconciler.compare(interaction);
  const sweeper = new Sweeper({
    desk,
    livekit,
    reconciler,
    log,
    everyMs: options.sweepMs ?? SWEEP_MS,
    lease: (name, ms) => options.lease?.(name, ms) ?? Promise.resolve(true),
  });
  const expelOlder = (room: string, leg: string, epoch: number) => reconciler.expelOlder(room, leg, epoch);
  const door = createDoor({
    desk,
    tokens,
    livekit,
    tunnels,
    log,
    expelOlder,
    limiter: options.limiter ?? new RateLimiter(),
    originAllowed: (tenant, origin) => options.originAllowed(tenant, origin),
  });
  const gate = createGate({
    door,
    tokens,
    nodes,
    livekit,
    tunnels,
    log,
    addressOf: (req) => options.addressOf?.(req) ?? req.socket.remoteAddress ?? '',
    entered: compare,
  });
  const mintAccess = createAccess({
    desk,
    tokens,
    livekit,
    url: options.publicUrl.replace(/^http/, 'ws'),
    expelOlder,
  });
  const webhook = createWebhooks({
    livekit: { apiKey, apiSecret },
    desk,
    compare,
    presence: (event) => options.presence?.(event),
  });

  return {
    upgrade: gate.upgrade,
    handle: gate.handle,
    mintAccess,
    webhook,
    ready: () => livekit.answers(),
    status: () => ({ livekit: livekit.health(), tunnels: tunnels.size, reconciling: reconciler.pending }),
    async close() {
      sweeper.close();
      reconciler.close();
      tunnels.close();
    },
  };
}
