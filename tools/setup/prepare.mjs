// What stages need besides packages, each prepared once and shared: a browser, a LiveKit server, PostgreSQL.
import { startLiveKit } from '../run/livekit-server.mjs';
import { startPostgres } from '../run/postgres.mjs';
import { chromium } from './chromium.mjs';
import { livekitServer } from './livekit.mjs';
import { postgresPrograms } from './postgres.mjs';

const once = new Map();
function remember(name, make) {
  if (!once.has(name)) {
    const promise = make();
    promise.catch(() => {}); // Told by whoever needs it.
    once.set(name, promise);
  }
  return once.get(name);
}

/** One after the other, because both may call apt-get, which does not like company. */
const browserThenDatabase = () =>
  remember('apt', async () => {
    const browser = await settled(chromium());
    return {
      browser,
      database: process.env.TEST_DATABASE_URL ? { value: undefined } : await settled(postgresPrograms()),
    };
  });

const settled = (promise) =>
  promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );

function unwrap({ value, error }) {
  if (error) throw error;
  return value;
}

const needs = {
  /** The environment that tells test processes where the browser is. */
  async chromium() {
    return { CHROME_PATH: unwrap((await browserThenDatabase()).browser) };
  },
  async postgres() {
    if (process.env.TEST_DATABASE_URL) return {};
    unwrap((await browserThenDatabase()).database);
    return { TEST_DATABASE_URL: (await startPostgres()).url };
  },
  async livekit() {
    const livekit = await startLiveKit();
    return {
      TEST_LIVEKIT_URL: livekit.httpUrl,
      TEST_LIVEKIT_KEY: livekit.key,
      TEST_LIVEKIT_SECRET: livekit.secret,
    };
  },
  /** Only the program: stories start servers of their own. */
  async livekitProgram() {
    return { LIVEKIT_SERVER: await livekitServer() };
  },
};

/** Gives the environment for the named needs; throws the first reason why one cannot be had. */
export async function prepare(names) {
  const parts = await Promise.all(names.map((name) => remember(name, needs[name])));
  return Object.assign({}, ...parts);
}

/** Begins what takes minutes on a fresh machine, so that it is ready when a stage asks for it. */
export function prepareAhead(names) {
  if (names.includes('livekit') || names.includes('livekitProgram'))
    void remember('livekitProgram', needs.livekitProgram);
  if (names.includes('chromium') || names.includes('postgres')) void browserThenDatabase();
}
