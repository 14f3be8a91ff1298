import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a set of scripts costs: how many requests, how many bytes on the line. */
export interface Cost {
  readonly requests: number;
  readonly minified: number;
  readonly gzip: number;
}

export function costOf(texts: readonly string[]): Cost {
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  return {
    requests: texts.length,
    minified: sum(texts.map((text) => Buffer.byteLength(text))),
    gzip: sum(texts.map((text) => gzipSync(text, { level: 9 }).length)),
  };
}

/** A script and everything it imports at once, in `folder`. */
export async function loadedWith(
  folder: string,
  ...scripts: readonly string[]
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const waiting = [...scripts];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    const text = await readFile(join(folder, path), 'utf8');
    found.set(path, text);
    for (const [, target] of text.matchAll(/(?:\bfrom|\bimport)\s*"(\.{1,2}\/[^"]+\.js)"/g)) {
      waiting.push(join(dirname(path), target ?? ''));
    }
  }
  return found;
}

/** The chunk of a name, whatever its hash. */
export async function chunk(folder: string, name: string): Promise<string> {
  const files = await readdir(join(folder, 'chunks'));
  const file = files.find((one) => one.startsWith(`${name}.`) && one.endsWith('.js'));
  if (!file) throw new Error(`There is no chunk ${name} in ${folder}`);
  return `chunks/${file}`;
}
