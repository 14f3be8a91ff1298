import * as v from 'valibot';
import type { Fact, FactType } from './facts.js';
import { FactEnvelope, factData } from './facts.js';

/** What reading a fact can come to. */
export type ReadFact =
  | { readonly kind: 'fact'; readonly fact: Fact }
  /** A type this reader does not know and may skip. */
  | { readonly kind: 'unknown'; readonly seq: number }
  /** A type this reader does not know and must not skip: the page has to be updated. */
  | { readonly kind: 'too-new'; readonly type: string };

type RawFact = v.InferOutput<typeof FactEnvelope>;

/**
 * Lifts the data of an older version one step. Facts are never rewritten in the log; the log of every released version is
 * replayed in tests. Empty until the first fact changes its shape.
 */
const lifts: Readonly<Record<string, (data: unknown) => unknown>> = {};

/** Reads a fact as stored or received; throws `v.ValiError` where its shape is wrong. */
export function readFact(input: unknown): ReadFact {
  const raw: RawFact = v.parse(FactEnvelope, input);
  if (!Object.hasOwn(factData, raw.type)) {
    return raw.mustUnderstand ? { kind: 'too-new', type: raw.type } : { kind: 'unknown', seq: raw.seq };
  }
  let { data, v: version } = raw;
  for (let lift = lifts[`${raw.type}@${version}`]; lift; lift = lifts[`${raw.type}@${version}`]) {
    data = lift(data);
    version += 1;
  }
  const checked = v.parse(factData[raw.type as FactType], data);
  return { kind: 'fact', fact: { ...raw, v: version, data: checked } as Fact };
}
