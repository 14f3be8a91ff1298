import type { AnyCommandBody, CommandBody } from './wire/commands.js';
import type { AgentId, InteractionId } from './wire/ids.js';
import type { Interaction } from './state.js';
import { agentParty, agentsIn, contactOf } from './state.js';

export interface HoldFirst {
  readonly interaction: InteractionId;
  readonly command: CommandBody & { readonly type: 'hold' };
}

/** Whether this agent and the contact of this interaction can hear each other now. */
export function isHeardByContact(state: Interaction, agent: AgentId): boolean {
  const party = agentParty(state, agent);
  const contact = contactOf(state);
  return state.phase === 'connected' && party?.held === false && contact?.held === false;
}

/**
 * With a capacity above one exactly one interaction is active: accepting or unholding one first holds the others, so that
 * a microphone never reaches two contacts. The desk carries these out in the same transaction, before the command itself.
 *
 * @param others the agent's other open interactions
 */
export function holdsFirst(
  agent: AgentId,
  command: Pick<AnyCommandBody, 'type'>,
  others: readonly Interaction[],
): readonly HoldFirst[] {
  if (command.type !== 'accept' && command.type !== 'unhold') return [];
  return others
    .filter((state) => isHeardByContact(state, agent))
    .map((state) => {
      // Where colleagues talk with the contact, only the agent steps aside; alone, the contact hears the slate.
      const party = agentsIn(state).length > 1 ? agentParty(state, agent)?.id : undefined;
      return { interaction: state.id, command: { type: 'hold', data: party === undefined ? {} : { party } } };
    });
}
