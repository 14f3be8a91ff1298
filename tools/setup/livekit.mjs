// Finds the LiveKit server, or makes it: the project publishes no binary through a package registry, but its source is
// an ordinary Go module, so a pinned go.mod (tools/livekit) builds the same server everywhere.
import { access, chmod, constants, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, onPath } from '../lib/find.mjs';
import { withLock } from '../lib/lock.mjs';
import { run } from '../lib/process.mjs';
import { PlainError, say, step } from '../lib/progress.mjs';
import { goBinaries } from './go.mjs';

const moduleFolder = fileURLToPath(new URL('../livekit/', import.meta.url));
const command = 'github.com/livekit/livekit-server/cmd/server';

/** The pinned version, read from go.mod so that it is written in one place. */
export async function livekitVersion() {
  const text = await readFile(join(moduleFolder, 'go.mod'), 'utf8');
  return /github\.com\/livekit\/livekit-server v(\S+)/.exec(text)[1];
}

/** Gives the path of a runnable LiveKit server. */
export async function livekitServer() {
  if (process.env.LIVEKIT_SERVER) {
    if (await runnable(process.env.LIVEKIT_SERVER)) return process.env.LIVEKIT_SERVER;
    throw new PlainError(
      `LIVEKIT_SERVER is set to ${process.env.LIVEKIT_SERVER}, which is not a program that can be run.`,
    );
  }
  const version = await livekitVersion();
  const cache = await cacheFolder();
  const cached = join(cache, `livekit-server-${version}-${process.platform}-${process.arch}`);
  if (await runnable(cached)) return cached;
  const installed = await onPath('livekit-server');
  if (installed && (await reportedVersion(installed)) === version) return installed;
  return withLock(`${cached}.lock`, async () => {
    // Another process may have finished it while this one waited.
    if (await runnable(cached)) return cached;
    const failures = [];
    for await (const go of goBinaries(cache, failures)) {
      try {
        await step(`building LiveKit server ${version} with ${go.what} (once; some minutes)`, () =>
          build(go, cached),
        );
        return cached;
      } catch (error) {
        failures.push(`${go.what}: ${error.message}`);
      }
    }
    if (await dockerWorks()) {
      try {
        await step(`taking LiveKit server ${version} out of its container image (once)`, () =>
          fromImage(version, cached),
        );
        return cached;
      } catch (error) {
        failures.push(`Docker: ${error.message}`);
      }
    }
    if (installed) {
      say(`using ${installed}, although it is not version ${version}`);
      return installed;
    }
    throw new PlainError(explain(version, failures));
  });
}

async function build(go, target) {
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    await run(
      go.path,
      ['build', '-mod=readonly', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', temporary, command],
      {
        cwd: moduleFolder,
        env: { CGO_ENABLED: '0', GOFLAGS: '', ...go.env },
      },
    );
    // The rename is atomic: nobody ever sees half a program.
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The image holds the same program, linked without libraries: taken out of it, it runs like a built one. */
async function fromImage(version, target) {
  const temporary = `${target}.${process.pid}.tmp`;
  const container = (await run('docker', ['create', `livekit/livekit-server:v${version}`]))
    .trim()
    .split('\n')
    .at(-1);
  try {
    await run('docker', ['cp', `${container}:/livekit-server`, temporary]);
    await chmod(temporary, 0o755);
    await run(temporary, ['--version']);
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
    await run('docker', ['rm', container]);
  }
}

async function dockerWorks() {
  // Images hold programs for Linux only.
  if (process.platform !== 'linux' || !(await onPath('docker'))) return false;
  try {
    await run('docker', ['info', '--format', '{{.ServerVersion}}'], { timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

async function runnable(path) {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function reportedVersion(path) {
  try {
    return /version (\S+)/.exec(await run(path, ['--version'], { timeout: 10_000 }))?.[1];
  } catch {
    return undefined;
  }
}

function explain(version, failures) {
  return `The LiveKit server (version ${version}) is needed and could not be found or built. Any one of these is enough:
  - put livekit-server ${version} on the PATH, or set LIVEKIT_SERVER to its path;
  - install Go 1.26 or newer (or Go 1.21 or newer with GOTOOLCHAIN=auto) so that it can be built;
  - install Python 3 with pip, from which a pinned Go is fetched for the build;
  - start a Docker daemon (Linux), so that the program can be taken out of livekit/livekit-server:v${version}.
${failures.map((text) => `tried: ${text.split('\n').join('\n    ')}`).join('\n')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { fail } = await import('../lib/progress.mjs');
  await livekitServer().then((path) => console.log(path), fail);
}
