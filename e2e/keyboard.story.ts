import { after, before, test } from 'node:test';
import { assertAccessible, assertReflows } from './support/access.js';
import { Keys } from './support/keyboard.js';
import type { Cast } from './support/story.js';
import { castOf, stateIs, tones } from './support/story.js';

let cast: Cast;
before(async () => {
  cast = await castOf();
});
after(async () => {
  await cast?.close();
});

test('a whole call by keys and spoken names alone, on pages that axe-core has nothing against, down to 320 pixels', async () => {
  const { world, anna, maria } = cast;
  const agent = new Keys(anna);
  const contact = new Keys(maria);
  const look = async (when: string): Promise<void> => {
    await Promise.all([assertAccessible(anna, when), assertAccessible(maria, when)]);
    await Promise.all([assertReflows(anna, 320, when), assertReflows(maria, 320, when)]);
  };

  await Promise.all([anna.open(world.agentPage()), maria.open(world.contactPage())]);
  await stateIs(anna, /^Not ready/);
  await look('before the call');
  await agent.use('button', 'Change');
  await agent.choose('Ready');
  await stateIs(anna, 'Ready');

  await contact.use('checkbox', /privacy/i, 'Space');
  await contact.use('button', /^Call/);
  await maria.reads(/please wait/i);
  await anna.page.getByRole('button', { name: 'Accept', exact: true }).waitFor();
  await look('while it rings');
  await agent.use('button', 'Accept');
  await Promise.all([anna.hears(tones.maria), maria.hears(tones.anna)]);
  await look('in the call');

  await agent.use('button', 'Enable Video Stream');
  await maria.reads(/asks for video/);
  await agent.assertKeepsPlace();
  await assertAccessible(maria, 'asked for video');
  await contact.use('button', 'Show camera');
  await Promise.all([anna.sees('red'), maria.sees('green')]);
  await agent.assertKeepsPlace();
  for (const { page } of [anna, maria]) await page.emulateMedia({ forcedColors: 'active' });
  await look('with video and forced colours');
  for (const { page } of [anna, maria]) await page.emulateMedia({ forcedColors: 'none' });

  await agent.use('button', 'Hold');
  await maria.reads(/You are on hold/);
  await agent.assertKeepsPlace();
  await look('on hold');
  await agent.use('button', 'Unhold');
  await Promise.all([anna.sees('red'), maria.sees('green')]);
  await agent.assertKeepsPlace();

  await contact.use('button', 'Mute');
  await anna.hearsNo(tones.maria);
  await contact.use('button', 'Unmute');

  await agent.use('button', 'Disconnect');
  await maria.reads('The call has ended');
  await anna.reads('After-call work');
  await agent.assertKeepsPlace();
  await look('after the call');
  await agent.use('button', 'Mark Done');
  await anna.reads('No call');
  await stateIs(anna, 'Ready');
  anna.assertNoTrouble();
  maria.assertNoTrouble();
});
