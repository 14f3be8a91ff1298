/**
 * What the agent's window costs the page it stands in: the first drawing of a call, against one LitElement that draws the
 * same nodes; and what is left of it in the page after it was closed.
 */
import { nodeResolve } from '@rollup/plugin-node-resolve';
import type { CDPSession } from 'playwright-core';
import { chromium } from 'playwright-core';
import { rollup } from 'rollup';
import { startSite } from '#tools/run/sites.mjs';
import { chromium as findChromium } from '#tools/setup/chromium.mjs';
import { report } from './support/report.js';
import { median, medianInterval, rounded, summary } from './support/statistics.js';

const rounds = Number(process.argv[2] ?? 60);
const warmUp = 10;
const cycles = 100;
const RATIO = 1.5;

const bundle = await rollup({
  input: 'build/bench/support/window-page.js',
  plugins: [nodeResolve({ browser: true, exportConditions: ['production'] })],
  onwarn: () => undefined,
});
await bundle.write({ dir: 'build/bench/bundle', format: 'es', entryFileNames: '[name].js' });
await bundle.close();
const site = await startSite({ mounts: { '/': 'bench/pages/window', '/bundle/': 'build/bench/bundle' } });
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.on('pageerror', (error) => process.stderr.write(`${error.message}\n`));
await page.goto(site.origin);
await page.waitForSelector('body[data-ready]', { state: 'attached' });

const nodes = await page.evaluate(() => bench.nodes());
const samples = { pane: [] as number[], anchor: [] as number[] };
for (let round = 0; round < warmUp + rounds; round += 1) {
  const { pane, anchor } = await page.evaluate(() => bench.first());
  if (round < warmUp) continue;
  samples.pane.push(pane);
  samples.anchor.push(anchor);
}
const ratios = samples.pane.map((value, at) => value / samples.anchor[at]!);
const ratio = medianInterval(ratios);

const inspector = await page.context().newCDPSession(page);
await inspector.send('Performance.enable');
for (let cycle = 0; cycle < warmUp; cycle += 1) await page.evaluate(() => bench.cycle());
const before = await counters(inspector);
for (let cycle = 0; cycle < cycles; cycle += 1) await page.evaluate(() => bench.cycle());
const after = await counters(inspector);
const left = {
  nodes: after.nodes - before.nodes,
  listeners: after.listeners - before.listeners,
  heapBytesPerCycle: Math.round((after.heap - before.heap) / cycles),
  ...(await page.evaluate(() => bench.leftovers())),
};
await browser.close();
await site.close();

/** After the garbage was collected, more than once: what one round frees may be what held the next. */
async function counters(session: CDPSession) {
  for (let round = 0; round < 4; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { nodes: all, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
  const { metrics } = await session.send('Performance.getMetrics');
  return { nodes: all, listeners, heap: metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0 };
}

const clean = left.nodes <= 0 && left.listeners <= 0 && left.tracks === 0 && left.sockets === 0;
const fast = ratio.high <= RATIO ? true : ratio.low > RATIO ? false : null;
const sameNodes = nodes.pane === nodes.anchor;
const pass = !clean || !sameNodes || fast === false ? false : fast;
report({
  name: 'window',
  pass,
  ...(pass === null
    ? {
        reason: 'The spread of the ratios is larger than what is allowed: more rounds, or a quieter machine.',
      }
    : {}),
  figures: {
    unit: 'ms',
    pane: summary(samples.pane),
    anchor: summary(samples.anchor),
    ratio: {
      median: rounded(median(ratios)),
      low: rounded(ratio.low),
      high: rounded(ratio.high),
      limit: RATIO,
    },
    nodes,
    leftAfterClosing: { cycles, ...left },
  },
  n: rounds,
  samples,
});
process.exit();
