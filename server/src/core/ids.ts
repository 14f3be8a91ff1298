import { randomBytes } from 'node:crypto';

/** 128 bit nobody can guess: rooms and legs are secrets, and all other ids are made alike. */
export function randomId(): string {
  return randomBytes(16).toString('base64url');
}
