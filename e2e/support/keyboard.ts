import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Party } from './party.js';

type Role = Parameters<Party['page']['getByRole']>[0];

/** Somebody who has no pointer: only keys, and the names that a screen reader says. */
export class Keys {
  readonly #party: Party;

  constructor(party: Party) {
    this.#party = party;
  }

  /** Goes to something by Tab, and by the arrows within a toolbar, and presses the key that works it. */
  async use(role: Role, name: string | RegExp, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    const target = this.#party.page
      .getByRole(role, { name, exact: typeof name === 'string' })
      .and(this.#party.page.locator(':visible'))
      .first();
    await target.waitFor();
    await this.#reach(target, String(name));
    await this.press(key);
  }

  async press(key: string): Promise<void> {
    await this.#party.page.keyboard.press(key);
  }

  /** In a menu that has just opened. */
  async choose(name: string): Promise<void> {
    const { page } = this.#party;
    const item = page.getByRole('menuitem', { name, exact: true });
    const target = item.or(page.getByRole('menuitemcheckbox', { name, exact: true })).first();
    await target.waitFor();
    for (let step = 0; step < 10 && !(await focused(target)); step += 1) await this.press('ArrowDown');
    assert.ok(await focused(target), `${name} is reached in the menu`);
    await this.press('Enter');
  }

  /** What has been pressed may be gone; whoever pressed it must not be sent back to the top of the page for that. */
  async assertKeepsPlace(): Promise<void> {
    const lost = await this.#party.page.evaluate(() => document.activeElement === document.body);
    assert.equal(lost, false, `${this.#party.name} keeps the place in the page`);
  }

  async #reach(target: Locator, name: string): Promise<void> {
    for (let step = 0; step < 40; step += 1) {
      if (await focused(target)) return;
      const near = await target.evaluate((element) => {
        const bar = element.closest('[role=toolbar]');
        return bar?.matches(':focus-within') === true;
      });
      await this.press(near ? 'ArrowRight' : 'Tab');
    }
    assert.fail(`${this.#party.name} cannot reach ${name} by keys`);
  }
}

const focused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element.matches(':focus'));
