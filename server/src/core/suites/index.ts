import { after, before, describe } from 'node:test';
import type { TestDatabase } from '../../testing/databases.js';
import { World } from '../../testing/world.js';
import { arcsSuite } from './arcs.suite.js';
import { commandsSuite } from './commands.suite.js';
import { presenceSuite } from './presence.suite.js';
import { recordsSuite } from './records.suite.js';
import { storySuite } from './story.suite.js';

const all = [storySuite, arcsSuite, presenceSuite, commandsSuite, recordsSuite];

/** The same promises on every database. */
export function deskSuites(
  name: string,
  open: () => Promise<TestDatabase>,
  { skip = false, suites = all }: { skip?: string | false; suites?: typeof all } = {},
): void {
  describe(`the desk on ${name}`, { skip }, () => {
    let world: World | undefined;
    const current = (): World => {
      if (!world) throw new Error('The world was not opened.');
      return world;
    };
    before(async () => {
      world = await World.on(await open());
    });
    after(() => world?.dispose());
    for (const suite of suites) suite(current);
  });
}
