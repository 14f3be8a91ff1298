import fc from 'fast-check';
import { test } from 'node:test';
import type { Action } from './actions.test.support.js';
import { action, settings } from './actions.test.support.js';
import type { Witness } from './world.test.support.js';
import { World } from './world.test.support.js';

const full = process.env['FULL'] === '1';
/** Set both to what a failure printed, to see that history again. */
const seed = process.env['SEED'] === undefined ? undefined : Number(process.env['SEED']);

const histories = fc.array(action, { maxLength: 70, size: 'max' });
const known: { readonly name: string; readonly makeWitness: () => Witness }[] = [];

/** Something that holds in every history: random commands by random people, while time passes. */
export function always(name: string, makeWitness: () => Witness): void {
  known.push({ name, makeWitness });
  test(name, () => run(full ? 500 : 100, () => [makeWitness()]));
}

/** The same once more in very many histories, all at a time because playing a history costs most. */
export function alwaysAll(name: string): void {
  test(name, { skip: !full && 'only with FULL=1' }, () => run(10_000, () => known.map(namingWitness)));
}

function run(numRuns: number, makeWitnesses: () => readonly Witness[]): void {
  fc.assert(
    fc.property(settings, histories, (chosen, actions: readonly Action[]) => {
      const world = new World(chosen, makeWitnesses());
      for (const one of actions) world.act(one);
    }),
    { numRuns, ...(seed === undefined ? {} : { seed }) },
  );
}

function namingWitness({ name, makeWitness }: (typeof known)[number]): Witness {
  const witness = makeWitness();
  const named = (tell: () => void) => {
    try {
      tell();
    } catch (error) {
      throw new Error(`Not always: ${name}`, { cause: error });
    }
  };
  return {
    step: (step, world) => named(() => witness.step?.(step, world)),
    answer: (answer, world) => named(() => witness.answer?.(answer, world)),
    rest: (world) => named(() => witness.rest?.(world)),
  };
}

/** What two values have in common as JSON: the order of keys does not count, and what is undefined is not there. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
