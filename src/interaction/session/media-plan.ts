import type { MediaIntent } from '../ports/media.js';
import { agentsIn, contactOf } from '../state.js';
import type { SessionState } from './state.js';
import { isPending, ownLeg, ownParty } from './state.js';

export interface MediaPlan {
  /** The leg to enter the media room with; undefined: leave it. */
  readonly leg?: string;
  readonly intent: MediaIntent;
}

/**
 * What this page's devices should do now. What takes sound or picture away counts from the press, not from the desk's
 * answer; what gives them waits for the fact.
 */
export function mediaPlan(state: SessionState): MediaPlan {
  const { interaction, intent } = state;
  const off = { ...intent, microphone: false, camera: false };
  const party = ownParty(state);
  const leg = ownLeg(state);
  const over = interaction === undefined || interaction.phase === 'new' || interaction.phase === 'ended';
  if (over || !party || !leg || state.closed || isPending(state, 'disconnect', 'end-for-everyone'))
    return { intent: off };
  if (interaction.phase !== 'connected' || party.held || nobodyListens(state))
    return { leg: leg.id, intent: off };
  const { video } = interaction;
  const mayShow =
    video.phase === 'on' && video.cameras[party.id] === true && !isPending(state, 'disable-video');
  // A device that only films has its owner's voice on another one.
  const microphone = intent.microphone && leg.kind !== 'camera-only';
  return { leg: leg.id, intent: { ...intent, microphone, camera: intent.camera && mayShow } };
}

/** An agent alone with a held contact keeps the microphone and camera off: the desk enforces it, the page also does it. */
function nobodyListens(state: SessionState): boolean {
  if (state.me?.audience !== 'agents' || !state.interaction) return false;
  const held = contactOf(state.interaction)?.held === true || isPending(state, 'hold');
  return held && agentsIn(state.interaction).length < 2;
}
