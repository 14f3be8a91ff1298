import type { Access, Page } from '../../interaction/index.js';

export function isAccess(body: unknown): body is Access {
  if (typeof body !== 'object' || body === null) return false;
  const { url, token, expires } = body as Record<string, unknown>;
  return typeof url === 'string' && /^wss?:\/\//.test(url) && typeof token === 'string' && typeof expires === 'number';
}

/** What the items are is the asker's knowledge; that it is a page of some is checked. */
export function isPage<T>(body: unknown): body is Page<T> {
  if (typeof body !== 'object' || body === null) return false;
  const { items, next } = body as Record<string, unknown>;
  return Array.isArray(items) && (next === undefined || typeof next === 'string');
}

/** A contact's history, or with `interaction` what happened in one of them. */
export function queryPath(name: 'history', args: Readonly<Record<string, string>>, page?: string): string {
  const { interaction, ...rest } = args;
  const search = new URLSearchParams({ ...rest, ...(page === undefined ? {} : { page }) }).toString();
  const path = interaction === undefined ? `/v1/${name}` : `/v1/interactions/${encodeURIComponent(interaction)}/${name}`;
  return search === '' ? path : `${path}?${search}`;
}
