import type { IncomingMessage } from 'node:http';

/**
 * Who is at the other end. `proxies` of the operator's own stand in front: what they wrote into X-Forwarded-For counts,
 * what the caller wrote before that does not.
 */
export function addressOf(incoming: IncomingMessage, proxies = 0): string {
  const direct = incoming.socket.remoteAddress ?? 'unknown';
  if (proxies === 0) return direct;
  const header = incoming.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((hop) => hop.trim());
  return hops.at(-proxies) || direct;
}
