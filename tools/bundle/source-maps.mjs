// Lets a bundle of bundles lead back to the sources.
import { readFile } from 'node:fs/promises';

/** A rollup plugin: reads the map beside a file. */
export const sourceMaps = {
  name: 'source-maps',
  async load(id) {
    if (!id.endsWith('.js')) return null;
    const map = await readFile(`${id}.map`, 'utf8').catch(() => undefined);
    return map ? { code: await readFile(id, 'utf8'), map: JSON.parse(map) } : null;
  },
};
