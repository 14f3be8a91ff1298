import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Cast } from './support/story.js';
import { accept, castOf, chooseReady, connect, stateIs, tones } from './support/story.js';

/** As the real limits, a minute and 45 s, but shorter. */
let cast: Cast;
before(async () => {
  cast = await castOf({
    configure: (tenant) => {
      tenant.policies = { contactLostSeconds: 8, agentLostSeconds: 6 };
    },
  });
});
after(async () => {
  await cast?.close();
});

test('an agent who vanishes: the contact is told and waits; back in time the call goes on, later the contact is first in the queue', async () => {
  const { world, anna, maria } = cast;
  await connect(cast);
  const address = world.agentPage();
  await anna.open('about:blank');
  await maria.reads(/The connection to Anna Berg was lost/);
  await anna.open(address);
  await Promise.all([anna.hears(tones.maria), maria.hears(tones.anna)]);

  await anna.open('about:blank');
  await maria.reads(/The connection to Anna Berg was lost/);
  await maria.reads(/please wait/i);
  await maria.reads('You are next.');
  await anna.open(address);
  await anna.press('Mark Done');
  // Away for a little longer, and the desk has made her not ready; in either case Maria is the next to ring.
  const away = anna.page
    .locator('agent-state')
    .getByText(/^Not ready/)
    .first();
  await away
    .or(anna.page.getByRole('button', { name: 'Accept', exact: true }))
    .first()
    .waitFor();
  if (await away.isVisible()) await chooseReady(anna);
  await accept(anna, maria);
});

test('a contact who vanishes: the agent sees how long they are waited for; back in time it goes on, later it is over', async () => {
  const { world, anna, maria } = cast;
  const address = maria.page.url();
  await maria.open('about:blank');
  await anna.reads(/Maria López has lost the connection\. Waiting 0:0\d longer/);
  await maria.open(address);
  await Promise.all([anna.hears(tones.maria), maria.hears(tones.anna)]);
  await maria.open('about:blank');
  await anna.reads(/Maria López has lost the connection/);
  await anna.reads('The connection to the contact was lost');
  await anna.press('Mark Done');
  await stateIs(anna, 'Ready');
  const { items } = await world.ask<{ items: { outcome: string }[] }>('/v1/history?contact=C-4711');
  assert.equal(items[0]?.outcome, 'lost');

  await maria.open(address);
  await maria.page.getByRole('checkbox', { name: /privacy/i }).waitFor();
  anna.assertNoTrouble();
  maria.assertNoTrouble();
});
