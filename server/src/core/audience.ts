import type { Actor, Interaction, Me } from 'video-session-window/interaction';
import { agentParty, partyOf } from 'video-session-window/interaction';
import { DeskError } from './types.js';
import type { Principal } from './types.js';

/** Who asks, to the rules. */
export function actorOf(who: Principal): Actor {
  switch (who.kind) {
    case 'agent':
      return { kind: 'agent', agent: who.agent };
    case 'contact':
      return { kind: 'contact', party: who.party };
    case 'backend':
      return { kind: 'backend' };
    case 'system':
      return { kind: 'system' };
    default:
      return who satisfies never;
  }
}

/** Whose command ids are counted together. */
export function actorKey(who: Principal): string {
  switch (who.kind) {
    case 'agent':
      return `agent:${who.agent}`;
    case 'contact':
      return `contact:${who.party}`;
    case 'backend':
      return `backend:${who.issuer}`;
    case 'system':
      return 'system';
    default:
      return who satisfies never;
  }
}

/** Whether somebody has to do with an interaction at all; to everyone else it does not exist. */
export function knows(who: Principal, tenant: string, state: Interaction): boolean {
  if (who.tenant !== tenant) return false;
  if (who.kind === 'contact') return who.interaction === state.id && partyOf(state, who.party) !== undefined;
  if (who.kind === 'agent') return state.assignments.some(({ agent }) => agent === who.agent);
  return true;
}

/** Who somebody is in an interaction they may read: an agent from the offer on, unless it went to somebody else. */
export function readerOf(who: Principal, tenant: string, state: Interaction): Me | undefined {
  if (!knows(who, tenant, state)) return undefined;
  if (who.kind === 'contact') return { audience: 'contact', party: who.party, leg: who.leg };
  if (who.kind !== 'agent') return { audience: 'agents' };
  const own = state.assignments.filter(({ agent }) => agent === who.agent);
  const part = own.findLast(
    ({ status }) => status !== 'declined' && status !== 'timed-out' && status !== 'withdrawn',
  );
  if (!part) return undefined;
  const party = agentParty(state, who.agent) ?? partyOf(state, part.party);
  const leg = party?.legs[0];
  return {
    audience: 'agents',
    agent: who.agent,
    ...(party && { party: party.id }),
    ...(leg && { leg: leg.id }),
  };
}

export function mustBeAgent(who: Principal): Principal & { kind: 'agent' } {
  if (who.kind !== 'agent') throw new DeskError('forbidden');
  return who;
}
