// Minifies what rollup made, and remembers it: livekit-client takes most of a minute and seldom changes.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { minify } from 'terser';
import { root } from '../lib/root.mjs';

const folder = join(root, 'build/minified');
const terser = JSON.parse(await readFile(join(root, 'node_modules/terser/package.json'), 'utf8'));

/** The same for everything that is compared with each other: our own bundle and the floor it stands on. */
const options = {
  ecma: 2021,
  module: true,
  compress: { passes: 3, ecma: 2021 },
  // Licences stand together in licenses.txt, which every file names.
  format: { comments: false, preamble: '/*! Licences: licenses.txt */' },
};

/** A rollup plugin. Private `#fields` get short names by themselves; other properties keep theirs, since they cross to JSON. */
export function minified() {
  return {
    name: 'minified',
    async renderChunk(code, chunk, { sourcemap }) {
      const recipe = JSON.stringify([terser.version, options, Boolean(sourcemap), code]);
      const kept = join(folder, `${createHash('sha256').update(recipe).digest('hex')}.json`);
      const known = await readFile(kept, 'utf8').catch(() => undefined);
      if (known) return JSON.parse(known);
      const { code: small, map } = await minify(code, {
        ...structuredClone(options),
        ...(sourcemap && { sourceMap: { asObject: true } }),
      });
      const result = { code: small, map: map ?? null };
      // Only what is large is worth keeping. Written aside first: a run that is ended leaves no half of a file.
      if (code.length > 500_000) {
        await mkdir(folder, { recursive: true });
        await writeFile(`${kept}.${process.pid}`, JSON.stringify(result));
        await rename(`${kept}.${process.pid}`, kept);
      }
      return result;
    },
  };
}
