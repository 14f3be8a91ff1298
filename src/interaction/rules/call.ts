import type { FactBody } from '../wire/facts.js';
import { agentsIn, assignmentOf, contactOf, legOf, partyOf } from '../state.js';
import { endFacts, leaveFacts } from './ending.js';
import type { Ask, Rule } from './rule.js';
import { partyAsking, refuseOutsideCall, refuseUnlessSystem } from './rule.js';

const heldTarget = ({ state, data }: Ask<{ party?: string | undefined }>) =>
  data.party === undefined ? contactOf(state) : partyOf(state, data.party);

const refuseUnlessAgent = (ask: Ask<unknown>) =>
  refuseOutsideCall(ask) ?? (ask.actor.kind === 'agent' ? undefined : 'forbidden');

export const hold: Rule<{ party?: string | undefined }> = {
  refuse: (ask) => {
    const outside = refuseUnlessAgent(ask);
    if (outside) return outside;
    const target = heldTarget(ask);
    if (!target || target.leftAt !== undefined) return 'not-a-party';
    return target.held ? 'already-held' : undefined;
  },
  facts: (ask) => {
    const asked: readonly FactBody[] =
      ask.state.video.phase === 'asking' ? [{ type: 'video-request-ended', data: { why: 'cancelled' } }] : [];
    const target = heldTarget(ask);
    return target ? [...asked, { type: 'held', data: { party: target.id } }] : [];
  },
};

export const unhold: Rule<{ party?: string | undefined }> = {
  refuse: (ask) => refuseUnlessAgent(ask) ?? (heldTarget(ask)?.held ? undefined : 'not-held'),
  facts: (ask) => {
    const target = heldTarget(ask);
    return target ? [{ type: 'unheld', data: { party: target.id } }] : [];
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
    if (actor.kind === 'contact') return endFacts(state, state.connectedAt === undefined ? 'abandoned' : 'contact', now);
    const party = partyAsking(ask);
    if (!party) return [];
    return agentsIn(state).length > 1 ? leaveFacts(state, party, 'left', now) : endFacts(state, 'agent', now);
  },
};

export const endForEveryone: Rule<object> = {
  refuse: (ask) => refuseUnlessAgent(ask) ?? (ask.state.owner === partyAsking(ask)?.id ? undefined : 'not-owner'),
  facts: ({ state, now }) => endFacts(state, 'agent', now),
};

export const endBySystem: Rule<{ reason: 'timed-out' | 'system' }> = {
  refuse: (ask) => refuseUnlessSystem(ask) ?? (ask.state.phase === 'ended' ? 'call-ended' : undefined),
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
    return partyOf(ask.state, ask.data.party) ? undefined : 'not-a-party';
  },
  facts: ({ state, data }) => [
    { type: 'leg-added', data: { party: data.party, leg: { id: data.leg, room: state.rooms.main, kind: data.kind } } },
  ],
};

export const markDone: Rule<{ assignment: string }> = {
  refuse: ({ state, data, actor }) => {
    const assignment = assignmentOf(state, data.assignment);
    if (!assignment || actor.kind !== 'agent' || assignment.agent !== actor.agent) return 'unknown-assignment';
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
