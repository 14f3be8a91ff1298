// Source text as `npm run format` would leave it.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'oxfmt';
import { root } from '../lib/root.mjs';

let options;

export async function formatted(path, text) {
  options ??= JSON.parse(await readFile(join(root, '.oxfmtrc.json'), 'utf8'));
  const { $schema: _schema, ignorePatterns: _patterns, ...rest } = options;
  const { code, errors } = await format(path, text, rest);
  if (errors.length > 0) throw new Error(`${path}: ${errors.map(({ message }) => message).join(', ')}`);
  return code;
}
