// Installs the packages that package-lock.json names, and only when they are not already there.
import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { run } from '../lib/process.mjs';
import { PlainError, say, step } from '../lib/progress.mjs';

const stamp = join(root, 'node_modules', '.video-session-window-stamp');

export async function dependencies() {
  const lock = await readFile(join(root, 'package-lock.json')).catch(() => undefined);
  if (!lock) throw new PlainError('package-lock.json is missing: this is not a complete checkout.');
  const hash = createHash('sha256').update(lock).digest('hex');
  if ((await readFile(stamp, 'utf8').catch(() => '')) === hash) return;
  if (await alreadyInstalled(lock)) {
    // Installed by hand with npm: npm writes what it installed, so nothing needs to be done again.
    await writeFile(stamp, hash);
    return;
  }
  // No package's install script is run: none of ours is needed, and what does not run cannot do harm.
  const common = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await step('installing packages with npm ci', () => run('npm', ['ci', ...common], { cwd: root }));
  } catch (error) {
    // `npm ci` refuses when package.json was edited without the lock file, and fails when files are in use.
    say(`npm ci did not work (${error.message.split('\n').at(-1)})`);
    await step('installing packages with npm install', () =>
      run('npm', ['install', '--no-save', ...common], { cwd: root }),
    );
  }
  await writeFile(stamp, hash);
}

/** Whether npm's own record of what it installed names the same packages as the lock file, and they are there. */
async function alreadyInstalled(lock) {
  const text = await readFile(join(root, 'node_modules', '.package-lock.json'), 'utf8').catch(
    () => undefined,
  );
  if (!text) return false;
  const there = JSON.parse(text).packages ?? {};
  const wanted = JSON.parse(lock).packages ?? {};
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.optional || entry.link || !path.includes('node_modules/')) continue;
    if (there[path]?.version !== entry.version) return false;
    if (!(await stat(join(root, path)).catch(() => undefined))) return false;
  }
  return true;
}
