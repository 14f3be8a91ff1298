import { createHash, randomBytes } from 'node:crypto';
import type { Fact } from 'video-session-window/interaction';

/** JSON with sorted keys and without what is undefined: the same value always gives the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** What stands before the first fact of an interaction. */
export function chainStart(interaction: string): string {
  return sha256(`interaction ${interaction}`);
}

/** A fact's link: it depends on everything before it, so that any edit or deletion shows. */
export function linkOf(prev: string, fact: Fact, contactSeq: number | undefined): string {
  const { id, seq, type, v, at, actor, data } = fact;
  return sha256(`${prev}\n${canonicalJson({ id, seq, contactSeq, type, v, at, actor, data })}`);
}

export interface SaltedHash {
  readonly salt: string;
  readonly hash: string;
}

/** What stands in a fact for a content: without the salt, which is erased with the content, nothing can be guessed from it. */
export function saltedHash(value: unknown, salt: string = randomBytes(16).toString('base64url')): SaltedHash {
  return { salt, hash: sha256(`${salt}\n${canonicalJson(value)}`) };
}
