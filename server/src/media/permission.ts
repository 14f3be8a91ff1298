import type { ParticipantInfo, VideoGrant } from 'livekit-server-sdk';
import { ParticipantPermission, TrackSource } from 'livekit-server-sdk';
import type { Grants, MediaSource } from 'video-session-window/interaction';

const trackSource = {
  microphone: TrackSource.MICROPHONE,
  camera: TrackSource.CAMERA,
} as const satisfies Record<MediaSource, TrackSource>;

const sourcesOf = (grants: Grants): TrackSource[] => grants.sources.map((source) => trackSource[source]);

/** Grants as a join token says them. */
export function toVideoGrant(grants: Grants): VideoGrant {
  return {
    room: grants.room,
    roomJoin: true,
    canPublish: grants.canPublish,
    // To LiveKit an empty list means every source.
    ...(grants.canPublish && { canPublishSources: sourcesOf(grants) }),
    canSubscribe: grants.canSubscribe,
    canPublishData: grants.canPublishData,
    canUpdateOwnMetadata: false,
  };
}

/** Grants as UpdateParticipant wants them: every field, because they are replaced as a whole. */
export function toPermission(grants: Grants): ParticipantPermission {
  return new ParticipantPermission({
    canPublish: grants.canPublish,
    canPublishSources: grants.canPublish ? sourcesOf(grants) : [],
    canSubscribe: grants.canSubscribe,
    canPublishData: grants.canPublishData,
    canUpdateMetadata: false,
    hidden: false,
  });
}

export const sameGrants = (a: Grants | undefined, b: Grants | undefined): boolean => keyOf(a) === keyOf(b);

/** Two grants with the same key permit the same. */
export const keyOf = (grants: Grants | undefined): string =>
  grants
    ? JSON.stringify([
        grants.room,
        grants.canPublish,
        [...grants.sources].sort(),
        grants.canSubscribe,
        grants.canPublishData,
      ])
    : '';

/** Whether LiveKit permits a participant exactly what they may do. */
export function permits(participant: ParticipantInfo, grants: Grants): boolean {
  const actual = participant.permission;
  if (!actual) return false;
  const wanted = toPermission(grants);
  const list = (sources: readonly TrackSource[]) => [...sources].sort((a, b) => a - b).join();
  return (
    actual.canPublish === wanted.canPublish &&
    // What may be published is nothing without the permission to publish.
    (!wanted.canPublish || list(actual.canPublishSources) === list(wanted.canPublishSources)) &&
    actual.canSubscribe === wanted.canSubscribe &&
    actual.canPublishData === wanted.canPublishData &&
    !actual.canUpdateMetadata &&
    !actual.hidden &&
    !actual.recorder &&
    !actual.agent
  );
}

/** Whether somebody publishes what they may not: LiveKit takes such tracks down itself, so this should never be true. */
export function publishesMore(participant: ParticipantInfo, grants: Grants): boolean {
  const allowed = new Set(grants.canPublish ? sourcesOf(grants) : []);
  return participant.tracks.some((track) => !allowed.has(track.source));
}
