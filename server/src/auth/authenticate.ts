import * as v from 'valibot';
import type { Desk, Principal } from '../core/types.js';
import { DeskError } from '../core/types.js';
import { AgentClaims, CallClaims } from './claims.js';
import type { ContactTokens } from './contact-token.js';
import { CONTACT_TOKEN } from './contact-token.js';
import { peek, verifyIssued } from './jwt.js';
import { AccessSettings } from './settings.js';

export interface Authenticator {
  /** Who speaks, from an `Authorization` header. Throws `unauthorized` or `token-expired`. */
  person(header: string | undefined): Promise<Extract<Principal, { kind: 'agent' | 'contact' }>>;
  /** What a company's backend wants begun. */
  call(header: string | undefined): Promise<CallClaims & { issuer: string }>;
  settings(tenant: string): Promise<AccessSettings | undefined>;
}

export function createAuthenticator(desk: Pick<Desk, 'config'>, contacts: ContactTokens): Authenticator {
  const cache = new Map<string, { version: number; settings: AccessSettings }>();

  async function settings(tenant: string): Promise<AccessSettings | undefined> {
    const stored = await desk.config(tenant);
    if (!stored) return undefined;
    const known = cache.get(tenant);
    if (known?.version === stored.version) return known.settings;
    const fresh = { version: stored.version, settings: v.parse(AccessSettings, stored.config) };
    cache.set(tenant, fresh);
    return fresh.settings;
  }

  async function issued(token: string, use: 'agents' | 'calls'): Promise<unknown> {
    const { tenant } = peek(token);
    const found = tenant === undefined || tenant.length > 128 ? undefined : await settings(tenant);
    if (!found) throw new DeskError('unauthorized');
    // The signature covers the tenant that chose the keys, so one tenant's issuer cannot speak for another.
    return verifyIssued(token, found, use);
  }

  return {
    settings,
    async person(header) {
      const token = bearer(header);
      if (peek(token).typ === CONTACT_TOKEN) return { kind: 'contact', ...(await contacts.verify(token)) };
      const { sub, ...claims } = checked(AgentClaims, await issued(token, 'agents'));
      return { kind: 'agent', agent: sub, ...claims };
    },
    async call(header) {
      const token = bearer(header);
      const claims = checked(CallClaims, await issued(token, 'calls'));
      return { ...claims, issuer: peek(token).issuer ?? '' };
    },
  };
}

function bearer(header: string | undefined): string {
  const [, token] = /^Bearer ([\w.~+/-]+=*)$/i.exec(header ?? '') ?? [];
  if (token === undefined || token.length > 16_384) throw new DeskError('unauthorized');
  return token;
}

function checked<S extends v.GenericSchema>(schema: S, payload: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, payload);
  if (result.success) return result.output;
  const path = result.issues[0].path?.map((item) => String(item.key)).join('.') ?? '';
  throw new DeskError('unauthorized', { detail: `the token's claim ${path} is missing or not valid` });
}
