import { assignmentOf, contactOf, openPartOf } from '../state.js';
import type { Ask, Rule } from './rule.js';
import { refuseUnlessSystem } from './rule.js';

type Offer = { assignment: string };

const refuseUnlessRinging = ({ state, data }: Ask<Offer>) =>
  assignmentOf(state, data.assignment)?.status === 'offered' ? undefined : 'offer-gone';

const refuseUnlessOwn = (ask: Ask<Offer>) => {
  const offer = assignmentOf(ask.state, ask.data.assignment);
  if (!offer) return 'offer-gone';
  return ask.actor.kind === 'agent' && offer.agent === ask.actor.agent
    ? refuseUnlessRinging(ask)
    : 'offer-not-yours';
};

export const enqueue: Rule<{ front: boolean }> = {
  refuse: (ask) => refuseUnlessSystem(ask) ?? (ask.state.phase === 'new' ? undefined : 'not-connected'),
  facts: ({ state, data }) => [{ type: 'queued', data: { queue: state.queue, front: data.front } }],
};

export const offer: Rule<{ assignment: string; agent: string }> = {
  refuse: (ask) => {
    const system = refuseUnlessSystem(ask);
    if (system) return system;
    if (ask.state.phase !== 'queued') return 'not-waiting';
    if (contactOf(ask.state)?.lostUntil !== undefined) return 'contact-away';
    // Whoever is still in wrap-up of this very call has to finish it first.
    return openPartOf(ask.state, ask.data.agent) ? 'agent-busy' : undefined;
  },
  facts: ({ state, data, now }) => [
    { type: 'offered', data: { ...data, expiresAt: now + state.policy.ringMs } },
  ],
};

export const accept: Rule<Offer> = {
  refuse: refuseUnlessOwn,
  facts: ({ state, data, actor }, newId) => {
    const party = newId();
    const agent = actor.kind === 'agent' ? actor.agent : undefined;
    const leg = { id: newId(), room: state.rooms.main, kind: 'browser' as const };
    return [
      { type: 'accepted', data: { assignment: data.assignment, agent, party, leg } },
      ...(state.owner === undefined ? [{ type: 'owner-changed' as const, data: { party } }] : []),
    ];
  },
};

export const decline: Rule<{ assignment: string; reason?: string | undefined }> = {
  refuse: refuseUnlessOwn,
  facts: ({ data }) => [{ type: 'offer-ended', data: { ...data, why: 'declined' } }],
};

export const ringOut: Rule<Offer> = {
  refuse: (ask) => refuseUnlessSystem(ask) ?? refuseUnlessRinging(ask),
  facts: ({ data }) => [{ type: 'offer-ended', data: { ...data, why: 'timed-out' } }],
};

export const withdraw: Rule<Offer> = {
  refuse: (ask) => refuseUnlessSystem(ask) ?? refuseUnlessRinging(ask),
  facts: ({ data }) => [{ type: 'offer-ended', data: { ...data, why: 'withdrawn' } }],
};
