import type { Access, Page } from '../../interaction/index.js';

export function isAccess(body: unknown): body is Access {
  if (typeof body !== 'object' || body === null) return false;
  const { url, token, expires } = body as Record<string, unknown>;
  return (
    typeof url === 'string' &&
    /^wss?:\/\//.test(url) &&
    typeof token === 'string' &&
    typeof expires === 'number'
  );
}

/** A page of what was asked for; a single thing is a page of one. What the items are is the asker's knowledge. */
export function readPage<T>(body: unknown): Page<T> | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { items, next } = body as Record<string, unknown>;
  if (items === undefined) return { items: [body as T] };
  if (!Array.isArray(items)) return undefined;
  return { items: items as T[], ...(typeof next === 'string' ? { next } : {}) };
}

/** A contact's history, or with `interaction` what happened in one of them. */
export function queryPath(name: 'history', args: Readonly<Record<string, string>>, page?: string): string {
  const { interaction, ...rest } = args;
  const search = new URLSearchParams({ ...rest, ...(page === undefined ? {} : { page }) }).toString();
  const path =
    interaction === undefined ? `/v1/${name}` : `/v1/interactions/${encodeURIComponent(interaction)}/${name}`;
  return search === '' ? path : `${path}?${search}`;
}
