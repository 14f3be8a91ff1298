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
      // What they say now about their own camera replaces what stood, also when the request comes to nothing.
      const standing = by in video.standing ? { ...video.standing, [by]: camera } : video.standing;
      return { ...video, phase: 'asking', ask: { by, camera, at: fact.at, expiresAt }, standing };
    }
    case 'video-request-ended': {
      // Whoever takes their request back has changed their mind about video: they are asked again.
      const asker = fact.data.why === 'cancelled' ? video.ask?.by : undefined;
      const standing = asker === undefined ? video.standing : without(video.standing, asker);
      return { ...video, phase: 'off', ask: undefined, standing };
    }
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
