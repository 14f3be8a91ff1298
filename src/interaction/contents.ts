import type { AttachedDatum, Content, Contents } from './wire/contents.js';

/** `kind/key`: how contents are looked up. */
export function contentRef(kind: Content['kind'], key: string): string {
  return `${kind}/${key}`;
}

/** Keeps the newest revision of each. */
export function mergeContents(known: Contents, fresh: readonly Content[]): Contents {
  if (fresh.length === 0) return known;
  const merged: Record<string, Content> = { ...known };
  for (const content of fresh) {
    const ref = contentRef(content.kind, content.key);
    if ((merged[ref]?.rev ?? 0) <= content.rev) merged[ref] = content;
  }
  return merged;
}

/** The text of a content, or undefined when there is none or it was erased. */
export function textOf(contents: Contents, kind: Content['kind'], key: string): string | undefined {
  const value = contents[contentRef(kind, key)]?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The attached data of an interaction, in display order. */
export function attachedData(contents: Contents): readonly AttachedDatum[] {
  const value = contents[contentRef('attached-data', 'main')]?.value;
  return Array.isArray(value) ? value : [];
}
