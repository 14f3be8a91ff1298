// Finds PostgreSQL's programs (15 or newer), as the desk's tests need a real one beside the embedded one.
import { access, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { realpath } from 'node:fs/promises';
import { onPath } from '../lib/find.mjs';
import { run } from '../lib/process.mjs';
import { PlainError } from '../lib/progress.mjs';
import { aptInstall } from './apt.mjs';

const oldest = 15;

/** Gives the folder that holds `initdb` and `postgres`. */
export async function postgresPrograms() {
  const found = await find();
  if (found) return found;
  const refused = await aptInstall('postgresql');
  const installed = await find();
  if (installed) return installed;
  throw new PlainError(`PostgreSQL ${oldest} or newer is needed and was not found (${refused ?? 'the package brought an older one'}). Any one of these is enough:
  - install its server programs (Debian: apt-get install postgresql) and put initdb and postgres on the PATH;
  - set TEST_DATABASE_URL to an empty database that tests may write to.`);
}

async function find() {
  for (const folder of await candidates()) {
    if ((await versionIn(folder)) >= oldest) return folder;
  }
  return undefined;
}

async function candidates() {
  const folders = [];
  const initdb = await onPath('initdb');
  // Resolved, because initdb looks for postgres beside itself.
  if (initdb) folders.push(dirname(await realpath(initdb)));
  for (const base of ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt']) {
    const names = await readdir(base).catch(() => []);
    const versions = names.filter((name) => /^(postgresql@)?\d+$/.test(name));
    versions.sort((a, b) => Number(/\d+$/.exec(b)) - Number(/\d+$/.exec(a)));
    folders.push(...versions.map((name) => join(base, name, 'bin')));
  }
  return folders;
}

async function versionIn(folder) {
  try {
    await access(join(folder, 'initdb'));
    return Number(/(\d+)/.exec(await run(join(folder, 'postgres'), ['--version']))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
