import type { Fact } from '../wire/facts.js';
import type { Video } from '../state.js';

type VideoFact = Extract<
  Fact,
  { type: 'video-requested' | 'video-request-ended' | 'video-enabled' | 'camera-set' | 'video-disabled' }
>;

/** How a fact changes the video part of a call. */
export function evolveVideo(video: Video, fact: VideoFact): Video {
  switch (fact.type) {
    case 'video-requested': {
      const { by, camera, expiresAt } = fact.data;
      return { ...video, phase: 'asking', ask: { by, camera, at: fact.at, expiresAt } };
    }
    case 'video-request-ended':
      return { ...video, phase: 'off', ask: undefined };
    case 'video-enabled':
      return {
        phase: 'on',
        ask: undefined,
        cameras: fact.data.cameras,
        standing: fact.data.cameras,
        since: fact.at,
      };
    case 'camera-set': {
      const { party, on } = fact.data;
      // Turning one's own camera off withdraws one's consent: the next Enable has to ask again.
      const standing = on ? { ...video.standing, [party]: true } : without(video.standing, party);
      return { ...video, cameras: { ...video.cameras, [party]: on }, standing };
    }
    case 'video-disabled':
      // The desk says with whose Disable consent ends: after an agent's it stands, after the contact's own it does not.
      return {
        phase: 'off',
        ask: undefined,
        cameras: {},
        standing: fact.data.consentStands ? video.standing : {},
        since: undefined,
      };
    default:
      return fact satisfies never;
  }
}

/** A party that left shows nothing and has agreed to nothing. */
export function withoutCamera(video: Video, party: string): Video {
  return { ...video, cameras: without(video.cameras, party), standing: without(video.standing, party) };
}

function without(
  choices: Readonly<Record<string, boolean>>,
  party: string,
): Readonly<Record<string, boolean>> {
  return Object.fromEntries(Object.entries(choices).filter(([id]) => id !== party));
}
