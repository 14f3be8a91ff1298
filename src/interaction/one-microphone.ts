import type { AnyCommandBody, CommandBody } from './wire/commands.js';
import type { AgentId, InteractionId } from './wire/ids.js';
import type { RefusalCode } from './codes.js';
import type { Interaction } from './state.js';
import { agentParty, agentsIn, contactOf } from './state.js';

export interface HoldFirst {
  readonly interaction: InteractionId;
  readonly command: CommandBody & { readonly type: 'hold' };
}

export interface MicrophonePlan {
  /** The command may not run, because somebody else's microphone would reach two contacts. */
  readonly refusal?: RefusalCode;
  /** What the desk carries out first, in the same transaction and for the same agent. */
  readonly first: readonly HoldFirst[];
}

/** Whether this agent and the contact of this interaction can hear each other now. */
export function isHeardByContact(state: Interaction, agent: AgentId): boolean {
  const party = agentParty(state, agent);
  const contact = contactOf(state);
  return state.phase === 'connected' && party?.held === false && contact?.held === false;
}

/**
 * With a capacity above one exactly one interaction is active: accepting or unholding one first holds the others, so that
 * a microphone never reaches two contacts. Ask it after `refusal` said undefined.
 *
 * @param target the interaction the command is for
 * @param openOf an agent's open interactions
 */
export function microphonePlan(
  agent: AgentId,
  command: AnyCommandBody,
  target: Interaction,
  openOf: (agent: AgentId) => readonly Interaction[],
): MicrophonePlan {
  if (command.type !== 'accept' && command.type !== 'unhold') return { first: [] };
  const heardElsewhere = (who: AgentId) =>
    openOf(who).filter((state) => state.id !== target.id && isHeardByContact(state, who));
  const first = heardElsewhere(agent).map((state) => stepAside(state, agent));
  if (command.type === 'accept') return { first };
  // Colleagues in this call who speak with another contact now stay with them: one press never cuts somebody else's call.
  const colleagues = agentsIn(target).filter(
    ({ agent: who }) => who !== undefined && who !== agent && heardElsewhere(who).length > 0,
  );
  if (colleagues.some(({ id }) => id === command.data.party)) return { refusal: 'agent-busy', first: [] };
  const aside = colleagues.filter(({ held }) => !held).map(({ id }) => holdOf(target, id));
  return { first: [...first, ...aside] };
}

/** Where colleagues talk with the contact, only the agent steps aside; alone, the contact hears the slate. */
function stepAside(state: Interaction, agent: AgentId): HoldFirst {
  return holdOf(state, agentsIn(state).length > 1 ? agentParty(state, agent)?.id : undefined);
}

function holdOf(state: Interaction, party: string | undefined): HoldFirst {
  return { interaction: state.id, command: { type: 'hold', data: party === undefined ? {} : { party } } };
}
