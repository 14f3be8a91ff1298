import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Cast } from './support/story.js';
import { accept, call, castOf, goReady, tones } from './support/story.js';

let cast: Cast;
before(async () => {
  cast = await castOf();
});
after(async () => {
  await cast?.close();
});

test('a contact calls, the agent turns the call into video and back, disconnects, and it stands in the history', async () => {
  const { world, anna, maria } = cast;
  await goReady(anna, world.agentPage());
  await call(maria, world.contactPage());
  await maria.reads('You are next.');
  await anna.reads('Maria López');
  await accept(anna, maria);
  await anna.seesNo('red');

  await anna.press('Enable Video Stream');
  await maria.reads(/asks for video/);
  await anna.seesNo('red');
  await maria.press('Show camera');
  await Promise.all([anna.sees('red'), maria.sees('green')]);

  await anna.press('Disable Video Stream');
  await Promise.all([anna.seesNo('red'), maria.seesNo('green'), maria.seesNo('red')]);
  await Promise.all([anna.hears(tones.maria), maria.hears(tones.anna)]);

  await anna.press('Enable Video Stream');
  await Promise.all([anna.sees('red'), maria.sees('green')]);

  await anna.press('Disconnect');
  await maria.reads('The call has ended');
  await anna.reads('After-call work');
  await anna.press('Mark Done');
  await anna.reads('No call');

  const { items } = await world.ask<{ items: Record<string, unknown>[] }>('/v1/history?contact=C-4711');
  assert.equal(items.length, 1);
  const record = items[0]!;
  assert.equal(record.status, 'done');
  assert.equal(record.outcome, 'agent');
  assert.equal(record.name, 'Maria López');
  assert.ok((record.durationMs as number) > 0 && record.video === true);
  anna.assertNoTrouble();
  maria.assertNoTrouble();
});
