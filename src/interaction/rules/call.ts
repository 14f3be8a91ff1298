import { deadlinesOf } from '../deadlines.js';
import type { Party } from '../state.js';
import { agentsIn, assignmentOf, contactOf, legOf, partyOf } from '../state.js';
import { endFacts, holdWhenAlone, leaveFacts } from './ending.js';
import type { Ask, Rule } from './rule.js';
import { partyAsking, refuseOutsideCall, refuseUnlessSystem } from './rule.js';

const refuseUnlessAgent = (ask: Ask<unknown>) =>
  refuseOutsideCall(ask) ?? (ask.actor.kind === 'agent' ? undefined : 'forbidden');

type Target = { party?: string | undefined };

const holdTarget = ({ state, data }: Ask<Target>) =>
  data.party === undefined ? contactOf(state) : partyOf(state, data.party);

export const hold: Rule<Target> = {
  refuse: (ask) => {
    const outside = refuseUnlessAgent(ask);
    if (outside) return outside;
    const target = holdTarget(ask);
    if (!target || target.leftAt !== undefined) return 'not-a-party';
    return target.held ? 'already-held' : undefined;
  },
  facts: (ask) => {
    const { state } = ask;
    const target = holdTarget(ask);
    if (!target) return [];
    // Somebody on hold cannot answer, and one who asked cannot wait for an answer.
    const unanswerable =
      state.video.phase === 'asking' && (target.kind === 'contact' || state.video.ask?.by === target.id);
    return [
      ...(unanswerable
        ? [{ type: 'video-request-ended' as const, data: { why: 'cancelled' as const } }]
        : []),
      { type: 'held', data: { party: target.id } },
      ...(target.kind === 'contact'
        ? []
        : holdWhenAlone(
            state,
            agentsIn(state).filter(({ id }) => id !== target.id),
          )),
    ];
  },
};

/** Whom Unhold brings back: who was named; without a name the contact, and the agent who had stepped aside. */
const unholdTargets = (ask: Ask<Target>): readonly Party[] => {
  const { state, data } = ask;
  const targets =
    data.party === undefined ? [contactOf(state), partyAsking(ask)] : [partyOf(state, data.party)];
  return targets.filter((party) => party !== undefined).filter((party) => party.held);
};

export const unhold: Rule<Target> = {
  refuse: (ask) => refuseUnlessAgent(ask) ?? (unholdTargets(ask).length > 0 ? undefined : 'not-held'),
  facts: (ask) => {
    const targets = unholdTargets(ask);
    const listening = agentsIn(ask.state).filter(
      (agent) => !agent.held || targets.some(({ id }) => id === agent.id),
    );
    // The contact comes back to somebody: with every agent on hold, so does the one who asks.
    const asker = partyAsking(ask);
    const too = listening.length === 0 && asker ? [asker] : [];
    return [...targets, ...too].map(({ id }) => ({ type: 'unheld', data: { party: id } }));
  },
};

/** With one agent it ends the call; with more it means "I leave" and ownership passes on. */
export const disconnect: Rule<object> = {
  refuse: (ask) => {
    if (ask.state.phase === 'ended') return 'call-ended';
    if (ask.state.phase === 'new') return 'not-connected';
    return partyAsking(ask) ? undefined : 'not-a-party';
  },
  facts: (ask) => {
    const { state, actor, now } = ask;
    if (actor.kind === 'contact')
      return endFacts(state, state.connectedAt === undefined ? 'abandoned' : 'contact', now);
    const party = partyAsking(ask);
    if (!party) return [];
    return agentsIn(state).length > 1 ? leaveFacts(state, party, 'left', now) : endFacts(state, 'agent', now);
  },
};

export const endForEveryone: Rule<object> = {
  refuse: (ask) =>
    refuseUnlessAgent(ask) ?? (ask.state.owner === partyAsking(ask)?.id ? undefined : 'not-owner'),
  facts: ({ state, now }) => endFacts(state, 'agent', now),
};

export const endBySystem: Rule<{ reason: 'timed-out' | 'system' }> = {
  refuse: (ask) => {
    const { state, data, now } = ask;
    const refused = refuseUnlessSystem(ask) ?? (state.phase === 'ended' ? 'call-ended' : undefined);
    if (refused || data.reason !== 'timed-out') return refused;
    // Waiting times out, never a call: the deadline may have been claimed just before somebody accepted.
    const due = deadlinesOf(state).find((deadline) => deadline.key === 'queue');
    return due && due.at <= now ? undefined : 'not-waiting';
  },
  facts: ({ state, data, now }) => endFacts(state, data.reason, now),
};

export const takeOver: Rule<{ leg: string }> = {
  refuse: (ask) => {
    if (ask.state.phase === 'ended') return 'call-ended';
    const party = partyAsking(ask);
    if (!party) return 'not-a-party';
    return party.legs.some((leg) => leg.id === ask.data.leg) ? undefined : 'unknown-leg';
  },
  facts: ({ state, data }) => {
    const epoch = (legOf(state, data.leg)?.leg.epoch ?? 0) + 1;
    return [{ type: 'leg-taken-over', data: { leg: data.leg, epoch } }];
  },
};

export const addLeg: Rule<{ party: string; leg: string; kind: 'browser' | 'camera-only' }> = {
  refuse: (ask) => {
    const system = refuseUnlessSystem(ask);
    if (system) return system;
    if (ask.state.phase === 'ended') return 'call-ended';
    const party = partyOf(ask.state, ask.data.party);
    return party && party.leftAt === undefined ? undefined : 'not-a-party';
  },
  facts: ({ state, data }) => [
    {
      type: 'leg-added',
      data: { party: data.party, leg: { id: data.leg, room: state.rooms.main, kind: data.kind } },
    },
  ],
};

export const markDone: Rule<{ assignment: string }> = {
  refuse: ({ state, data, actor }) => {
    const assignment = assignmentOf(state, data.assignment);
    if (!assignment || actor.kind !== 'agent' || assignment.agent !== actor.agent)
      return 'unknown-assignment';
    if (assignment.status === 'active' || assignment.status === 'offered') return 'still-connected';
    return assignment.status === 'wrap-up' ? undefined : 'already-done';
  },
  facts: ({ data }) => [{ type: 'assignment-done', data: { ...data, how: 'agent' } }],
};

export const endWrapUp: Rule<{ assignment: string }> = {
  refuse: (ask) =>
    refuseUnlessSystem(ask) ??
    (assignmentOf(ask.state, ask.data.assignment)?.status === 'wrap-up' ? undefined : 'already-done'),
  facts: ({ data }) => [{ type: 'assignment-done', data: { ...data, how: 'timed-out' } }],
};
