import type { AgentEvent } from './agent.js';
import type { Interaction } from './state.js';
import { assignmentOf } from './state.js';
import type { AgentId } from './wire/ids.js';
import type { Fact } from './wire/facts.js';

/** What a fact of an interaction means to the agent it concerns; undefined when it concerns none. */
export function agentEventOf(
  state: Interaction,
  fact: Fact,
): { readonly agent: AgentId; readonly event: AgentEvent } | undefined {
  const event = eventTypeOf(fact);
  if (!event) return undefined;
  const assignment = assignmentOf(state, event.assignment);
  return (
    assignment && {
      agent: assignment.agent,
      event: { type: event.type, interaction: state.id, assignment: assignment.id },
    }
  );
}

function eventTypeOf(fact: Fact) {
  switch (fact.type) {
    case 'offered':
      return { type: 'offered', assignment: fact.data.assignment } as const;
    case 'accepted':
      return fact.data.assignment === undefined
        ? undefined
        : ({ type: 'accepted', assignment: fact.data.assignment } as const);
    case 'offer-ended':
      return {
        type: fact.data.why === 'timed-out' ? 'rang-out' : 'closed',
        assignment: fact.data.assignment,
      } as const;
    case 'wrap-up-started':
      return { type: 'wrap-up', assignment: fact.data.assignment } as const;
    case 'assignment-done':
      return { type: 'closed', assignment: fact.data.assignment } as const;
    default:
      return undefined;
  }
}
