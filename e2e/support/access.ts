import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { Party } from './party.js';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The whole page, the elements in it included, has nothing that axe-core objects to. */
export async function assertAccessible({ name, page }: Party, when: string): Promise<void> {
  // Through the driver: the page's own policy forbids scripts from elsewhere.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (runOnly) => {
    const { axe: found } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations: list } = await found.run(document, { runOnly, resultTypes: ['violations'] });
    return list.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }, tags);
  assert.deepEqual(violations, [], `${name}'s page, ${when}`);
}

/** At this width nothing has to be scrolled sideways. */
export async function assertReflows(party: Party, width: number, when: string): Promise<void> {
  const { page } = party;
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 640 });
  const wide = await settledWidth(page);
  if (before) await page.setViewportSize(before);
  assert.ok(wide <= width, `${party.name}'s page, ${when}: ${wide} px wide at ${width} px`);
}

/** After two frames: elements that measure themselves have drawn again. */
async function settledWidth(page: Page): Promise<number> {
  return await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    return document.scrollingElement!.scrollWidth;
  });
}
