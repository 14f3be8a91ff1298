import type { RemoteParticipant, RemoteTrackPublication, Room } from 'livekit-client';
import type { Quality, RemoteLeg, Source } from '../../interaction/ports/media.js';

/** The strings of the library's own enumerations, which would load it if they were imported. */
export const librarySource = { microphone: 'microphone', camera: 'camera' } as const satisfies Record<
  Source,
  string
>;

export function remotePublication(
  participant: RemoteParticipant,
  source: Source,
): RemoteTrackPublication | undefined {
  for (const publication of participant.trackPublications.values()) {
    if (publication.source === librarySource[source]) return publication;
  }
  return undefined;
}

export interface LegParts {
  /** Whether a published camera has given no picture for a while. */
  still(leg: string): boolean;
  /** In a reconnect the library forgets everybody; people do not leave because of it. */
  readonly reconnecting: boolean;
}

export function remoteLegs(room: Room, known: readonly RemoteLeg[], parts: LegParts): readonly RemoteLeg[] {
  const present = [...room.remoteParticipants.values()].map((participant) => legOf(participant, parts));
  if (!parts.reconnecting) return present;
  const missing = known.filter(({ leg }) => !room.remoteParticipants.has(leg));
  return [...present, ...missing.map(asLost)];
}

function legOf(participant: RemoteParticipant, { still }: LegParts): RemoteLeg {
  const { identity } = participant;
  const microphone = remotePublication(participant, 'microphone');
  return {
    leg: identity,
    microphone: microphone !== undefined && !microphone.isMuted,
    camera: cameraOf(remotePublication(participant, 'camera'), still(identity)),
    quality: qualityOf(participant.connectionQuality),
  };
}

function cameraOf(publication: RemoteTrackPublication | undefined, still: boolean): RemoteLeg['camera'] {
  if (!publication) return 'off';
  return publication.isMuted || still || publication.track?.streamState === 'paused' ? 'paused' : 'on';
}

function asLost(leg: RemoteLeg): RemoteLeg {
  return { ...leg, camera: leg.camera === 'off' ? 'off' : 'paused', quality: 'lost' };
}

const qualities: ReadonlySet<string> = new Set<Quality>(['excellent', 'good', 'poor', 'lost']);

export function qualityOf(quality: string): Quality {
  return qualities.has(quality) ? (quality as Quality) : 'unknown';
}
