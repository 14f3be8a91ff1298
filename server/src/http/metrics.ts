/** Prometheus text, made of a few counters: no library is needed for that. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

interface Histogram {
  readonly counts: number[];
  sum: number;
  count: number;
}

type Labels = Readonly<Record<string, string>>;

export class Metrics {
  readonly #counters = new Map<string, number>();
  readonly #gauges = new Map<string, number>();
  readonly #histograms = new Map<string, Histogram>();

  count(name: string, labels: Labels = {}): void {
    const key = series(name, labels);
    this.#counters.set(key, (this.#counters.get(key) ?? 0) + 1);
  }

  add(name: string, by: number, labels: Labels = {}): void {
    const key = series(name, labels);
    this.#gauges.set(key, (this.#gauges.get(key) ?? 0) + by);
  }

  observe(labels: Labels, seconds: number): void {
    const key = series('', labels);
    const known = this.#histograms.get(key) ?? { counts: BOUNDS.map(() => 0), sum: 0, count: 0 };
    this.#histograms.set(key, known);
    known.sum += seconds;
    known.count += 1;
    BOUNDS.forEach((bound, index) => {
      if (seconds <= bound) known.counts[index] = (known.counts[index] ?? 0) + 1;
    });
  }

  /** @param phases interactions in each phase now */
  text(phases: Readonly<Record<string, number>>): string {
    const lines = [
      ...typed('counter', this.#counters),
      ...typed('gauge', this.#gauges),
      ...typed(
        'gauge',
        new Map(Object.entries(phases).map(([phase, n]) => [series('desk_interactions', { phase }), n])),
      ),
      '# TYPE desk_request_seconds histogram',
      ...[...this.#histograms].flatMap(([labels, histogram]) => histogramLines(labels, histogram)),
    ];
    return `${lines.join('\n')}\n`;
  }
}

function series(name: string, labels: Labels): string {
  const inside = Object.entries(labels).map(([key, value]) => `${key}="${value.replace(/["\\\n]/g, '_')}"`);
  return `${name}{${inside.join(',')}}`;
}

function typed(type: string, values: ReadonlyMap<string, number>): readonly string[] {
  const names = new Set<string>();
  return [...values].sort().flatMap(([key, value]) => {
    const [name = ''] = key.split('{');
    const line = `${key.replace('{}', '')} ${value}`;
    if (names.has(name)) return [line];
    names.add(name);
    return [`# TYPE ${name} ${type}`, line];
  });
}

function histogramLines(labels: string, { counts, sum, count }: Histogram): readonly string[] {
  const inside = labels.slice(1, -1);
  const comma = inside ? `${inside},` : '';
  return [
    ...BOUNDS.map(
      (bound, index) => `desk_request_seconds_bucket{${comma}le="${bound}"} ${counts[index] ?? 0}`,
    ),
    `desk_request_seconds_bucket{${comma}le="+Inf"} ${count}`,
    `desk_request_seconds_sum${labels} ${sum.toFixed(6)}`,
    `desk_request_seconds_count${labels} ${count}`,
  ];
}
