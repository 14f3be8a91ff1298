import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createSecretKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';
import { isType, openStream } from './http/testing/stream-reader.js';

const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));
const OLD = 'the-secret-of-yesterday-0123456789ab';
const NEW = 'the-secret-of-tomorrow-0123456789abc';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function setup(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'desk-main-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const configFile = join(folder, 'desk.json');
  const configure = (tenants: object): Promise<void> => writeFile(configFile, JSON.stringify({ tenants }));
  const signedWith = (...secrets: string[]) => ({
    acme: {
      issuers: [{ iss: 'crm', signs: ['agents'], keys: secrets.map((secret) => ({ alg: 'HS256', secret })) }],
    },
  });
  await configure(signedWith(OLD));
  const port = await freePort();
  const env = {
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: join(folder, 'data'),
    LIVEKIT_URL: 'http://127.0.0.1:9',
    LIVEKIT_API_KEY: 'key',
    LIVEKIT_API_SECRET: 'secret-of-livekit-0123456789-0123456789',
    DESK_SECRET: 'secret-of-the-desk-0123456789-0123456789',
    DESK_CONFIG: configFile,
  };
  return { env, url: env.PUBLIC_URL, configure, signedWith };
}

function run(t: TestContext, env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const lines = createInterface(child.stdout);
  const seen: string[] = [];
  lines.on('line', (line) => seen.push(line));
  const ended = once(child, 'close').then(([code]: unknown[]) => ({ code, said }));
  const until = async (pattern: RegExp): Promise<void> => {
    while (!seen.some((line) => pattern.test(line))) {
      const line = once(lines, 'line');
      await Promise.race([line, ended.then(() => assert.fail(`ended before saying ${pattern}: ${said}`))]);
    }
  };
  return { child, ended, until };
}

const login = (secret: string): Promise<string> =>
  new SignJWT({ tenant: 'acme', sub: 'ann', name: 'Ann' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('crm')
    .setExpirationTime('5m')
    .sign(createSecretKey(Buffer.from(secret)));

describe('the desk as a program', () => {
  it('names everything that is missing or wrong at once, without a stack', async (t) => {
    const { code, said } = await run(t, {
      PUBLIC_URL: 'desk.example.com',
      DESK_SECRET: 'short',
      PORT: 'http',
    }).ended;
    assert.equal(code, 1);
    for (const name of [
      'PUBLIC_URL',
      'DESK_SECRET',
      'PORT',
      'LIVEKIT_URL',
      'LIVEKIT_API_KEY',
      'LIVEKIT_API_SECRET',
      'DATA_DIR',
    ]) {
      assert.match(said, new RegExp(`^.*\\b${name}\\b.*(missing|not right)`, 'm'));
    }
    assert.doesNotMatch(said, /\n {4}at /);
  });

  it('says in plain words what is wrong with the configuration', async (t) => {
    const { env, configure } = await setup(t);
    await configure({ acme: { queues: [{ id: 'support' }] } });
    const { code, said } = await run(t, env).ended;
    assert.equal(code, 1);
    assert.match(said, /configuration of acme is not valid.*queues/);
    assert.doesNotMatch(said, /\n {4}at /);
  });

  it('changes keys without a restart, and says goodbye when it is stopped', async (t) => {
    const { env, url, configure, signedWith } = await setup(t);
    const { child, ended, until } = run(t, env);
    await until(/^listening http/);
    const status = async (secret: string): Promise<number> =>
      (await fetch(`${url}/v1/history`, { headers: { authorization: `Bearer ${await login(secret)}` } }))
        .status;
    assert.deepEqual([await status(OLD), await status(NEW)], [200, 401]);
    const stream = await openStream(`${url}/v1/events`, await login(OLD));
    await stream.until(isType('agent'));

    await configure(signedWith(OLD, NEW));
    child.kill('SIGHUP');
    await until(/config-loaded.*"version":2/);
    assert.deepEqual([await status(OLD), await status(NEW)], [200, 200]);
    await configure(signedWith(NEW));
    child.kill('SIGHUP');
    await until(/config-loaded.*"version":3/);
    assert.deepEqual([await status(OLD), await status(NEW)], [401, 200]);
    await writeFile(env.DESK_CONFIG, 'not JSON');
    child.kill('SIGHUP');
    await until(/config-not-loaded/);
    assert.equal(await status(NEW), 200, 'it goes on with what it has');

    assert.equal(stream.ended, false, 'who was let in stays');
    child.kill('SIGTERM');
    assert.equal((await stream.until(isType('bye'))).code, 'desk-unavailable');
    assert.deepEqual(await ended, { code: 0, said: '' });
  });

  it('ends with a word when its database dies, and is as before when it is started again', async (t) => {
    const { env, url } = await setup(t);
    const folder = dirname(env.DESK_CONFIG);
    const poison = join(folder, 'poison');
    // In every thread but the first: what PGlite does when it runs out of memory, at the moment the test chooses.
    const code = `import { existsSync } from 'node:fs';
      import { isMainThread } from 'node:worker_threads';
      if (!isMainThread) setInterval(() => {
        if (existsSync(${JSON.stringify(poison)})) throw new RangeError('memory access out of bounds');
      }, 20);`;
    await writeFile(join(folder, 'die.mjs'), code);
    const { ended, until } = run(t, { ...env, NODE_OPTIONS: `--import=${join(folder, 'die.mjs')}` });
    await until(/^listening http/);
    await writeFile(poison, '');
    const { code: exit, said } = await ended;
    assert.equal(exit, 1);
    assert.match(said, /^The database has died\. Start the desk again\./);
    assert.match(said, /memory access out of bounds/);

    const again = run(t, env);
    await again.until(/^listening http/);
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
  });

  it('ends at once at the second signal', async (t) => {
    const { env, url } = await setup(t);
    const { child, ended, until } = run(t, env);
    await until(/^listening http/);
    // A request that never ends would be waited for.
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(
      'POST /v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
    );
    await fetch(`${url}/healthz`);
    child.kill('SIGTERM');
    await until(/"event":"stopping"/);
    child.kill('SIGTERM');
    assert.equal((await ended).code, 1);
    socket.destroy();
  });
});
