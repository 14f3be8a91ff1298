import type { IncomingMessage, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Knock, Refusal } from './door.js';

/** The answer's body is the code itself: LiveKit's client hands it to the page as the error's message. */
const headersOf = ({ code, retryAfterMs }: Refusal): Record<string, string> => ({
  'content-type': 'text/plain; charset=utf-8',
  'content-length': String(Buffer.byteLength(code)),
  'cache-control': 'no-store',
  ...(retryAfterMs !== undefined && { 'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) }),
});

/**
 * Lets the page's script read the answer, whatever it is. Without it the LiveKit client takes a refusal for an unreachable
 * server and tries again and again. No cookie is involved and the body is a code, so nothing is given away.
 */
const corsFor = (origin: string | undefined): Record<string, string> =>
  origin === undefined ? {} : { 'access-control-allow-origin': origin, vary: 'origin' };

export function answerRefusal(res: ServerResponse, refusal: Refusal, origin?: string): void {
  res.writeHead(refusal.status, { ...headersOf(refusal), ...corsFor(origin) }).end(refusal.code);
}

export function answerValid(res: ServerResponse, origin?: string): void {
  res.writeHead(200, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...corsFor(origin),
  });
  res.end('success');
}

/** A refusal in place of the WebSocket that was asked for. */
export function refuseSocket(socket: Duplex, refusal: Refusal): void {
  const headers = Object.entries({ ...headersOf(refusal), connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const status = `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}`;
  socket.end([status, ...headers, '', refusal.code].join('\r\n'));
}

/** A request split into what the door asks and what LiveKit gets. Nothing else of it goes further. */
export interface Asked {
  readonly path: string;
  readonly knock: Knock;
  /** Absent: LiveKit would answer with its v0 protocol's rules. */
  readonly joinRequest: string | undefined;
}

/** By exact path: no decoding and no tidying up, so that there is one way to write an address and no way around it. */
export function readRequest(req: IncomingMessage, address: string): Asked {
  const url = req.url ?? '';
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  const origin = req.headers.origin;
  return {
    path,
    knock: { token: only(query, 'access_token'), origin, address },
    joinRequest: only(query, 'join_request'),
  };
}

/** A parameter given twice means two things to two readers: it counts as not given. */
function only(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  return values.length === 1 && values[0] !== '' ? values[0] : undefined;
}
