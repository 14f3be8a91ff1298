import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Site } from '#tools/run/sites.mjs';
import { startSite } from '#tools/run/sites.mjs';
import { chromium as findChromium } from '#tools/setup/chromium.mjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { rollup } from 'rollup';

/** The page of every element by itself: each phase and each failure, under the strict policy, without a word of complaint. */
const folder = new URL('../../demo/elements/', import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith('.html') && name !== 'index.html');

let site: Site;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

before(async () => {
  const bundle = await rollup({
    input: { 'video-session-window': 'dist/define.js', testing: 'dist/testing/index.js' },
    plugins: [nodeResolve({ browser: true, exportConditions: ['production'] })],
    // Circular imports inside livekit-client are its own affair.
    onwarn: () => undefined,
  });
  await bundle.write({ dir: 'build/e2e/gallery', format: 'es', entryFileNames: '[name].js' });
  await bundle.close();
  site = await startSite({ mounts: { '/': 'demo/elements', '/dist/demo/': 'build/e2e/gallery' } });
  browser = await chromium.launch({
    executablePath: process.env['CHROME_PATH'] ?? (await findChromium()),
    args: ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'],
  });
  page = await browser.newPage({ viewport: { width: 320, height: 800 } });
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  page.on('console', (message) => {
    // A browser asks every site for an icon of its own accord.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
      complaints.push(message.text());
  });
});

after(async () => {
  await browser?.close();
  await site?.close();
});

async function look(name: string, query: Record<string, string>): Promise<void> {
  complaints.length = 0;
  await page.goto(`${site.origin}/${name}?${new URLSearchParams(query)}`);
  await page
    .locator('body[data-ready]')
    .waitFor({ state: 'attached', timeout: 20_000 })
    .catch(() => {
      complaints.push('The page did not get ready.');
    });
  const main = await page.locator('main').evaluate((at) => ({
    wide: at.scrollWidth > at.clientWidth,
    made: [...at.querySelectorAll('*')].filter((one) => one.matches(':not(:defined)')).length,
  }));
  assert.deepEqual({ complaints, ...main }, { complaints: [], wide: false, made: 0 });
}

for (const name of names) {
  const source = await readFile(new URL(name, folder), 'utf8');
  const phases = /data-phases="([^"]*)"/.exec(source)?.[1]?.split(' ') ?? [];
  test(`${name} comes up in each of its phases, at 320 pixels, with names that are no markup`, async (context) => {
    assert.ok(phases.length > 0, 'It names its phases.');
    for (const phase of phases) {
      await context.test(phase, () => look(name, { phase, names: 'hostile' }));
    }
  });
  test(`${name} shows each failure`, async (context) => {
    await look(name, { phase: phases[0] ?? '' });
    const failures = await page.locator('select[name=failure] option').allTextContents();
    assert.ok(failures.length > 3, 'It has failures to show.');
    for (const failure of failures.slice(1)) {
      await context.test(failure, () =>
        look(name, { phase: phases[0] ?? '', failure, dir: 'rtl', lang: 'ar' }),
      );
    }
  });
}

test('the list of elements names every page', async () => {
  const source = await readFile(new URL('index.html', folder), 'utf8');
  for (const name of names) assert.ok(source.includes(`href="${name}"`), name);
});
