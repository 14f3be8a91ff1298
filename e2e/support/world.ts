import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Place } from '#tools/lan/place.mjs';
import { lanPlace } from '#tools/lan/place.mjs';
import { freePorts } from '#tools/lib/ports.mjs';
import type { Desk } from '#tools/run/desk.mjs';
import { startDesk } from '#tools/run/desk.mjs';
import type { LiveKit } from '#tools/run/livekit-server.mjs';
import { startLiveKit } from '#tools/run/livekit-server.mjs';
import { localPlace } from '#tools/start/local-place.mjs';
import { askTrusting } from './ask.js';

/** What a story may change in the demo's configuration. */
export type TenantConfig = Record<string, unknown> & {
  queues: Record<string, unknown>[];
  policies?: Record<string, number>;
};

export interface WorldOptions {
  readonly configure?: (tenant: TenantConfig) => void;
  readonly env?: Record<string, string>;
  readonly databaseUrl?: string;
  /** As `npm start -- --lan=<address>` runs it: one https origin there. Otherwise three origins on this machine. */
  readonly lan?: string;
}

/** Everything real: LiveKit, the desk with its database, and the demo's two sites. */
export interface World {
  readonly livekit: LiveKit;
  readonly desk: Desk;
  readonly crm: Place['crm'];
  readonly contact: Place['contact'];
  /** The address of the agent's page, signed in as `agent`. */
  agentPage(agent?: string): string;
  contactPage(query?: Record<string, string>): string;
  /** A login token of the CRM's backend, for asking the desk directly. */
  login(agent?: string): Promise<string>;
  /** Asks the desk as an agent. */
  ask<T>(path: string, agent?: string): Promise<T>;
  close(): Promise<void>;
}

interface Demo {
  readonly crm: object;
  readonly contact: object;
}

/** What signs logins and calls here. */
export const secrets = {
  tenantSecret: 'a-secret-of-the-demo-tenant-for-stories-only',
  deskSecret: 'a-secret-of-the-desk-for-stories-only-0123456789',
};

/** While writing a story, E2E_READABLE=1 takes the bundle that is not minified. */
const bundle: Record<string, string> = process.env.E2E_READABLE ? { '/dist/cdn/': 'dist/demo' } : {};

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const where = await placeOf(options.lan);
  const place = {
    deskUrl: where.desk.url,
    crmOrigin: where.crm.origin,
    contactOrigin: where.contact.origin,
    secrets,
  };
  // The demo is plain JavaScript beside this build; it is loaded as a page's author would, from where it stands.
  const root = new URL('../../../', import.meta.url);
  const { deskConfig } = (await import(new URL('demo/desk-config.mjs', root).href)) as {
    deskConfig(where: object): { tenants: Record<string, TenantConfig> };
  };
  const { createDemo } = (await import(new URL('demo/backend.mjs', root).href)) as {
    createDemo(where: object): Demo;
  };
  const config = deskConfig(place);
  options.configure?.(config.tenants['casa-clara']!);
  const livekit = await startLiveKit({
    ...where.livekit,
    webhookUrl: `http://127.0.0.1:${where.desk.port}/v1/webhooks/livekit`,
  });
  const desk = await startDesk({
    livekit,
    config,
    port: where.desk.port,
    publicUrl: place.deskUrl,
    env: { DESK_SECRET: secrets.deskSecret, ...where.desk.env, ...options.env },
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
  });
  const demo = createDemo(place);
  const connect = { connect: [place.deskUrl, place.deskUrl.replace('http', 'ws')] };
  const sites = await where.serve({
    crm: {
      ...demo.crm,
      mounts: { '/': 'demo/crm', '/dist/': 'dist', ...bundle },
      policy: { ...connect, frame: [place.contactOrigin] },
    },
    contact: {
      ...demo.contact,
      mounts: { '/': 'demo/contact', '/dist/': 'dist', ...bundle },
      policy: connect,
    },
  });
  const { crm, contact, ca } = where;
  const login = async (agent = 'anna.berg') => {
    const url = `${crm.page}api/login`;
    const text = ca
      ? (await askTrusting(ca, url, { agent })).text
      : await (await fetch(url, { method: 'POST', body: JSON.stringify({ agent }) })).text();
    return (JSON.parse(text) as { token: string }).token;
  };
  return {
    livekit,
    desk,
    crm,
    contact,
    agentPage: (agent = 'anna.berg') => `${crm.page}?agent=${agent}`,
    contactPage: (query = { customer: 'C-4711' }) =>
      `${contact.page}?${new URLSearchParams(query).toString()}`,
    login,
    ask: async <T>(path: string, agent?: string) => {
      const response = await fetch(`http://127.0.0.1:${desk.port}${path}`, {
        headers: { authorization: `Bearer ${await login(agent)}` },
      });
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      return (await response.json()) as T;
    },
    close: async () => {
      await Promise.all(sites.map((site) => site.close()));
      await desk.dispose();
      await livekit.dispose();
    },
  };
}

async function placeOf(lan: string | undefined): Promise<Place> {
  const { tcp } = await freePorts({ tcp: 3, host: lan === undefined ? '127.0.0.1' : '0.0.0.0' });
  const [first, second, third] = tcp as [number, number, number];
  if (lan === undefined) return localPlace({ crm: first, contact: second, desk: third });
  const folder = await mkdtemp(join(tmpdir(), 'vsw-lan-'));
  try {
    return await lanPlace({ address: lan, ports: { https: first, media: second, desk: third }, folder });
  } finally {
    // It has read the key that lies there, and nobody else should.
    await rm(folder, { recursive: true, force: true });
  }
}
