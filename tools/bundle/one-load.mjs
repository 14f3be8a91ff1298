// What is loaded late is loaded as one: rollup would make a file of each dynamic import and more of what several of them
// share, and a page would wait for each.
import { join } from 'node:path';
import { root } from '../lib/root.mjs';

/**
 * A rollup plugin: the dynamic imports of these modules all lead to one chunk that has what each of them has.
 *
 * @param {string} name the chunk's name
 * @param {readonly string[]} paths of the modules
 */
export function oneLoad(name, paths) {
  const together = `\0${name}.js`;
  const files = paths.map((path) => join(root, path));
  return {
    name: 'one-load',
    async resolveDynamicImport(specifier, importer) {
      if (typeof specifier !== 'string') return null;
      const resolved = await this.resolve(specifier, importer);
      return resolved && files.includes(resolved.id) ? together : null;
    },
    resolveId: (id) => (id === together ? id : null),
    load: (id) =>
      id === together ? files.map((file) => `export * from ${JSON.stringify(file)};`).join('\n') : null,
  };
}
