import { once } from 'node:events';
import { deriveKey } from './auth/hash.js';
import { BadConfigFile, loadConfigFile } from './config-file.js';
import { createDesk } from './core/desk.js';
import { CannotOpen, openDatabase } from './db/index.js';
import type { Settings } from './env.js';
import { BadEnvironment, readEnvironment } from './env.js';
import { createDeskServer } from './http/server.js';
import { createLease } from './lease.js';
import { createLog, describeError } from './log.js';
import { createMedia } from './media/media.js';

const log = createLog((line) => process.stdout.write(line));

/** Streams and tunnels get this long to end before the process does. */
const STOP_MS = 10_000;

async function main(settings: Settings): Promise<void> {
  const { livekit, configFile } = settings;
  // A server of databases comes back; a database in this process does not, and whoever watches it starts it again.
  const onTrouble = (error: Error): void => {
    if (settings.databaseUrl === undefined) fail('The database has died. Start the desk again.', error);
    log.warn('database-trouble', { error: describeError(error) });
  };
  const db = await openDatabase({ ...settings, onTrouble });
  const desk = await createDesk({ db, log });
  if (configFile !== undefined) await loadConfigFile(configFile, desk, log);

  const closing: (() => Promise<void>)[] = [];
  const { server, close } = createDeskServer({
    ...settings,
    desk,
    sql: db,
    log,
    createMedia(need) {
      const pageSecret = Buffer.from(deriveKey(settings.deskSecret, 'page-access')).toString('base64url');
      const media = createMedia({
        desk,
        livekit,
        pageSecret,
        publicUrl: settings.publicUrl,
        log,
        lease: createLease(db),
        ...need,
      });
      closing.push(() => media.close());
      return { ...media, ready: () => reachable(livekit.url) };
    },
  });
  server.listen(settings.port, settings.host);
  await once(server, 'listening');

  process.on('SIGHUP', () => {
    if (configFile === undefined) return;
    loadConfigFile(configFile, desk, log).catch((error: unknown) => {
      // The desk goes on with what it has.
      log.error('config-not-loaded', {
        error: error instanceof BadConfigFile ? error.message : describeError(error),
      });
    });
  });

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info('stopping');
    setTimeout(() => server.closeAllConnections(), STOP_MS).unref();
    const closed = close();
    for (const end of closing) await end();
    await closed;
    await desk.close();
    await db.close();
    log.info('stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(
      signal,
      () => void stop().catch((error: unknown) => fail('The desk could not stop cleanly.', error)),
    );
  }
  process.stdout.write(`listening ${settings.publicUrl}\n`);
}

/** Whether any of LiveKit's servers answers. */
async function reachable(urls: readonly string[]): Promise<boolean> {
  const answers = urls.map(async (url) => {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`LiveKit answers ${response.status}`);
  });
  return Promise.any(answers).then(
    () => true,
    (error: unknown) => {
      log.warn('livekit-unreachable', { error: describeError(error) });
      return false;
    },
  );
}

function fail(message: string, error: unknown): never {
  process.stderr.write(`${message}\n`);
  const plain =
    error instanceof BadEnvironment || error instanceof BadConfigFile || error instanceof CannotOpen;
  process.stderr.write(`${plain ? error.message : describeError(error)}\n`);
  process.exit(1);
}

try {
  await main(readEnvironment(process.env));
} catch (error) {
  fail('The desk cannot start.', error);
}
