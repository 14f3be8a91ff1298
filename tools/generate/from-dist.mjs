// What the compiler emitted, read anew each time.
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PlainError } from '../lib/progress.mjs';
import { root } from '../lib/root.mjs';

export async function fromDist(path) {
  const file = join(root, path);
  await access(file).catch(() => {
    throw new PlainError(`${path} is not there yet: run npm run build first.`);
  });
  return await import(pathToFileURL(file).href);
}
