// Installs a Debian package where that is possible without asking anybody: as root, with apt-get. Else says why not.
import { onPath } from '../lib/find.mjs';
import { run } from '../lib/process.mjs';
import { step } from '../lib/progress.mjs';

/** Gives undefined when it was installed, else the reason in words. */
export async function aptInstall(...packages) {
  if (!(await onPath('apt-get'))) return 'there is no apt-get here';
  if (process.getuid?.() !== 0) return 'installing it needs root';
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt may be at work on a machine that has only just started; its lock is waited for.
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  try {
    await step(`installing ${packages.join(', ')} with apt-get (once)`, async () => {
      await run('apt-get', [...wait, 'update', '-q'], { env });
      await run('apt-get', [...wait, 'install', '-y', '-q', '--no-install-recommends', ...packages], { env });
    });
    return undefined;
  } catch (error) {
    return `apt-get failed: ${error.message}`;
  }
}
