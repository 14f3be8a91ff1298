// Bundles the library for pages without a build (`npm run bundle`), when what it is made of changed since the last time.
import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow } from '../lib/files.mjs';
import { root } from '../lib/root.mjs';
import { run } from '../lib/process.mjs';
import { step } from '../lib/progress.mjs';

const stamp = join(root, 'build/bundle-stamp');

export async function bundle() {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  if (!scripts?.bundle) return;
  const now = await fingerprint();
  if ((await readFile(stamp, 'utf8').catch(() => '')) === now) return;
  await step('bundling', () => run('npm', ['run', '--silent', 'bundle'], { cwd: root }));
  await mkdir(join(root, 'build'), { recursive: true });
  await writeFile(stamp, await fingerprint());
}

/** What is compiled, what bundles it, the packages, and whether there is a bundle at all. */
async function fingerprint() {
  const compiled = (await filesBelow(join(root, 'dist'), { skip: ['cdn'] })).filter((file) =>
    file.endsWith('.js'),
  );
  const own = (
    await filesBelow(root, {
      skip: ['node_modules', 'dist', 'build', 'src', 'server', 'e2e', '.git', '.data'],
    })
  ).filter((file) => /^rollup|\/rollup|^tools\/bundle\/|^package-lock\.json$|^demo\/.*\.m?[jt]s$/.test(file));
  const hash = createHash('sha256');
  for (const file of [...compiled.map((path) => `dist/${path}`), ...own]) {
    const { size, mtimeMs } = await stat(join(root, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  hash.update(String((await filesBelow(join(root, 'dist/cdn'))).length > 0));
  return hash.digest('hex');
}
