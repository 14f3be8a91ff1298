import { createPublicKey } from 'node:crypto';
import * as v from 'valibot';
import { Id } from 'video-session-window/interaction';

/**
 * The part of a tenant's configuration that says who may come in: who signs logins and calls, which sites may use the
 * desk, and which public keys anonymous pages carry.
 */

/** One key, and the one algorithm it is used with: what a token's header says never chooses. */
const SecretKey = v.object({
  kid: v.optional(v.string()),
  alg: v.picklist(['HS256', 'HS384', 'HS512']),
  secret: v.pipe(v.string(), v.minLength(32)),
});
const PublicKey = v.object({
  kid: v.optional(v.string()),
  alg: v.picklist(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']),
  /** SubjectPublicKeyInfo as PEM. */
  publicKey: v.pipe(
    v.string(),
    v.startsWith('-----BEGIN PUBLIC KEY-----'),
    v.check(isPublicKey, 'must be a public key'),
  ),
});
export const IssuerKey = v.union([SecretKey, PublicKey]);
export type IssuerKey = v.InferOutput<typeof IssuerKey>;

function isPublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem).type === 'public';
  } catch {
    // Any reason not to read it is the same answer: not a key.
    return false;
  }
}

export const Issuer = v.object({
  iss: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  /** What its keys may sign: agents' logins, calls, or both. */
  signs: v.pipe(v.array(v.picklist(['agents', 'calls'])), v.minLength(1)),
  /** If set, a token must name it as its audience. */
  audience: v.optional(v.string()),
  /** Several, so that a key can be changed while old tokens are still about. */
  keys: v.pipe(v.array(IssuerKey), v.minLength(1)),
});
export type Issuer = v.InferOutput<typeof Issuer>;

/** `https://host[:port]` as a browser sends it; never a wildcard. */
export const Origin = v.pipe(
  v.string(),
  v.check(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'must be scheme, host and port only',
  ),
);

export const EntryKey = v.object({
  /** Public: it stands in the page. */
  key: v.pipe(v.string(), v.regex(/^[\w-]{8,128}$/)),
  queues: v.pipe(v.array(Id), v.minLength(1)),
  origins: v.pipe(v.array(Origin), v.minLength(1)),
});
export type EntryKey = v.InferOutput<typeof EntryKey>;

export const accessEntries = {
  issuers: v.optional(v.array(Issuer), []),
  /** Sites of agents and contacts that may call the desk from a browser. */
  origins: v.optional(v.array(Origin), []),
  entryKeys: v.optional(v.array(EntryKey), []),
};
export const AccessSettings = v.object(accessEntries);
export type AccessSettings = v.InferOutput<typeof AccessSettings>;
