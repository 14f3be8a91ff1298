import type { FactBody } from '../wire/facts.js';
import type { Interaction, Party } from '../state.js';
import { contactOf, partyOf } from '../state.js';
import type { Ask, Rule } from './rule.js';
import { partyAsking, refuseOutsideCall, refuseUnlessSystem } from './rule.js';

/** While somebody is on hold they neither ask nor agree, and nobody asks a contact on hold. */
const refuseHeld = (ask: Ask<unknown>) =>
  contactOf(ask.state)?.held || partyAsking(ask)?.held ? 'on-hold' : undefined;

/** Contact and agents are the two sides of a request for video. */
const otherSideAsked = (state: Interaction, party: Party): boolean => {
  const asker = partyOf(state, state.video.ask?.by);
  return asker !== undefined && (asker.kind === 'contact') !== (party.kind === 'contact');
};

const enabled = (cameras: Readonly<Record<string, boolean>>, restarted = false): FactBody => ({
  type: 'video-enabled',
  data: { cameras: { ...cameras }, restarted },
});

/** Both sides have agreed: each shows what they chose about their own camera. */
const agreed = (state: Interaction, party: Party, camera: boolean): FactBody => {
  const ask = state.video.ask;
  return enabled({ ...(ask ? { [ask.by]: ask.camera } : {}), [party.id]: camera });
};

export const enableVideo: Rule<{ camera: boolean }> = {
  refuse: (ask) => {
    const outside = refuseOutsideCall(ask) ?? refuseHeld(ask);
    if (outside) return outside;
    const { video } = ask.state;
    if (video.phase === 'on') return 'video-already-on';
    const party = partyAsking(ask);
    if (video.phase === 'asking' && party && !otherSideAsked(ask.state, party)) return 'video-already-asked';
    return undefined;
  },
  facts: (ask) => {
    const { state, data, now } = ask;
    const party = partyAsking(ask);
    if (!party) return [];
    // Both pressed the button: that is an agreement, not two questions.
    if (state.video.phase === 'asking') return [agreed(state, party, data.camera)];
    const contact = contactOf(state);
    if (party.kind === 'agent' && contact && contact.id in state.video.standing) {
      return [enabled({ ...state.video.standing, [party.id]: data.camera }, true)];
    }
    const expiresAt = now + state.policy.askMs;
    return [{ type: 'video-requested', data: { by: party.id, camera: data.camera, expiresAt } }];
  },
};

export const answerVideo: Rule<{ agree: boolean; camera: boolean }> = {
  refuse: (ask) => {
    const outside = refuseOutsideCall(ask);
    if (outside) return outside;
    if (ask.state.video.phase !== 'asking') return 'nothing-asked';
    const party = partyAsking(ask);
    if (party && !otherSideAsked(ask.state, party)) return 'not-asked-of-you';
    return ask.data.agree ? refuseHeld(ask) : undefined;
  },
  facts: (ask) => {
    const party = partyAsking(ask);
    if (!party) return [];
    if (!ask.data.agree) return [{ type: 'video-request-ended', data: { why: 'declined' } }];
    return [agreed(ask.state, party, ask.data.camera)];
  },
};

export const cancelVideoRequest: Rule<object> = {
  refuse: (ask) => {
    const outside = refuseOutsideCall(ask);
    if (outside) return outside;
    if (ask.state.video.phase !== 'asking') return 'nothing-asked';
    const party = partyAsking(ask);
    return party && otherSideAsked(ask.state, party) ? 'not-asked-by-you' : undefined;
  },
  facts: () => [{ type: 'video-request-ended', data: { why: 'cancelled' } }],
};

export const lapseVideoRequest: Rule<object> = {
  // Not before its time: a deadline may have been claimed for a request that was cancelled and asked again.
  refuse: (ask) =>
    refuseUnlessSystem(ask) ??
    (ask.now < (ask.state.video.ask?.expiresAt ?? Infinity) ? 'nothing-asked' : undefined),
  facts: () => [{ type: 'video-request-ended', data: { why: 'lapsed' } }],
};

export const setCamera: Rule<{ on: boolean }> = {
  refuse: (ask) => refuseOutsideCall(ask) ?? (ask.state.video.phase === 'on' ? undefined : 'video-not-on'),
  facts: (ask) => {
    const party = partyAsking(ask);
    return party ? [{ type: 'camera-set', data: { party: party.id, on: ask.data.on } }] : [];
  },
};

export const disableVideo: Rule<object> = {
  refuse: (ask) => refuseOutsideCall(ask) ?? (ask.state.video.phase === 'on' ? undefined : 'video-not-on'),
  facts: (ask) => {
    const party = partyAsking(ask);
    if (!party) return [];
    // What the contact ended themselves is asked for again; what the agent paused restarts in one press.
    return [{ type: 'video-disabled', data: { by: party.id, consentStands: party.kind !== 'contact' } }];
  },
};
