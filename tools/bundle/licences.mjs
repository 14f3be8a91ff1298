// Writes the licences of everything that was bundled into one file beside it: minified files carry no comments.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';

/** A rollup plugin. */
export function licences() {
  return {
    name: 'licences',
    async generateBundle(_options, bundle) {
      const folders = new Set();
      for (const chunk of Object.values(bundle)) {
        for (const id of chunk.moduleIds ?? []) {
          const folder = packageOf(id);
          if (folder) folders.add(folder);
        }
      }
      const texts = await Promise.all([...folders].sort().map(licenceOf));
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: texts.join('\n') });
    },
  };
}

function packageOf(id) {
  const at = id.lastIndexOf('/node_modules/');
  if (at < 0) return id.endsWith('icons.generated.js') ? join(root, 'node_modules/lucide-static') : undefined;
  const [scope, name] = id.slice(at + 14).split('/');
  return join(id.slice(0, at + 14), scope, scope.startsWith('@') ? name : '');
}

async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((one) => /^(licen[cs]e|copying)(\.|$)/i.test(one));
  const text = file ? await readFile(join(folder, file), 'utf8') : '';
  return `${name} ${version} (${license})\n\n${text.trim()}\n\n${'-'.repeat(80)}\n`;
}
