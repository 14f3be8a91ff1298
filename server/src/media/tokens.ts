import { createHash } from 'node:crypto';
import { SignJWT, decodeJwt, errors, jwtVerify } from 'jose';
import { AccessToken } from 'livekit-server-sdk';
import * as v from 'valibot';
import type { Grants } from 'video-session-window/interaction';
import { Id } from 'video-session-window/interaction';
import { toVideoGrant } from './permission.js';
import { readStamp, writeStamp } from './stamp.js';

const ISSUER = 'video-session-desk';
const AUDIENCE = 'video-session-gate';
/** Long enough for a slow phone, short enough to be worthless when found later. What it opens is asked of the state anyway. */
const PAGE_TTL_S = 600;
/** Used at once, by the gate itself. */
const JOIN_TTL_S = 30;
/** Chosen on purpose: desks' clocks may differ by this much. */
const LEEWAY_S = 5;

/** What somebody at the gate says about themselves. It says who, never what they may do. */
export interface Presented {
  /** Known only from the desk's own tokens; LiveKit's know the room. */
  readonly interaction?: string;
  readonly room: string;
  readonly leg: string;
  readonly epoch: number;
  /** Tag of the page that holds the leg. */
  readonly holder: string;
}

export type Read =
  | { readonly ok: true; readonly presented: Presented }
  | { readonly ok: false; readonly code: 'unauthorized' | 'token-expired' };

export interface Tokens {
  /** A token for a page: good at the gate only, and for this leg in this epoch. */
  forPage(presented: Presented & { interaction: string }): Promise<{ token: string; expires: number }>;
  /** A token for LiveKit, never shown to a page. */
  forJoin(presented: Presented, grants: Grants, role: string): Promise<string>;
  read(token: string): Promise<Read>;
}

const PageClaims = v.object({
  sub: Id,
  interaction: Id,
  room: Id,
  epoch: v.pipe(v.number(), v.integer()),
  holder: v.string(),
});
const RefreshClaims = v.object({ sub: Id, video: v.object({ room: Id }), metadata: v.string() });

/** The page's own random id is a secret of that page; others in the room see only this. */
export const holderTag = (holder: string): string =>
  createHash('sha256').update(holder).digest('base64url').slice(0, 22);

export function createTokens(secrets: {
  pageSecret: string | Uint8Array;
  apiKey: string;
  apiSecret: string;
}): Tokens {
  const encode = (text: string) => new TextEncoder().encode(text);
  const page = typeof secrets.pageSecret === 'string' ? encode(secrets.pageSecret) : secrets.pageSecret;
  const livekit = encode(secrets.apiSecret);
  if (page.length < 32) throw new Error('The secret for page tokens must have at least 32 bytes.');

  async function forPage({ interaction, room, leg, epoch, holder }: Presented & { interaction: string }) {
    const expires = Math.floor(Date.now() / 1000) + PAGE_TTL_S;
    const token = await new SignJWT({ interaction, room, epoch, holder })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(leg)
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(page);
    return { token, expires: expires * 1000 };
  }

  function forJoin(presented: Presented, grants: Grants, role: string) {
    const metadata = writeStamp(presented);
    const options = { identity: presented.leg, ttl: JOIN_TTL_S, metadata, attributes: { role } };
    const token = new AccessToken(secrets.apiKey, secrets.apiSecret, options);
    token.addGrant(toVideoGrant(grants));
    return token.toJwt();
  }

  async function verified(token: string): Promise<Presented | undefined> {
    const common = { algorithms: ['HS256'], clockTolerance: LEEWAY_S, requiredClaims: ['exp'] };
    // The issuer names the secret; trying one after the other would blur why a token is refused.
    if (decodeJwt(token).iss === ISSUER) {
      const { payload } = await jwtVerify(token, page, { ...common, issuer: ISSUER, audience: AUDIENCE });
      const { sub, ...claims } = v.parse(PageClaims, payload);
      return { ...claims, leg: sub };
    }
    const { payload } = await jwtVerify(token, livekit, { ...common, issuer: secrets.apiKey });
    const { sub, video, metadata } = v.parse(RefreshClaims, payload);
    const stamp = readStamp(metadata);
    return stamp && { room: video.room, leg: sub, ...stamp };
  }

  async function read(token: string): Promise<Read> {
    try {
      const presented = await verified(token);
      return presented ? { ok: true, presented } : { ok: false, code: 'unauthorized' };
    } catch (error) {
      // Whatever is wrong with it besides its age, the bearer learns nothing about it.
      return { ok: false, code: error instanceof errors.JWTExpired ? 'token-expired' : 'unauthorized' };
    }
  }

  return { forPage, forJoin, read };
}
