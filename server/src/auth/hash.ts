import { createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Secrets that are given out are stored as this. They are random and long, so a plain hash is enough. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** `bits` of randomness as base64url. */
export function randomSecret(bits: 128 | 256): string {
  return randomBytes(bits / 8).toString('base64url');
}

/** One secret for the operator, a different key for each use of it. */
export function deriveKey(deskSecret: string, use: 'contact-token' | 'page-access'): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', deskSecret, 'video-session-window', use, 32));
}
