import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mediaCases } from 'video-session-window/testing';
import type { LiveKit } from '#tools/run/livekit-server.mjs';
import { startLiveKit } from '#tools/run/livekit-server.mjs';
import type { Site } from '#tools/run/sites.mjs';
import { startSite } from '#tools/run/sites.mjs';
import { bundlePage } from './support/bundle.js';
import { LiveKitWorld } from './support/media-world.js';
import { Party } from './support/party.js';

/** The media contract on the real thing: LiveKit, and a browser for each person. The fake passes the same cases. */
let livekit: LiveKit;
let site: Site;
let parties: Record<string, Party> = {};

before(async () => {
  livekit = await startLiveKit();
  await bundlePage('media-page');
  site = await startSite({
    mounts: { '/': 'e2e/pages/media', '/bundle/': 'build/e2e/bundle' },
    policy: { connect: [livekit.url, livekit.httpUrl] },
  });
  const [anna, maria, otto] = await Promise.all([
    Party.launch('Anna', { camera: 'green', tone: 700 }),
    Party.launch('Maria', { camera: 'red', tone: 1100 }),
    Party.launch('Otto', { camera: 'blue', tone: 1500 }),
  ]);
  parties = { anna, maria, otto };
});

after(async () => {
  await Promise.all(Object.values(parties).map((party) => party.close()));
  await site?.close();
  await livekit?.dispose();
});

for (const [index, { name, run }] of mediaCases.entries()) {
  test(name, async () => {
    const world = new LiveKitWorld(livekit, site, parties, String(index));
    await world.begin();
    try {
      await run(world);
      for (const party of Object.values(parties)) party.assertNoTrouble();
      const said = await world.said();
      assert.ok(!world.tokens.some((token) => said.includes(token)), 'no token is in a log');
    } finally {
      await world.end();
    }
  });
}
