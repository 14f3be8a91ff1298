// `npm run generate`: writes every file that is made from others. Compile first: much is made from what the compiler emitted.
//   -- --check          writes nothing; fails with the names of the files that are not as they would be made now
//   -- --only <what>    one of the kinds below
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { codes } from './generate/codes.mjs';
import { documents } from './generate/documents.mjs';
import { icons } from './generate/icons.mjs';
import { interchange, locales } from './generate/locales.mjs';
import { manifest } from './generate/manifest.mjs';
import { PlainError, fail, say } from './lib/progress.mjs';
import { root } from './lib/root.mjs';

/** In this order: the words of codes are translated, and translations are read from the translators' files. */
const kinds = {
  icons: [icons],
  codes: [codes],
  locales: [interchange, locales],
  manifest: [manifest],
  documents: [documents],
};

const present = (path) =>
  readFile(join(root, path), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

/** The paths of the files that this step would change; changes them unless only checking. */
async function run(make, check) {
  const changed = [];
  for (const [path, text] of await make()) {
    if ((await present(path)) === text) continue;
    changed.push(path);
    if (check) continue;
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return changed;
}

async function main() {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, only: { type: 'string' } } });
  const { check = false, only } = values;
  if (only !== undefined && !(only in kinds)) {
    throw new PlainError(`There is no ${only}. There are: ${Object.keys(kinds).join(', ')}`);
  }
  const steps = (only === undefined ? Object.values(kinds) : [kinds[only]]).flat();
  const changed = [];
  for (const make of steps) changed.push(...(await run(make, check)));
  if (check && changed.length > 0) {
    throw new PlainError(
      `Not as they are made now:\n  ${changed.join('\n  ')}\nnpm run generate makes them.`,
    );
  }
  say(changed.length === 0 ? 'Everything is as it is made.' : `Wrote ${changed.join(', ')}`);
}

await main().catch(fail);
