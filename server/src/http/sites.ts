import type { Authenticator } from '../auth/authenticate.js';
import type { AccessSettings } from '../auth/settings.js';
import type { Desk } from '../core/types.js';

/** Which sites a browser may call the desk from: each tenant's own list, never a wildcard, never with cookies. */
export interface Sites {
  /** Without a tenant (a preflight, an anonymous visitor): whether any tenant allows it. No origin is no browser. */
  allowed(tenant: string | undefined, origin: string | undefined): Promise<boolean>;
}

export function createSites(
  desk: Pick<Desk, 'tenants'>,
  auth: Pick<Authenticator, 'settings'>,
  publicUrl: string,
): Sites {
  const own = new URL(publicUrl).origin;
  const allows = async (tenant: string, origin: string) =>
    originsOf(await auth.settings(tenant)).includes(origin);
  return {
    async allowed(tenant, origin) {
      if (origin === undefined || origin === own) return true;
      if (tenant !== undefined) return allows(tenant, origin);
      for (const one of await desk.tenants()) {
        if (await allows(one, origin)) return true;
      }
      return false;
    },
  };
}

function originsOf(settings: AccessSettings | undefined): readonly string[] {
  return settings ? [...settings.origins, ...settings.entryKeys.flatMap((key) => key.origins)] : [];
}

const PREFLIGHT = {
  'access-control-allow-methods': 'GET, POST, PUT',
  'access-control-allow-headers': 'authorization, content-type, last-event-id, if-match',
  'access-control-max-age': '600',
};

/** What an allowed site's browser is told; an answer to a site that is not allowed says nothing of this. */
export function corsHeaders(origin: string | undefined, preflight = false): Readonly<Record<string, string>> {
  if (origin === undefined) return {};
  const shared = {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'retry-after, etag, x-request-id',
  };
  return preflight ? { ...shared, ...PREFLIGHT } : shared;
}

/** On every answer: nothing of ours is a page, so nothing may be framed, sniffed, kept or run. */
export const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  vary: 'Origin',
} as const;
