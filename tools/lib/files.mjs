// The files below a folder, as paths with forward slashes relative to it, in a stable order.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

export async function filesBelow(folder, { skip = ['node_modules'] } = {}) {
  const found = [];
  async function walk(path, prefix) {
    const entries = await readdir(path, { withFileTypes: true }).catch((error) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    for (const entry of entries) {
      if (skip.includes(entry.name)) continue;
      if (entry.isDirectory()) await walk(join(path, entry.name), `${prefix}${entry.name}/`);
      else found.push(prefix + entry.name);
    }
  }
  await walk(folder, '');
  return found.sort();
}
