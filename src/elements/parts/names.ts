import type { SessionState } from '../../interaction/index.js';
import { contactOf, partyOf, textOf } from '../../interaction/index.js';

/** What a party is called, if anybody said; names travel beside the facts and may have been erased. */
export function nameOf(state: SessionState, party: string | undefined): string | undefined {
  return party === undefined ? undefined : textOf(state.contents, 'name', party);
}

export function contactName(state: SessionState): string | undefined {
  return state.interaction && nameOf(state, contactOf(state.interaction)?.id);
}

/** What the call is about, in the contact's or their company's words. */
export function subjectOf(state: SessionState): string | undefined {
  return textOf(state.contents, 'subject', 'main');
}

/** The other side of a request for video: who asks, from this page's point of view. */
export function asker(state: SessionState): { name: string | undefined; own: boolean } | undefined {
  const ask = state.interaction?.video.ask;
  if (!state.interaction || !ask) return undefined;
  const party = partyOf(state.interaction, ask.by);
  const own = (party?.kind === 'contact') === (state.me?.audience === 'contact');
  return { name: nameOf(state, ask.by), own };
}
