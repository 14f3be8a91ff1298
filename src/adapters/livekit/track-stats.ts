import type { Room, TrackPublication } from 'livekit-client';
import type { Source, TrackStats } from '../../interaction/ports/media.js';
import type { TrackCounts } from './rtc-stats.js';
import { receivedCounts, sentCounts } from './rtc-stats.js';

/** Packets and frames of everybody's microphone and camera since they were published. */
export async function trackStats(room: Room): Promise<readonly TrackStats[]> {
  const sent = [...room.localParticipant.trackPublications.values()].map(async (publication) =>
    entry('local', 'sent', publication, await sentCounts(publication).catch(() => undefined)),
  );
  const received = [...room.remoteParticipants.values()].flatMap((participant) =>
    [...participant.trackPublications.values()].map(async (publication) =>
      entry(
        participant.identity,
        'received',
        publication,
        await receivedCounts(publication).catch(() => undefined),
      ),
    ),
  );
  return (await Promise.all([...sent, ...received])).filter((stats) => stats !== undefined);
}

function entry(
  leg: string,
  direction: TrackStats['direction'],
  publication: TrackPublication,
  counts: TrackCounts | undefined,
): TrackStats | undefined {
  const source = sourceOf(publication);
  if (!source || !counts) return undefined;
  const { packets, frames } = counts;
  return { leg, source, direction, packets, ...(frames === undefined ? {} : { frames }) };
}

function sourceOf({ source }: TrackPublication): Source | undefined {
  return source === 'microphone' || source === 'camera' ? source : undefined;
}
