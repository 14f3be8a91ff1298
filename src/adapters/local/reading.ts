import type { Actor, Interaction } from '../../interaction/index.js';
import { agentParty } from '../../interaction/index.js';
import type { InteractionLog } from './interaction-log.js';
import type { Reading } from './page-stream.js';

const open = new Set(['offered', 'active', 'wrap-up']);

/** What somebody may read of an interaction, as whom, and up to where. */
export function readingOf(log: InteractionLog, actor: Actor): Reading | undefined {
  if (actor.kind === 'agent') return readingOfAgent(log, actor.agent);
  if (actor.kind !== 'contact') return undefined;
  const party = log.state.parties.find((one) => one.id === actor.party);
  if (!party) return undefined;
  const leg = party.legs[0]?.id;
  const me = { audience: 'contact', party: party.id, ...(leg === undefined ? {} : { leg }) } as const;
  const ended = log.entries('contact').find(({ fact }) => fact.type === 'ended');
  return ended ? { log, me, closed: { why: 'ended', at: ended.fact.seq } } : { log, me };
}

function readingOfAgent(log: InteractionLog, agent: string): Reading | undefined {
  const assignment = log.state.assignments.findLast((one) => one.agent === agent);
  if (!assignment) return undefined;
  const me = meAsAgent(log.state, agent);
  if (open.has(assignment.status)) return { log, me };
  const last = log
    .entries('agents')
    .findLast(({ fact }) => 'assignment' in fact.data && fact.data.assignment === assignment.id);
  const why = assignment.status === 'done' ? 'done' : log.state.phase === 'ended' ? 'ended' : 'left';
  return { log, me, closed: { why, at: last?.fact.seq ?? 0 } };
}

function meAsAgent(state: Interaction, agent: string): Reading['me'] {
  const party = agentParty(state, agent);
  const leg = party?.legs.find((one) => one.kind === 'browser');
  return {
    audience: 'agents',
    agent,
    ...(party === undefined ? {} : { party: party.id }),
    ...(leg === undefined ? {} : { leg: leg.id }),
  };
}
