import type { Interaction, Leg, LegKind, Party } from './state.js';
import { agentsIn, contactOf, legOf } from './state.js';

export type MediaSource = 'microphone' | 'camera';

/** What a leg may do in a LiveKit room, every field said: permissions are replaced as a whole. */
export interface Grants {
  readonly room: string;
  readonly canPublish: boolean;
  /** Never empty while `canPublish` is true: to LiveKit an empty list means every source. */
  readonly sources: readonly MediaSource[];
  readonly canSubscribe: boolean;
  readonly canPublishData: boolean;
}

/**
 * What a leg may do now, computed from the state alone; undefined for whoever is not a party now. It mints tokens at the
 * gate and drives the reconciler, so nothing else decides who hears or sees whom.
 */
export function grantsFor(state: Interaction, legId: string): Grants | undefined {
  if (state.phase === 'new' || state.phase === 'ended') return undefined;
  const found = legOf(state, legId);
  if (!found || found.party.leftAt !== undefined) return undefined;
  const { party, leg } = found;
  if (silent(state, party))
    return { room: leg.room, canPublish: false, sources: [], canSubscribe: false, canPublishData: false };
  const sources = sourcesOf(state, party, leg);
  return {
    room: leg.room,
    canPublish: sources.length > 0,
    sources,
    canSubscribe: true,
    canPublishData: true,
  };
}

/** A contact who waits, and whoever is held, sends and receives nothing. */
function silent(state: Interaction, party: Party): boolean {
  return party.held || state.phase !== 'connected';
}

function sourcesOf(state: Interaction, party: Party, leg: Leg): readonly MediaSource[] {
  const microphone = mayUseMicrophone(leg.kind) ? (['microphone'] as const) : [];
  const camera =
    mayUseCamera(leg.kind) && state.video.phase === 'on' && state.video.cameras[party.id]
      ? (['camera'] as const)
      : [];
  return [...microphone, ...camera];
}

const mayUseMicrophone = (kind: LegKind): boolean => kind === 'browser' || kind === 'sip';
const mayUseCamera = (kind: LegKind): boolean => kind === 'browser' || kind === 'camera-only';

/** Whether an agent's sound would reach the contact: used to keep one microphone from two contacts. */
export function reachesContact(state: Interaction): boolean {
  const contact = contactOf(state);
  return (
    state.phase === 'connected' &&
    contact !== undefined &&
    !contact.held &&
    agentsIn(state).some((agent) => !agent.held)
  );
}
