// Removes what an earlier bundling left, once everything new is there: file names carry hashes and would pile up.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow } from '../lib/files.mjs';
import { root } from '../lib/root.mjs';

const written = new Set();

/** Rollup plugins: `keep` for every output, `sweep` for the last one as well. */
export const keep = {
  name: 'keep',
  writeBundle(_options, bundle) {
    for (const file of Object.keys(bundle)) written.add(file);
  },
};

export const sweep = (folder) => ({
  name: 'sweep',
  async closeBundle() {
    for (const file of await filesBelow(join(root, folder))) {
      if (!written.has(file)) await rm(join(root, folder, file));
    }
  },
});
