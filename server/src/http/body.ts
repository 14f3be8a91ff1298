import type { IncomingMessage } from 'node:http';
import { DeskError } from '../core/types.js';
import { TooDeep, sanitise } from '../input/sanitise.js';

/** No route takes more in one piece. */
export const MAX_BODY = 256 * 1024;

/** The whole body, or `too-large` as soon as that is certain. */
export async function readBody(incoming: IncomingMessage, limit = MAX_BODY): Promise<Buffer> {
  if (Number(incoming.headers['content-length'] ?? 0) > limit) throw new DeskError('too-large');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new DeskError('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
