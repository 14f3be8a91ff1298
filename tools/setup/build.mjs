// Compiles everything: the library into dist/, the desk into server/dist/, stories and benches into build/.
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { run } from '../lib/process.mjs';

export async function build({ show = false } = {}) {
  // The compiler's own start file, without npx, which would look for packages and updates first.
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await run(process.execPath, [compiler, '-b', '--pretty', 'false'], { cwd: root, show });
}
