import * as v from 'valibot';
import { Id, Instant } from './ids.js';
import { ContentKind } from './facts.js';

/**
 * Contents: what people wrote or are called. They travel beside the facts that refer to them and can be erased alone, so
 * the chain of facts still verifies after an erasure.
 */
export const AttachedDatum = v.object({ key: Id, label: v.optional(v.string()), value: v.string() });
export type AttachedDatum = v.InferOutput<typeof AttachedDatum>;

export const Content = v.object({
  kind: ContentKind,
  /** Which one of its kind: a party's id for a name, an author's party for a note, `main` where there is only one. */
  key: Id,
  rev: v.pipe(v.number(), v.integer(), v.minValue(1)),
  at: Instant,
  /** Text, or attached data in the configured order; absent once erased. */
  value: v.optional(v.union([v.string(), v.array(AttachedDatum)])),
});
export type Content = v.InferOutput<typeof Content>;

/** `kind/key`: how contents are looked up. */
export function contentRef(kind: Content['kind'], key: string): string {
  return `${kind}/${key}`;
}

export type Contents = Readonly<Record<string, Content>>;

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
