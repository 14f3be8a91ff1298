import type { Grants, Interaction } from 'video-session-window/interaction';
import { grantsFor, legOf } from 'video-session-window/interaction';
import type { Presented } from './tokens.js';

/** How somebody at the gate stands with an interaction now. */
export type Standing =
  | { readonly ok: true; readonly grants: Grants; readonly role: string }
  | { readonly ok: false; readonly code: 'call-ended' | 'not-a-party' | 'open-elsewhere' };

/** What the state says about whoever presents a token. Pure: the gate asks it before it dials and again before it answers. */
export function standing(state: Interaction, presented: Presented): Standing {
  if (state.phase === 'ended') return { ok: false, code: 'call-ended' };
  const found = legOf(state, presented.leg);
  const grants = grantsFor(state, presented.leg);
  if (!found || !grants || grants.room !== presented.room) return { ok: false, code: 'not-a-party' };
  if (found.leg.epoch !== presented.epoch) return { ok: false, code: 'open-elsewhere' };
  return { ok: true, grants, role: found.party.kind };
}

/** Every room of an interaction. */
export const roomsOf = (state: Interaction): readonly string[] =>
  [state.rooms.main, ...state.rooms.side].filter((room) => room !== '');
