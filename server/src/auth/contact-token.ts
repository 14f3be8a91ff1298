import { SignJWT, errors, jwtVerify } from 'jose';
import * as v from 'valibot';
import { DeskError } from '../core/types.js';
import { ContactClaims } from './claims.js';

/** What tells the desk's own tokens from those of issuers, before anything is verified. */
export const CONTACT_TOKEN = 'contact+jwt';
const AUDIENCE = 'desk';

export const CONTACT_TOKEN_MS = 15 * 60_000;

export interface ContactTokens {
  sign(claims: ContactClaims, now?: number): Promise<{ token: string; expires: number }>;
  verify(token: string): Promise<ContactClaims>;
}

/** The desk's own token for a contact: it says who they are in one interaction, and is renewed by the re-entry key. */
export function contactTokens(key: Uint8Array): ContactTokens {
  return {
    async sign(claims, now = Date.now()) {
      const expires = now + CONTACT_TOKEN_MS;
      const token = await new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'HS256', typ: CONTACT_TOKEN })
        .setAudience(AUDIENCE)
        .setIssuedAt(Math.floor(now / 1000))
        .setExpirationTime(Math.floor(expires / 1000))
        .sign(key);
      return { token, expires };
    },
    async verify(token) {
      try {
        const options = {
          algorithms: ['HS256'],
          typ: CONTACT_TOKEN,
          audience: AUDIENCE,
          requiredClaims: ['exp'],
        };
        const { payload } = await jwtVerify(token, key, options);
        return v.parse(ContactClaims, payload);
      } catch (error) {
        throw new DeskError(error instanceof errors.JWTExpired ? 'token-expired' : 'unauthorized', {
          cause: error,
        });
      }
    },
  };
}
