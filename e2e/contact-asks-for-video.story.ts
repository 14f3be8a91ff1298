import { after, before, test } from 'node:test';
import type { Cast } from './support/story.js';
import { castOf, connect } from './support/story.js';

let cast: Cast;
before(async () => {
  cast = await castOf();
});
after(async () => {
  await cast?.close();
});

test('a contact asks for video: refused once, then the agent only watches, then shows the camera too', async () => {
  const { anna, maria } = cast;
  await connect(cast);

  await maria.press('Video');
  await maria.press('Show camera');
  await anna.reads('Maria López asks for video');
  await anna.press('Not now');
  await maria.page.getByRole('button', { name: 'Video', exact: true }).waitFor();
  await anna.seesNo('red');

  await maria.press('Video');
  await maria.press('Show camera');
  await anna.press('Only watch');
  await anna.sees('red');
  await maria.seesNo('green');

  await anna.press('Show My Camera');
  await maria.sees('green');

  // What the contact ends themselves is asked for again.
  await maria.press('Stop video');
  await Promise.all([anna.seesNo('red'), maria.seesNo('green')]);
  await anna.press('Enable Video Stream');
  await maria.reads(/asks for video/);
  await maria.press('Only watch');
  await maria.sees('green');
  await anna.seesNo('red');
  anna.assertNoTrouble();
  maria.assertNoTrouble();
});
