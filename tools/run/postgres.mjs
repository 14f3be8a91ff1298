// A PostgreSQL cluster of its own in a temporary folder: made in about two seconds, thrown away at the end.
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onEnd } from '../lib/cleanup.mjs';
import { onPath } from '../lib/find.mjs';
import { freePort } from '../lib/ports.mjs';
import { run, start } from '../lib/process.mjs';
import { PlainError } from '../lib/progress.mjs';
import { postgresPrograms } from '../setup/postgres.mjs';

/** @returns {Promise<import('./postgres.mjs').Postgres>} */
export async function startPostgres() {
  const programs = await postgresPrograms();
  const port = await freePort();
  // Short, because a unix socket's path may be no longer than about 100 bytes.
  const folder = await mkdtemp(join(tmpdir(), 'pg-'));
  const as = await asOwner(folder);
  const data = join(folder, 'data');
  // No locale data is needed with C.UTF-8, and text sorts alike everywhere.
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  await run(...as(join(programs, 'initdb'), initdb), { cwd: '/' });
  await writeFile(join(data, 'postgresql.auto.conf'), settings(folder, port));

  let child;
  let forget = () => {};
  const postgres = {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    socket: folder,
    port,
    get pid() {
      return child?.pid;
    },
    async start() {
      child = await start(...as(join(programs, 'postgres'), ['-D', data]), {
        name: 'PostgreSQL',
        cwd: '/',
        ready: { line: /database system is ready to accept connections/, stream: 'stderr' },
        stopSignal: 'SIGINT',
      });
    },
    /** Ends it fast: connections are cut, what was committed is there after `start()`. */
    async stop() {
      await child?.stop();
      child = undefined;
    },
    /** Ends it as a crash would; `start()` then recovers. */
    async kill() {
      await child?.kill();
      child = undefined;
    },
    async restart() {
      await postgres.stop();
      await postgres.start();
    },
    async dispose() {
      forget();
      await postgres.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
  forget = onEnd(() => postgres.dispose());
  try {
    await postgres.start();
  } catch (error) {
    await postgres.dispose();
    throw error;
  }
  return postgres;
}

function settings(folder, port) {
  return `listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = '${folder}'
max_connections = 200
# The data lives as long as a test run: surviving a power cut is not worth the time.
fsync = off
synchronous_commit = off
full_page_writes = off
log_min_messages = warning
`;
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made, or as nobody. */
async function asOwner(folder) {
  if (process.getuid?.() !== 0) return (command, args) => [command, args];
  const runuser = await onPath('runuser');
  const setpriv = await onPath('setpriv');
  if (!runuser && !setpriv)
    throw new PlainError('PostgreSQL does not run as root, and there is neither runuser nor setpriv here.');
  const { name, uid, gid } = await owner();
  await chmod(folder, 0o700);
  await chown(folder, uid, gid);
  // setpriv replaces itself by the program, so that signals reach it; runuser passes them on.
  if (setpriv) {
    const switches = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--'];
    return (command, args) => [setpriv, [...switches, command, ...args]];
  }
  return (command, args) => [runuser, ['-u', name, '--', command, ...args]];
}

async function owner() {
  for (const name of ['postgres', 'nobody']) {
    const ids = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]).catch(() => undefined);
    if (ids) return { name, uid: Number(ids[0]), gid: Number(ids[1]) };
  }
  throw new PlainError('PostgreSQL does not run as root, and there is no user postgres or nobody here.');
}
