import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Cast } from './support/story.js';
import { call, castOf, goReady, stateIs } from './support/story.js';

let cast: Cast;
before(async () => {
  cast = await castOf();
});
after(async () => {
  await cast?.close();
});

test('a contact who leaves while it rings: the offer goes, the agent stays ready, and it stands in the history', async () => {
  const { world, anna, maria } = cast;
  await goReady(anna, world.agentPage());
  await call(maria, world.contactPage());
  const accept = anna.page.getByRole('button', { name: 'Accept', exact: true });
  await accept.waitFor();
  await maria.press('Leave');
  await maria.reads('You left the queue.');
  await accept.waitFor({ state: 'detached' });
  await stateIs(anna, 'Ready');
  const { items } = await world.ask<{ items: { outcome: string; status: string }[] }>(
    '/v1/history?contact=C-4711',
  );
  assert.deepEqual(
    items.map(({ outcome, status }) => ({ outcome, status })),
    [{ outcome: 'abandoned', status: 'done' }],
  );
  anna.assertNoTrouble();
  maria.assertNoTrouble();
});

test('a contact who leaves the queue before anybody is asked is abandoned as well', async () => {
  const { world, maria } = cast;
  await call(maria, world.contactPage({ customer: 'C-1208' }));
  await maria.press('Leave');
  await maria.reads('You left the queue.');
  const { items } = await world.ask<{ items: { outcome: string }[] }>('/v1/history?contact=C-1208');
  assert.deepEqual(
    items.map(({ outcome }) => outcome),
    ['abandoned'],
  );
});
