import type { FactData } from '../wire/facts.js';
import { partyOf } from '../state.js';
import { endFacts, leaveFacts } from './ending.js';
import type { Ask, Rule } from './rule.js';
import { refuseUnlessSystem } from './rule.js';

const presentParty = ({ state, data }: Ask<{ party: string }>) => {
  const party = partyOf(state, data.party);
  return state.phase === 'ended' || party?.leftAt !== undefined ? undefined : party;
};

/** All connections of a party are gone: it is waited for, in plain sight, before anything is decided. */
export const reportAbsence: Rule<{ party: string }> = {
  refuse: (ask) => {
    const party = presentParty(ask);
    if (!party) return refuseUnlessSystem(ask) ?? 'not-a-party';
    return refuseUnlessSystem(ask) ?? (party.lostUntil === undefined ? undefined : 'already-lost');
  },
  facts: (ask) => {
    const { contactLostMs, agentLostMs } = ask.state.policy;
    const wait = presentParty(ask)?.kind === 'contact' ? contactLostMs : agentLostMs;
    return [{ type: 'party-lost', data: { party: ask.data.party, until: ask.now + wait } }];
  },
};

export const reportPresence: Rule<{ party: string }> = {
  refuse: (ask) =>
    refuseUnlessSystem(ask) ?? (presentParty(ask)?.lostUntil === undefined ? 'not-lost' : undefined),
  facts: ({ data }) => [{ type: 'party-back', data }],
};

/** The wait is over: a lost contact ends the call, a lost agent sends the contact to the front of the queue. */
export const giveUpOn: Rule<{ party: string }> = {
  // A deadline that was claimed just before the party came back, or was lost once more, has nothing to say.
  refuse: (ask) =>
    reportPresence.refuse(ask) ?? (ask.now < (presentParty(ask)?.lostUntil ?? 0) ? 'not-lost' : undefined),
  facts: (ask) => {
    const { state, now } = ask;
    const party = presentParty(ask);
    if (!party) return [];
    if (party.kind !== 'contact') return leaveFacts(state, party, 'lost', now);
    return endFacts(state, state.connectedAt === undefined ? 'abandoned' : 'lost', now);
  },
};

export const saveContent: Rule<FactData<'content-saved'>> = {
  refuse: (ask) => refuseUnlessSystem(ask),
  facts: ({ data }) => [{ type: 'content-saved', data }],
};

export const agreePrivacy: Rule<{ version: string }> = {
  refuse: (ask) => refuseUnlessSystem(ask) ?? (ask.state.phase === 'ended' ? 'call-ended' : undefined),
  facts: ({ state, data }) => {
    const contact = state.parties.find((party) => party.kind === 'contact');
    return contact ? [{ type: 'privacy-agreed', data: { party: contact.id, version: data.version } }] : [];
  },
};
