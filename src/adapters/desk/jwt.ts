/** What a page may know of its own token without being able to verify it: when it ends and whose it is. */
export interface TokenClaims {
  /** On the issuer's clock, in milliseconds. */
  readonly expires?: number;
  /** The same for the same person at the same tenant, whatever else the token says. */
  readonly owner?: string;
}

export function readClaims(token: string): TokenClaims {
  const payload = decode(token.split('.')[1]);
  const { exp, iss, tenant, sub } = payload;
  const who = [iss, tenant, sub].map((part) => (typeof part === 'string' ? part : ''));
  return {
    ...(typeof exp === 'number' && Number.isFinite(exp) ? { expires: exp * 1_000 } : {}),
    ...(typeof sub === 'string' ? { owner: who.map(encodeURIComponent).join('~') } : {}),
  };
}

function decode(part: string | undefined): Record<string, unknown> {
  if (!part) return {};
  try {
    const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (char) =>
      char.charCodeAt(0),
    );
    const payload: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
  } catch {
    // An opaque token is a token too: the desk alone judges it.
    return {};
  }
}
