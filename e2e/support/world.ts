import { freePorts } from '#tools/lib/ports.mjs';
import type { Desk } from '#tools/run/desk.mjs';
import { startDesk } from '#tools/run/desk.mjs';
import type { LiveKit } from '#tools/run/livekit-server.mjs';
import { startLiveKit } from '#tools/run/livekit-server.mjs';
import type { Site } from '#tools/run/sites.mjs';
import { startSite } from '#tools/run/sites.mjs';

/** What a story may change in the demo's configuration. */
export type TenantConfig = Record<string, unknown> & {
  queues: Record<string, unknown>[];
  policies?: Record<string, number>;
};

export interface WorldOptions {
  readonly configure?: (tenant: TenantConfig) => void;
  readonly env?: Record<string, string>;
  readonly databaseUrl?: string;
}

/** Everything real: LiveKit, the desk with its database, and the demo's two sites; three origins to a browser. */
export interface World {
  readonly livekit: LiveKit;
  readonly desk: Desk;
  readonly crm: Site;
  readonly contact: Site;
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

const secrets = {
  tenantSecret: 'a-secret-of-the-demo-tenant-for-stories-only',
  deskSecret: 'a-secret-of-the-desk-for-stories-only-0123456789',
};

/** While writing a story, E2E_READABLE=1 takes the bundle that is not minified. */
const bundle: Record<string, string> = process.env.E2E_READABLE ? { '/dist/cdn/': 'dist/demo' } : {};

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { tcp } = await freePorts({ tcp: 3 });
  const [deskPort, crmPort, contactPort] = tcp as [number, number, number];
  const place = {
    deskUrl: `http://127.0.0.1:${deskPort}`,
    crmOrigin: `http://localhost:${crmPort}`,
    contactOrigin: `http://127.0.0.1:${contactPort}`,
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
  const livekit = await startLiveKit({ webhookUrl: `${place.deskUrl}/v1/webhooks/livekit` });
  const desk = await startDesk({
    livekit,
    config,
    port: deskPort,
    publicUrl: place.deskUrl,
    env: { DESK_SECRET: secrets.deskSecret, ...options.env },
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
  });
  const demo = createDemo(place);
  const connect = { connect: [place.deskUrl, place.deskUrl.replace('http', 'ws')] };
  const [crm, contact] = await Promise.all([
    startSite({
      ...demo.crm,
      hostname: 'localhost',
      port: crmPort,
      mounts: { '/': 'demo/crm', '/dist/': 'dist', ...bundle },
      policy: { ...connect, frame: [place.contactOrigin] },
    }),
    startSite({
      ...demo.contact,
      port: contactPort,
      mounts: { '/': 'demo/contact', '/dist/': 'dist', ...bundle },
      policy: connect,
    }),
  ]);
  const login = async (agent = 'anna.berg') => {
    const response = await fetch(`${crm.origin}/api/login`, {
      method: 'POST',
      body: JSON.stringify({ agent }),
    });
    return ((await response.json()) as { token: string }).token;
  };
  return {
    livekit,
    desk,
    crm,
    contact,
    agentPage: (agent = 'anna.berg') => `${crm.origin}/?agent=${agent}`,
    contactPage: (query = { customer: 'C-4711' }) =>
      `${contact.origin}/?${new URLSearchParams(query).toString()}`,
    login,
    ask: async <T>(path: string, agent?: string) => {
      const response = await fetch(`${desk.url}${path}`, {
        headers: { authorization: `Bearer ${await login(agent)}` },
      });
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      return (await response.json()) as T;
    },
    close: async () => {
      await Promise.all([crm.close(), contact.close()]);
      await desk.dispose();
      await livekit.dispose();
    },
  };
}
