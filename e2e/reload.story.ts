import { after, before, test } from 'node:test';
import type { Cast } from './support/story.js';
import { castOf, connect, tones } from './support/story.js';

/** Short: each page is reloaded once. With FULL=1: twenty times. */
const times = process.env.FULL ? 20 : 1;

let cast: Cast;
before(async () => {
  cast = await castOf();
});
after(async () => {
  await cast?.close();
});

test('pages reloaded in mid-call come back to the same call, with sound, picture and mute as they were', async () => {
  const { anna, maria } = cast;
  await connect(cast);
  await anna.press('Enable Video Stream');
  await maria.press('Show camera');
  await Promise.all([anna.sees('red'), maria.sees('green')]);

  for (let round = 0; round < times; round += 1) {
    await anna.page.reload();
    await Promise.all([anna.sees('red'), maria.sees('green')]);
    await Promise.all([anna.hears(tones.maria), maria.hears(tones.anna)]);

    await maria.page.reload();
    await Promise.all([anna.sees('red'), maria.sees('green')]);
    await Promise.all([anna.hears(tones.maria), maria.hears(tones.anna)]);
  }

  await maria.press('Mute');
  await anna.hearsNo(tones.maria);
  await maria.page.reload();
  await maria.page.getByRole('button', { name: 'Unmute' }).waitFor();
  await anna.sees('red');
  await anna.hearsNo(tones.maria);
  await maria.press('Unmute');
  await anna.hears(tones.maria);

  await anna.press('Disconnect');
  await anna.reads('After-call work');
  await anna.page.reload();
  await anna.press('Mark Done');
  await anna.reads('No call');
  anna.assertNoTrouble();
  maria.assertNoTrouble();
});
