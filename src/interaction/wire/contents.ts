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

export type Contents = Readonly<Record<string, Content>>;
