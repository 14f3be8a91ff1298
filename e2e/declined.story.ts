import { after, before, test } from 'node:test';
import { Party } from './support/party.js';
import type { Cast } from './support/story.js';
import { accept, call, castOf, goReady, stateIs } from './support/story.js';

let cast: Cast;
let tomas: Party;
before(async () => {
  [cast, tomas] = await Promise.all([castOf(), Party.launch('Tomás', { camera: 'blue', tone: 500 })]);
});
after(async () => {
  await Promise.all([cast?.close(), tomas?.close()]);
});

test('an agent declines with a reason, stays ready, and the next one is asked', async () => {
  const { world, anna, maria } = cast;
  await goReady(anna, world.agentPage());
  await call(maria, world.contactPage());
  await anna.press('Decline');
  await anna.page.getByRole('menuitem', { name: 'Finishing something' }).click();
  await anna.page.getByRole('button', { name: 'Accept', exact: true }).waitFor({ state: 'detached' });
  await stateIs(anna, 'Ready');
  await maria.reads(/please wait/i);
  await goReady(tomas, world.agentPage('tomas.ruiz'));
  await accept(tomas, maria);
  anna.assertNoTrouble();
  tomas.assertNoTrouble();
});
