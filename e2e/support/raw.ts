import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import type { LiveKit } from '#tools/run/livekit-server.mjs';
import type { Site } from '#tools/run/sites.mjs';
import { startSite } from '#tools/run/sites.mjs';

/** The site of the raw page, which the browser may only use with LiveKit itself. */
export function startRawSite(livekit: LiveKit): Promise<Site> {
  return startSite({
    mounts: { '/': 'e2e/pages/raw', '/livekit-client/': 'node_modules/livekit-client/dist' },
    policy: { connect: [livekit.url, livekit.httpUrl] },
  });
}

/** Makes a room and gives each name the address of a page that can join it. */
export async function rawRoom(
  livekit: LiveKit,
  site: Site,
  room: string,
  names: readonly string[],
): Promise<string[]> {
  const rooms = new RoomServiceClient(livekit.httpUrl, livekit.key, livekit.secret);
  await rooms.createRoom({ name: room, emptyTimeout: 60, departureTimeout: 60 });
  return await Promise.all(
    names.map(async (identity) => {
      const token = new AccessToken(livekit.key, livekit.secret, { identity, ttl: 120 });
      token.addGrant({ room, roomJoin: true, canPublish: true, canSubscribe: true });
      const hash = new URLSearchParams({ url: livekit.url, token: await token.toJwt() });
      return `${site.origin}/#${hash.toString()}`;
    }),
  );
}
