// Compiles everything: the library into dist/, the desk into server/dist/, stories and benches into build/.
import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow } from '../lib/files.mjs';
import { root } from '../lib/root.mjs';
import { run } from '../lib/process.mjs';

const outputs = { dist: 'src', 'server/dist': 'server/src', 'build/e2e': 'e2e', 'build/bench': 'bench' };

export async function build({ show = false } = {}) {
  await prune();
  // The compiler's own start file, without npx, which would look for packages and updates first.
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await run(process.execPath, [compiler, '-b', '--pretty', 'false'], { cwd: root, show });
}

/** Removes what was compiled from a file that is gone: the compiler leaves it, and a deleted test would go on running. */
export async function prune() {
  for (const [output, source] of Object.entries(outputs)) {
    const files = await filesBelow(join(root, output));
    const all = new Set(files);
    for (const file of files) {
      const stem = file.match(/^(.*)\.js$/)?.[1];
      // Every compiled file has its declarations beside it; other generated files have not and stay.
      if (!stem || !all.has(`${stem}.d.ts`)) continue;
      const there = await access(join(root, source, `${stem}.ts`)).then(
        () => true,
        () => false,
      );
      if (there) continue;
      for (const end of ['.js', '.js.map', '.d.ts', '.d.ts.map'])
        await rm(join(root, output, stem + end), { force: true });
    }
  }
}
