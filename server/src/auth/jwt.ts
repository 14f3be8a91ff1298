import { createSecretKey } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { decodeJwt, decodeProtectedHeader, errors, importSPKI, jwtVerify } from 'jose';
import { DeskError } from '../core/types.js';
import { sanitise } from '../input/sanitise.js';
import type { AccessSettings, Issuer, IssuerKey } from './settings.js';

/** Clocks of two companies may differ by this much, chosen on purpose; a token of theirs lives for minutes. */
export const LEEWAY_SECONDS = 30;

/** What a token says about itself before anything is verified: only good for finding the key to verify it with. */
export interface Unverified {
  readonly kid?: string;
  readonly typ?: string;
  readonly issuer?: string;
  readonly tenant?: string;
}

export function peek(token: string): Unverified {
  try {
    const { kid, typ } = decodeProtectedHeader(token);
    const { iss, tenant } = decodeJwt(token);
    return {
      ...(typeof kid === 'string' && { kid }),
      ...(typeof typ === 'string' && { typ }),
      ...(typeof iss === 'string' && { issuer: iss }),
      ...(typeof tenant === 'string' && { tenant }),
    };
  } catch (error) {
    throw new DeskError('unauthorized', { cause: error });
  }
}

/** Verifies a token of a tenant's issuer and gives what it says. Throws `token-expired` or `unauthorized`. */
export async function verifyIssued(
  token: string,
  settings: AccessSettings,
  use: Issuer['signs'][number],
): Promise<unknown> {
  const { kid, issuer } = peek(token);
  const candidates = settings.issuers.filter((one) => one.iss === issuer && one.signs.includes(use));
  const keys = candidates.flatMap((one) => one.keys.map((key) => ({ issuer: one, key })));
  // A token that names a key is only tried with that key; others with each, for issuers that never name one.
  const fitting =
    kid === undefined ? keys : keys.filter(({ key }) => key.kid === undefined || key.kid === kid);
  let expired: unknown;
  for (const { issuer: from, key } of fitting) {
    const result = await tryKey(token, from, key);
    if (result.payload) return sanitise(result.payload);
    expired ??= result.expired;
  }
  throw new DeskError(expired ? 'token-expired' : 'unauthorized', { cause: expired });
}

async function tryKey(
  token: string,
  issuer: Issuer,
  key: IssuerKey,
): Promise<{ payload?: JWTPayload; expired?: unknown }> {
  const audience = issuer.audience === undefined ? {} : { audience: issuer.audience };
  try {
    // The algorithm is the key's: a token that asks for another one (`none`, HS256 with a public key) is refused.
    const options = {
      algorithms: [key.alg],
      issuer: issuer.iss,
      requiredClaims: ['exp', 'tenant'],
      clockTolerance: LEEWAY_SECONDS,
    };
    const { payload } = await jwtVerify(token, await keyObject(key), { ...options, ...audience });
    return { payload };
  } catch (error) {
    // Only said of a token whose signature was right.
    return error instanceof errors.JWTExpired ? { expired: error } : {};
  }
}

type KeyObject = Awaited<ReturnType<typeof importSPKI>> | ReturnType<typeof createSecretKey>;

const imported = new WeakMap<IssuerKey, Promise<KeyObject>>();

function keyObject(key: IssuerKey): Promise<KeyObject> {
  const known = imported.get(key) ?? importKey(key);
  imported.set(key, known);
  return known;
}

async function importKey(key: IssuerKey): Promise<KeyObject> {
  return 'secret' in key
    ? createSecretKey(Buffer.from(key.secret, 'utf8'))
    : importSPKI(key.publicKey, key.alg);
}
