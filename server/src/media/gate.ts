import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { DeskError } from '../core/types.js';
import type { Log } from '../log.js';
import { describeError } from '../log.js';
import type { Asked } from './answer.js';
import { answerRefusal, answerValid, readRequest, refuseSocket } from './answer.js';
import type { Dialled } from './dial.js';
import { dial, upstreamHeaders } from './dial.js';
import type { Door, Refusal, Ticket } from './door.js';
import { refuse } from './door.js';
import type { LiveKit } from './livekit.js';
import type { Nodes } from './nodes.js';
import { PageSocket } from './page-socket.js';
import type { Tokens } from './tokens.js';
import type { Tunnels } from './tunnels.js';

const SOCKET_PATH = '/rtc/v1';
const VALIDATE_PATH = '/rtc/v1/validate';

export interface GateParts {
  readonly door: Door;
  readonly tokens: Tokens;
  readonly nodes: Nodes;
  readonly livekit: LiveKit;
  readonly tunnels: Tunnels;
  readonly log: Log;
  addressOf(req: IncomingMessage): string;
  /** Called when somebody has come in or resumed: what LiveKit allows them has to be compared with the state. */
  entered(interaction: string): void;
}

/**
 * The gate in front of LiveKit's signalling. A page's token says who it is; what it may do is decided here, from the state
 * at this moment, and LiveKit only ever sees the gate's own token.
 */
export function createGate(parts: GateParts) {
  const { door, tokens, nodes, livekit, tunnels, log } = parts;

  function refused(asked: Asked, refusal: Refusal, ticket?: Ticket): Refusal {
    const leg = ticket?.presented.leg;
    log.info('gate-refused', {
      code: refusal.code,
      status: refusal.status,
      leg,
      address: asked.knock.address,
    });
    return refusal;
  }

  /** Calls LiveKit with a token of its own kind; makes the room if LiveKit does not know it (any more). */
  async function call(
    ticket: Ticket,
    asked: Asked,
    path: string,
    headers: Record<string, string>,
    gone: AbortSignal,
  ) {
    const { presented, grants, role } = ticket;
    const query = new URLSearchParams({ access_token: await tokens.forJoin(presented, grants, role) });
    if (asked.joinRequest !== undefined) query.set('join_request', asked.joinRequest);
    const once = () => callAny(presented.room, `${path}?${query.toString()}`, headers, gone);
    const first = await once();
    if (first?.kind !== 'answered' || first.status !== 404) return first;
    await livekit.ensureRoom(presented.room);
    return once();
  }

  async function callAny(room: string, target: string, headers: Record<string, string>, gone: AbortSignal) {
    for (const node of nodes.order(room)) {
      try {
        const dialled = await dial(new URL(target, node.url), headers, gone);
        nodes.answered(node, room);
        return dialled;
      } catch (error) {
        if (gone.aborted) return undefined;
        nodes.failed(node);
        log.warn('gate-dial-failed', {
          node: node.url.host,
          error: error instanceof Error ? error.name : 'unknown',
        });
      }
    }
    return undefined;
  }

  /** LiveKit refuses our own token, or the page's join request: only the second is for the page to mend. */
  const refusalOf = (dialled: Dialled | undefined): Refusal =>
    refuse(dialled?.kind === 'answered' && dialled.status === 400 ? 'invalid-input' : 'media-unavailable');

  async function open(page: PageSocket, req: IncomingMessage, asked: Asked): Promise<Refusal | undefined> {
    const admitted = await door.admit(asked.knock);
    if (!admitted.ok) return refused(asked, admitted);
    const { ticket } = admitted;
    const dialled = await call(
      ticket,
      asked,
      SOCKET_PATH,
      upstreamHeaders(req.headers, asked.knock.address),
      page.gone,
    );
    if (dialled?.kind !== 'upgraded')
      return page.gone.aborted ? undefined : refused(asked, refusalOf(dialled), ticket);
    return connect(page, asked, ticket, dialled);
  }

  /** LiveKit has let them in; they hear of it only after the state was read once more. */
  async function connect(
    page: PageSocket,
    asked: Asked,
    ticket: Ticket,
    dialled: Dialled & { kind: 'upgraded' },
  ) {
    const upstream = dialled.socket;
    upstream.on('error', () => page.socket.destroy());
    if (upstream instanceof Socket) upstream.setNoDelay(true);
    let confirmed = false;
    const { room, leg, epoch } = ticket.presented;
    const end = () => {
      upstream.destroy();
      if (confirmed) page.socket.destroy();
    };
    // Registered before the state is read: whoever is expelled from here on is found.
    const forget = tunnels.add({ room, leg, epoch, end });
    upstream.on('close', forget);
    const again = await door.confirm(ticket);
    if (!again.ok) {
      end();
      // The room may have been made for a call that has ended since.
      parts.entered(ticket.interaction);
      return refused(asked, again, ticket);
    }
    // Ended in order is an answer, and the page must hear it, or it would try the same again and again; a reset is none.
    if (page.gone.aborted || (upstream.destroyed && !upstream.readableEnded)) {
      end();
      return page.gone.aborted ? undefined : refused(asked, refuse('media-unavailable'), ticket);
    }
    confirmed = true;
    page.join(upstream, dialled.head, statusAndHeaders(dialled.response));
    log.info('gate-open', { interaction: ticket.interaction, leg, epoch });
    parts.entered(ticket.interaction);
    return undefined;
  }

  function trouble(what: string, error: unknown): Refusal {
    if (error instanceof DeskError) return refuse(error.code, error.retryAfterMs);
    log.error('gate-failed', { what, error: describeError(error) });
    return refuse('desk-unavailable');
  }

  async function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const page = new PageSocket(socket, head);
    try {
      const asked = readRequest(req, parts.addressOf(req));
      const problem = unfit(req, asked, SOCKET_PATH) ?? (await open(page, req, asked));
      if (problem && !socket.destroyed) refuseSocket(socket, problem);
    } catch (error) {
      const refusal = trouble('upgrade', error);
      if (!socket.destroyed) refuseSocket(socket, refusal);
    }
  }

  /** The LiveKit client asks this after a failed socket, to learn why: it must hear what the socket was told. */
  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const asked = readRequest(req, parts.addressOf(req));
    const { origin } = asked.knock;
    const gone = new AbortController();
    res.on('close', () => gone.abort());
    try {
      const refusal = unfit(req, asked, VALIDATE_PATH) ?? (await validate(asked, gone.signal));
      if (refusal) answerRefusal(res, refusal, origin);
      else answerValid(res, origin);
    } catch (error) {
      answerRefusal(res, trouble('validate', error), origin);
    }
  }

  async function validate(asked: Asked, gone: AbortSignal): Promise<Refusal | undefined> {
    const admitted = await door.admit(asked.knock);
    if (!admitted.ok) return admitted;
    const headers = { 'x-forwarded-for': asked.knock.address };
    const dialled = await call(admitted.ticket, asked, VALIDATE_PATH, headers, gone);
    return dialled?.kind === 'answered' && dialled.status === 200 ? undefined : refusalOf(dialled);
  }

  return { upgrade, handle };
}

/** Only what the LiveKit client sends by itself: GET, one of two paths, no body, one join request. */
function unfit(req: IncomingMessage, asked: Asked, path: string): Refusal | undefined {
  if (req.method !== 'GET' || asked.path !== path) return refuse('unknown-route');
  const { 'content-length': length = '0', 'transfer-encoding': encoding, upgrade } = req.headers;
  if (upgrade !== undefined && upgrade.toLowerCase() !== 'websocket') return refuse('invalid-input');
  if (length !== '0' || encoding !== undefined || asked.joinRequest === undefined)
    return refuse('invalid-input');
  return undefined;
}

/** LiveKit's answer as it came: the accept key and the extensions it agreed to. */
function statusAndHeaders(response: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${response.statusCode} ${response.statusMessage}`];
  for (let i = 0; i < response.rawHeaders.length; i += 2) {
    lines.push(`${response.rawHeaders[i]}: ${response.rawHeaders[i + 1]}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}
