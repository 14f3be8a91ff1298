// Runs a LiveKit server of its own for one test, story or demo: own ports, own key, nothing shared, nothing left over.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onEnd } from '../lib/cleanup.mjs';
import { freePorts } from '../lib/ports.mjs';
import { start as startProcess } from '../lib/process.mjs';
import { livekitServer } from '../setup/livekit.mjs';

/**
 * @param {import('./livekit-server.mjs').LiveKitOptions} options
 * @returns {Promise<import('./livekit-server.mjs').LiveKit>}
 */
export async function startLiveKit(options = {}) {
  const { webhookUrl, nodeIp = '127.0.0.1', bind = '127.0.0.1', redis, logLevel = 'warn' } = options;
  const binary = await livekitServer();
  const folder = await mkdtemp(join(tmpdir(), 'livekit-'));
  const configFile = join(folder, 'livekit.json');
  const logFile = options.logFile ?? join(folder, 'livekit.log');
  const key = options.key ?? `key${randomBytes(6).toString('hex')}`;
  const secret = options.secret ?? randomBytes(32).toString('base64url');
  const ports = { ...(await choosePorts(bind)), ...options.ports };

  const config = configuration({ ports, bind, nodeIp, key, secret, webhookUrl, redis, logLevel });
  // A file that only its owner can read: on the command line or in the environment the secret would show in `ps`.
  await writeFile(configFile, JSON.stringify(config, null, 2), { mode: 0o600 });

  const host = bind === '0.0.0.0' || bind === '::' ? '127.0.0.1' : bind;
  const httpUrl = `http://${host}:${ports.http}`;
  let child;

  const livekit = {
    url: httpUrl.replace(/^http/, 'ws'),
    httpUrl,
    key,
    secret,
    port: ports.http,
    ports,
    logFile,
    get pid() {
      return child?.pid;
    },
    /** Starts it again after `stop()` or `kill()`, on the same ports with the same key. */
    async start() {
      child = await startProcess(binary, ['--config', configFile], {
        name: 'LiveKit server',
        ready: { http: `${httpUrl}/` },
        logFile,
        onCrash: options.onCrash,
        // At the first SIGTERM LiveKit waits for people to leave, at the second it tells them and goes.
        repeatStop: 100,
        stopLimit: 2000,
      });
    },
    /** Ends it; people still connected are told (reason SERVER_SHUTDOWN), not waited for. */
    async stop() {
      const ending = child;
      child = undefined;
      await ending?.stop();
    },
    /** Ends it as a crash would. */
    async kill() {
      const ending = child;
      child = undefined;
      await ending?.kill();
    },
    /** Ends it for good and removes its files. */
    async dispose() {
      forget();
      await this.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  const forget = onEnd(() => livekit.dispose());
  try {
    await livekit.start();
  } catch (error) {
    await livekit.dispose();
    throw error;
  }
  return livekit;
}

async function choosePorts(host) {
  const { tcp, udp } = await freePorts({ tcp: 2, udp: 1, host });
  return { http: tcp[0], tcp: tcp[1], udp: udp[0] };
}

function configuration({ ports, bind, nodeIp, key, secret, webhookUrl, redis, logLevel }) {
  const urls = [webhookUrl ?? []].flat();
  return {
    port: ports.http,
    bind_addresses: [bind],
    rtc: {
      tcp_port: ports.tcp,
      udp_port: ports.udp,
      use_external_ip: false,
      enable_loopback_candidate: nodeIp === '127.0.0.1',
      // Named, not discovered: discovery would ask public STUN servers and make every start slower.
      node_ip: nodeIp,
      // In a network: media on that address only, not on every other that this machine has.
      ...(nodeIp !== '127.0.0.1' && { ips: { includes: [`${nodeIp}/32`] } }),
    },
    // Only the desk makes rooms: otherwise an old token would bring back the room of a finished interaction.
    // Long time-outs, because the desk decides when a room ends, also after everybody lost the connection for a while.
    room: { auto_create: false, empty_timeout: 600, departure_timeout: 120, max_participants: 50 },
    limit: {
      max_metadata_size: 8192,
      max_room_name_length: 256,
      max_participant_identity_length: 256,
      max_participant_name_length: 256,
    },
    keys: { [key]: secret },
    ...(urls.length > 0 && { webhook: { api_key: key, urls } }),
    ...(redis && { redis: { address: redis } }),
    logging: { level: logLevel, json: true, sample: false },
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { endOnSignals } = await import('../lib/cleanup.mjs');
  endOnSignals();
  const { url, key, logFile } = await startLiveKit();
  console.log(`LiveKit server at ${url}, key ${key}, log ${logFile}`);
}
