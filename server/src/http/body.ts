import type { IncomingMessage } from 'node:http';
import { DeskError } from '../core/types.js';
import { TooDeep, sanitise } from '../input/sanitise.js';

/** No route takes more in one piece. */
export const MAX_BODY = 256 * 1024;

/** The whole body, or `too-large` as soon as that is certain. */
export function readBody(incoming: IncomingMessage, limit = MAX_BODY): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = Number(incoming.headers['content-length'] ?? 0) > limit ? Infinity : 0;
    if (size > limit) reject(new DeskError('too-large'));
    // The rest is read away, or the sender, still sending, would never hear the answer; the server's time limit ends it.
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) return void chunks.push(chunk);
      chunks.length = 0;
      reject(new DeskError('too-large'));
    });
    incoming.on('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('error', () => reject(new DeskError('malformed-json')));
    incoming.on('close', () => reject(new DeskError('malformed-json')));
  });
}

/** A JSON body, with every string made storable. */
export async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const [type = ''] = (incoming.headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') throw new DeskError('unsupported-type');
  const text = (await readBody(incoming)).toString('utf8');
  try {
    return sanitise(JSON.parse(text));
  } catch (error) {
    if (error instanceof TooDeep) throw new DeskError('invalid-input', { detail: error.message });
    throw new DeskError('malformed-json', { cause: error });
  }
}
