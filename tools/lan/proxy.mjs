// Passes requests on to the desk on loopback: byte streams as they come, upgraded connections raw.
import { request as ask } from 'node:http';
import { connect } from 'node:net';
import { pipeline } from 'node:stream';

/** About one connection only, never about what is said over it (RFC 9110, 7.6.1). */
const HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'upgrade',
]);

/** How long a slow page may take for the last words of a connection. */
const LAST_WORDS_MS = 5000;

/** @param {number} port the desk's */
export function passTo(port) {
  const tunnels = new Set();

  /** `path` is the request's as we read it, so that desk and front mean the same. */
  function pass(request, response, path) {
    // A connection of its own for each: a kept one may be closed by the desk at the moment it is used again.
    const target = { host: '127.0.0.1', port, method: request.method, path, agent: false };
    const call = ask({ ...target, headers: onward(request) });
    call.on('response', (answer) => {
      const headers = endToEnd(answer.rawHeaders, new Set(['transfer-encoding']));
      response.writeHead(answer.statusCode, answer.statusMessage, headers);
      // An event stream begins long before its first event.
      response.flushHeaders();
      // An answer that breaks off ends the page's connection too: ended in order, half of it would pass for the whole.
      pipeline(answer, response, () => undefined);
    });
    call.on('error', () => {
      if (response.headersSent) response.destroy();
      else unavailable(response);
    });
    response.on('close', () => call.destroy());
    request.pipe(call);
  }

  function tunnel(request, socket, head, path) {
    const upstream = connect({ host: '127.0.0.1', port, noDelay: true, allowHalfOpen: true });
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ]) {
      one.setTimeout(0);
      tunnels.add(one);
      // A reset is nobody's failure; unheard it would end the process.
      one.on('error', () => other.destroy());
      one.on('close', () => tunnels.delete(one));
    }
    socket.setNoDelay(true);
    const lines = [`${request.method} ${path} HTTP/1.1`];
    for (const [name, values] of Object.entries(onward(request, true)))
      for (const value of [values].flat()) lines.push(`${name}: ${value}`);
    upstream.write(`${lines.join('\r\n')}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
    socket.on('close', () => upstream.destroy());
    upstream.on('close', () => {
      // Ended in order, what was said last is still to be delivered.
      if (!socket.writableEnded) socket.destroy();
      else setTimeout(() => socket.destroy(), LAST_WORDS_MS).unref();
    });
  }

  return {
    pass,
    tunnel,
    close() {
      for (const socket of tunnels) socket.destroy();
    },
  };
}

/** The request's headers for the desk, which believes what we write about who is calling, and nothing else. */
function onward(request, upgrade = false) {
  const headers = endToEnd(request.rawHeaders, new Set(['x-forwarded-for', 'forwarded', 'expect']));
  if (upgrade) Object.assign(headers, { connection: 'Upgrade', upgrade: request.headers.upgrade });
  return { ...headers, 'x-forwarded-for': request.socket.remoteAddress ?? 'unknown' };
}

function endToEnd(rawHeaders, without) {
  const pairs = rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [[name.toLowerCase(), rawHeaders[at + 1]]] : [],
  );
  const named = pairs
    .filter(([name]) => name === 'connection')
    .flatMap(([, value]) => value.toLowerCase().split(/\s*,\s*/));
  const headers = Object.create(null);
  for (const [name, value] of pairs) {
    if (HOP.has(name) || without.has(name) || named.includes(name)) continue;
    headers[name] = name in headers ? [headers[name], value].flat() : value;
  }
  return headers;
}

/** The desk's own answer when it cannot do its work: pages try again. */
function unavailable(response) {
  response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' });
  response.end(
    JSON.stringify({
      type: 'urn:video-session-window:problem:desk-unavailable',
      title: 'The desk does not answer',
      status: 503,
      code: 'desk-unavailable',
    }),
  );
}
