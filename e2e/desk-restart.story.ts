import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Cast } from './support/story.js';
import { castOf, connect, tones } from './support/story.js';

let cast: Cast;
before(async () => {
  cast = await castOf();
});
after(async () => {
  await cast?.close();
});

const bothHear = () => Promise.all([cast.anna.hears(tones.maria), cast.maria.hears(tones.anna)]);

test('the desk stops and comes back in mid-call: pages say so, the call goes on, and what is pressed later works', async () => {
  const { world, anna, maria } = cast;
  await connect(cast);

  await world.desk.stop();
  await Promise.all([anna.reads(/The desk cannot be reached/), maria.reads(/We cannot reach the company/)]);
  await bothHear();
  await anna.press('Hold');
  await anna.reads(/Nothing changed/);
  await bothHear();
  await world.desk.start();
  await Promise.all([
    anna.page
      .getByText(/The desk cannot be reached/)
      .first()
      .waitFor({ state: 'detached' }),
    maria.page.getByText(/We cannot reach the company/).waitFor({ state: 'detached' }),
  ]);
  await bothHear();
  assert.match(await readFile(world.desk.logFile, 'utf8'), /"stopped"/, 'it ended in order');

  await anna.press('Hold');
  await maria.reads(/You are on hold/);
  await maria.hearsNo(tones.anna);

  await world.desk.kill();
  await anna.reads(/The desk cannot be reached/);
  await world.desk.start();
  await anna.press('Unhold');
  await bothHear();

  await world.desk.kill();
  await anna.press('Disconnect');
  await anna.hearsNo(tones.maria);
  await maria.hearsNo(tones.anna);
  await world.desk.start();
  await maria.reads('The call has ended');
  await anna.press('Mark Done');
  await anna.reads('No call');
  const { items } = await world.ask<{ items: { status: string; outcome: string }[] }>(
    '/v1/history?contact=C-4711',
  );
  assert.deepEqual(
    items.map(({ status, outcome }) => ({ status, outcome })),
    [{ status: 'done', outcome: 'agent' }],
  );
  anna.assertNoTrouble();
  maria.assertNoTrouble();
});
