/** The value below which a share `p` of the sorted samples lies. */
export function quantile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * p;
  const below = sorted[Math.floor(at)]!;
  const above = sorted[Math.ceil(at)]!;
  return below + (above - below) * (at - Math.floor(at));
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Where the median lies with 95 %, by drawing the samples again 4000 times; always the same draws, so it can be repeated. */
export function medianInterval(samples: readonly number[]): Interval {
  const draw = random(4711);
  const medians = Array.from({ length: 4000 }, () =>
    median(samples.map(() => samples[Math.floor(draw() * samples.length)]!)),
  );
  return { low: quantile(medians, 0.025), high: quantile(medians, 0.975) };
}

/** A small generator (mulberry32): good enough to draw samples, and the same everywhere. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const rounded = (value: number): number => Math.round(value * 100) / 100;

/** What is told of a series. */
export function summary(samples: readonly number[]) {
  return {
    median: rounded(median(samples)),
    p95: rounded(quantile(samples, 0.95)),
    min: rounded(Math.min(...samples)),
  };
}
