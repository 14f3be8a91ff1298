import { after, before, test } from 'node:test';
import type { LiveKit } from '#tools/run/livekit-server.mjs';
import { startLiveKit } from '#tools/run/livekit-server.mjs';
import type { Site } from '#tools/run/sites.mjs';
import { Party } from './support/party.js';
import { rawRoom, startRawSite } from './support/raw.js';

/** What everything else stands on: two browsers, two cameras, one LiveKit server, nothing of ours in between. */
let livekit: LiveKit;
let site: Site;
let anna: Party;
let maria: Party;

before(async () => {
  livekit = await startLiveKit();
  site = await startRawSite(livekit);
  [anna, maria] = await Promise.all([
    Party.launch('Anna', { camera: 'green', tone: 700 }),
    Party.launch('Maria', { camera: 'red', tone: 1100, phone: true }),
  ]);
});

after(async () => {
  await Promise.all([anna?.close(), maria?.close()]);
  await site?.close();
  await livekit?.dispose();
});

test('two people hear and see each other through livekit-client alone', async () => {
  const addresses = await rawRoom(livekit, site, 'raw', ['anna', 'maria']);
  await Promise.all([anna.open(addresses[0]!), maria.open(addresses[1]!)]);
  await anna.press('Join');
  await maria.press('Join');
  await Promise.all([anna.hears(1100), maria.hears(700)]);
  await anna.press('Camera');
  await maria.press('Camera');
  await Promise.all([anna.sees('red'), maria.sees('green')]);
  anna.assertNoTrouble();
  maria.assertNoTrouble();
});
