// Runs the desk server (server/dist/main.js) for a story, a bench or the demo.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onEnd } from '../lib/cleanup.mjs';
import { freePort } from '../lib/ports.mjs';
import { start as startProcess } from '../lib/process.mjs';
import { root } from '../lib/root.mjs';

/**
 * @param {import('./desk.mjs').DeskOptions} options
 * @returns {Promise<import('./desk.mjs').Desk>}
 */
export async function startDesk(options) {
  const { livekit, host = '127.0.0.1', timeout = 60_000 } = options;
  const port = options.port ?? (await freePort('tcp', host));
  const folder = await mkdtemp(join(tmpdir(), 'desk-'));
  const logFile = options.logFile ?? join(folder, 'desk.log');

  let configFile = options.configFile;
  if (options.config) {
    configFile = join(folder, 'desk.json');
    // Only for its owner: the configuration holds the keys that sign logins.
    await writeFile(configFile, JSON.stringify(options.config, null, 2), { mode: 0o600 });
  }
  const database = options.databaseUrl
    ? { DATABASE_URL: options.databaseUrl }
    : { DATA_DIR: options.dataDir ?? join(folder, 'data') };
  const publicUrl = options.publicUrl ?? `http://${host}:${port}`;
  const env = {
    PORT: String(port),
    HOST: host,
    PUBLIC_URL: publicUrl,
    ...database,
    LIVEKIT_URL: livekit.httpUrl,
    LIVEKIT_API_KEY: livekit.key,
    LIVEKIT_API_SECRET: livekit.secret,
    ...(configFile && { DESK_CONFIG: configFile }),
    ...options.env,
  };

  let child;
  const desk = {
    url: publicUrl,
    port,
    logFile,
    get pid() {
      return child?.pid;
    },
    /** Starts it again after `stop()` or `kill()`: same address, same data. */
    async start() {
      child = await startProcess(
        process.execPath,
        ['--enable-source-maps', join(root, 'server/dist/main.js')],
        {
          name: 'desk server',
          env,
          logFile,
          timeout,
          onCrash: options.onCrash,
          ready: { line: /^listening (\S+)/ },
        },
      );
    },
    async stop() {
      const ending = child;
      child = undefined;
      await ending?.stop();
    },
    async kill() {
      const ending = child;
      child = undefined;
      await ending?.kill();
    },
    /** Ends it for good and removes its temporary files (not a `dataDir` that was given). */
    async dispose() {
      forget();
      await this.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  const forget = onEnd(() => desk.dispose());
  try {
    await desk.start();
  } catch (error) {
    await desk.dispose();
    throw error;
  }
  return desk;
}
