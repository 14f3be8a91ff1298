import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Party } from './support/party.js';
import type { Cast } from './support/story.js';
import { castOf, connect, tones } from './support/story.js';

/**
 * Short: 2 s, and 10 s with a shortened policy of livekit-client, so that our own loop outside it has to act. With FULL=1
 * also 70 s and five minutes with the real policy.
 */
const long = process.env.FULL ? [70, 300] : [];

let cast: Cast;
beforeEach(async () => {
  cast = await castOf();
});
afterEach(async () => {
  await cast?.close();
});

/** The same page with a library that gives up early, by the options that any integrator has. */
async function impatient({ page }: Party): Promise<void> {
  const options = '{ ...connection, reconnectDelaysMs: [0, 300, 700, 1000] }';
  const body = `
    import { AgentDesk, ContactSession } from '/dist/demo/video-session-window.js';
    import { createAgentSession, createContactConnector } from '/dist/demo/connect.js';
    AgentDesk.connect = (connection) => createAgentSession(${options});
    ContactSession.connect = (connection) => createContactConnector(${options});
  `;
  await page.route('**/dist/cdn/{video-session-window,contact-session}.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body }),
  );
}

async function outage(seconds: number): Promise<void> {
  const { world, anna, maria } = cast;
  await anna.press('Enable Video Stream');
  await maria.press('Show camera');
  await Promise.all([anna.sees('red'), maria.sees('green')]);
  await world.livekit.kill();
  // The length of the outage is what this story is about.
  await sleep(seconds * 1000);
  await world.livekit.start();
  await Promise.all([anna.sees('red'), maria.sees('green')]);
  await Promise.all([anna.hears(tones.maria), maria.hears(tones.anna)]);
  anna.assertNoTrouble();
  maria.assertNoTrouble();
}

test('the media server dies for two seconds and the call comes back by itself', async () => {
  await connect(cast);
  await outage(2);
});

test('the media server is away for longer than livekit-client tries, and the call comes back all the same', async () => {
  const { anna, maria } = cast;
  await Promise.all([impatient(anna), impatient(maria)]);
  await connect(cast);
  await outage(10);
});

for (const seconds of long) {
  test(`the media server is away for ${seconds} s`, async () => {
    await connect(cast);
    await outage(seconds);
  });
}

test('a call ended and marked done while the media server is dead stays ended when it returns', async () => {
  const { world, anna, maria } = cast;
  await connect(cast);
  await world.livekit.kill();
  await anna.press('Disconnect');
  await maria.reads('The call has ended');
  await anna.press('Mark Done');
  await anna.reads('No call');
  await world.livekit.start();
  await maria.page.reload();
  await maria.page.getByRole('checkbox', { name: /privacy/i }).waitFor();
  await Promise.all([anna.hearsNo(tones.maria), maria.hearsNo(tones.anna)]);
});
