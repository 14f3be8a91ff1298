import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';

/** What came of calling a LiveKit server. */
export type Dialled =
  | {
      readonly kind: 'upgraded';
      readonly response: IncomingMessage;
      readonly socket: Duplex;
      readonly head: Buffer;
    }
  | { readonly kind: 'answered'; readonly status: number };

/** LiveKit itself waits 3 s for a room's node, then 6 s. */
const DIAL_TIMEOUT_MS = 5000;

/** The only headers of a page that reach LiveKit: it would believe an `authorization` or an address in others. */
const PASSED = [
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-extensions',
  'sec-websocket-protocol',
  'user-agent',
] as const;

export function upstreamHeaders(headers: IncomingHttpHeaders, address: string): Record<string, string> {
  const passed = PASSED.flatMap((name): [string, string][] => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return {
    ...Object.fromEntries(passed),
    connection: 'Upgrade',
    upgrade: 'websocket',
    'x-forwarded-for': address,
  };
}

/** Opens a connection to LiveKit. Rejects when the server does not answer or the page has gone meanwhile. */
export function dial(target: URL, headers: Record<string, string>, gone: AbortSignal): Promise<Dialled> {
  return new Promise((resolve, reject) => {
    const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
    // An agent would keep the connection: this one becomes the tunnel or is closed.
    const call: ClientRequest = request(target, { headers, agent: false });
    const stop = () => call.destroy(new Error('the page has gone'));
    const timer = setTimeout(() => call.destroy(new Error('no answer in time')), DIAL_TIMEOUT_MS);
    const settle = () => {
      clearTimeout(timer);
      gone.removeEventListener('abort', stop);
    };
    call.on('upgrade', (response, socket, head) => {
      settle();
      resolve({ kind: 'upgraded', response, socket, head });
    });
    call.on('response', (response) => {
      settle();
      // Its body may quote the token; only the status matters.
      response.resume();
      resolve({ kind: 'answered', status: response.statusCode ?? 0 });
    });
    call.on('error', (error) => {
      settle();
      reject(error);
    });
    gone.addEventListener('abort', stop, { once: true });
    if (gone.aborted) stop();
    call.end();
  });
}
