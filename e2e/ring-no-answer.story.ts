import { after, before, test } from 'node:test';
import type { Cast } from './support/story.js';
import { accept, call, castOf, goReady, stateIs } from './support/story.js';

let cast: Cast;
before(async () => {
  cast = await castOf({
    configure: (tenant) => {
      for (const queue of tenant.queues) queue.ringSeconds = 2;
    },
  });
});
after(async () => {
  await cast?.close();
});

test('an agent who does not answer is made not ready; the contact waits on and is offered again', async () => {
  const { world, anna, maria } = cast;
  await goReady(anna, world.agentPage());
  await call(maria, world.contactPage());
  const button = anna.page.getByRole('button', { name: 'Accept', exact: true });
  await button.waitFor();
  await button.waitFor({ state: 'detached' });
  await stateIs(anna, /^Not ready/);
  await maria.reads(/please wait/i);
  await goReady(anna, world.agentPage());
  await accept(anna, maria);
  anna.assertNoTrouble();
  maria.assertNoTrouble();
});
