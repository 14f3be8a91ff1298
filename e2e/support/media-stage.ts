import type { LiveKit } from '#tools/run/livekit-server.mjs';
import { startLiveKit } from '#tools/run/livekit-server.mjs';
import type { Site } from '#tools/run/sites.mjs';
import { startSite } from '#tools/run/sites.mjs';
import { bundlePage } from './bundle.js';
import { LiveKitWorld } from './media-world.js';
import { Party } from './party.js';

export interface MediaStage {
  readonly livekit: LiveKit;
  readonly site: Site;
  readonly parties: Readonly<Record<string, Party>>;
  /** Runs with two rooms of its own, and cleans up after it. */
  play(name: string, run: (world: LiveKitWorld) => Promise<void>): Promise<void>;
  end(): Promise<void>;
}

/** LiveKit, a site with the media page, and three people at browsers. */
export async function mediaStage(): Promise<MediaStage> {
  const livekit = await startLiveKit();
  await bundlePage('media-page');
  const site = await startSite({
    mounts: { '/': 'e2e/pages/media', '/bundle/': 'build/e2e/bundle' },
    policy: { connect: [livekit.url, livekit.httpUrl] },
  });
  const [anna, maria, otto] = await Promise.all([
    Party.launch('Anna', { camera: 'green', tone: 700 }),
    Party.launch('Maria', { camera: 'red', tone: 1100 }),
    Party.launch('Otto', { camera: 'blue', tone: 1500 }),
  ]);
  const parties = { anna, maria, otto };
  return {
    livekit,
    site,
    parties,
    async play(name, run) {
      const world = new LiveKitWorld(livekit, site, parties, name);
      await world.begin();
      try {
        await run(world);
        for (const party of Object.values(parties)) party.assertNoTrouble();
        await world.assertNoTokenTold();
      } finally {
        await world.end();
      }
    },
    async end() {
      await Promise.all(Object.values(parties).map((party) => party.close()));
      await site.close();
      await livekit.dispose();
    },
  };
}
