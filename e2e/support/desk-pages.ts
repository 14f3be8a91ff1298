import { SignJWT } from 'jose';
import { SystemClock } from 'video-session-window/adapters/clock';
import type { HttpDeskPort } from 'video-session-window/adapters/desk';
import { ContactEntry, createDeskPort } from 'video-session-window/adapters/desk';
import { MemoryStorage } from 'video-session-window/adapters/storage';
import type { StoragePort } from 'video-session-window/interaction';
import { Line } from './line.js';

const secret = 'a-secret-of-tenants-for-stories-only-0123456789';
const key = new TextEncoder().encode(secret);

/** A configuration with tenants that share nothing, each for one case. */
export function tenants(count: number): { readonly tenants: Record<string, unknown> } {
  const one = {
    queues: [{ id: 'support', label: 'Support', ringSeconds: 60 }],
    notReadyReasons: [{ id: 'break', label: 'Break' }],
    declineReasons: [{ id: 'wrong-skill', label: 'Not my field' }],
    issuers: [{ iss: 'crm', signs: ['agents', 'calls'], keys: [{ alg: 'HS256', secret }] }],
  };
  return {
    tenants: Object.fromEntries(Array.from({ length: count }, (_, index) => [`tenant-${index}`, one])),
  };
}

async function sign(claims: Record<string, unknown>): Promise<string> {
  return await new SignJWT({ iss: 'crm', ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(key);
}

/** Pages of one tenant as the real desk sees them: without elements and media, each with its own line. */
export class DeskPages {
  readonly clock = new SystemClock();
  readonly #url: string;
  readonly #tenant: string;
  readonly #ports: HttpDeskPort[] = [];
  readonly lines: Line[] = [];

  constructor(url: string, tenant: string) {
    this.#url = url;
    this.#tenant = tenant;
  }

  agent(
    login: string,
    storage: StoragePort = new MemoryStorage(),
  ): { readonly port: HttpDeskPort; readonly line: Line } {
    const claims = {
      tenant: this.#tenant,
      sub: login,
      name: 'Ada Lindqvist',
      queues: ['support'],
      capacity: 1,
    };
    return this.#open({ role: 'agent', getToken: () => sign(claims), storage });
  }

  async contact(): Promise<{
    readonly port: HttpDeskPort;
    readonly line: Line;
    readonly interaction: string;
    readonly entry: ContactEntry;
  }> {
    const line = new Line();
    const entry = new ContactEntry({
      url: this.#url,
      clock: this.clock,
      storage: new MemoryStorage(),
      fetch: line.fetch,
    });
    const call = { queue: 'support', contact: { ref: 'crm-1', name: 'Kim Sato' }, subject: 'Router' };
    const callToken = await sign({ tenant: this.#tenant, call });
    const begun = await entry.start({ privacyVersion: 'p1', callToken });
    if (!begun.ok) throw new Error(`The call could not begin: ${begun.code}`);
    const { interaction, leg } = begun.seat;
    const getToken = () => entry.getToken();
    const owner = `${interaction}~${leg}`;
    const page = this.#open({ role: 'contact', getToken, owner, storage: new MemoryStorage() }, line);
    return { ...page, interaction, entry };
  }

  /** Cuts every page off, or mends all lines. */
  offline(offline: boolean): void {
    for (const line of this.lines) {
      line.trouble.down = offline;
      if (offline) line.cut();
    }
  }

  close(): void {
    for (const port of this.#ports) port.close();
  }

  #open(
    options: Pick<Parameters<typeof createDeskPort>[0], 'role' | 'getToken' | 'owner' | 'storage'>,
    line = new Line(),
  ) {
    this.lines.push(line);
    const tabId = this.clock.newId();
    const port = createDeskPort({ ...options, url: this.#url, clock: this.clock, fetch: line.fetch, tabId });
    this.#ports.push(port);
    return { port, line };
  }
}
