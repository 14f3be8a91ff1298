// `npm run bench -- <name> [arguments]`: runs one measurement. Standard output is the measurement's alone, a JSON line each.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { endAll, endOnSignals } from './lib/cleanup.mjs';
import { filesBelow } from './lib/files.mjs';
import { PlainError, fail, sayTo } from './lib/progress.mjs';
import { root } from './lib/root.mjs';
import { build } from './setup/build.mjs';
import { dependencies } from './setup/dependencies.mjs';
import { prepare } from './setup/prepare.mjs';

/** Measures files only; must also run where no browser can be had. */
const withoutServers = ['bundle'];

async function main() {
  sayTo(process.stderr);
  const [name, ...args] = process.argv.slice(2);
  await dependencies();
  await build();
  const all = await filesBelow(join(root, 'build/bench'));
  // A measurement is a file directly in bench/; what they share lies in folders.
  const names = all.filter((file) => /^[^/]+\.js$/.test(file)).map((file) => file.slice(0, -3));
  if (!names.includes(name))
    throw new PlainError(
      `Which one? npm run bench -- <name>, with one of: ${names.join(', ') || 'none yet'}`,
    );
  const env = withoutServers.includes(name) ? {} : await prepare(['chromium', 'livekitProgram']);
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', join(root, `build/bench/${name}.js`), ...args],
    {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    },
  );
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ? 1 : code));
  });
}

endOnSignals({ quiet: true });
await main().catch(fail);
await endAll();
process.exit();
