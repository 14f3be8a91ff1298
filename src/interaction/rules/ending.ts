import type { FactBody } from '../wire/facts.js';
import type { Assignment, EndReason, Interaction, Party } from '../state.js';
import { agentsIn, contactOf } from '../state.js';

/** Everything that follows from the end of a call: requests lapse, offers are withdrawn, wrap-up begins on every path. */
export function endFacts(state: Interaction, reason: EndReason, now: number): readonly FactBody[] {
  return [
    ...withdrawOffers(state),
    ...endVideoRequest(state),
    { type: 'ended', data: { reason } },
    ...state.assignments.filter(isActive).map((assignment) => wrapUp(state, assignment, now)),
  ];
}

/** One agent goes while others stay, or the last one is lost and the contact is queued again. */
export function leaveFacts(
  state: Interaction,
  party: Party,
  why: 'left' | 'lost',
  now: number,
): readonly FactBody[] {
  const others = agentsIn(state).filter((agent) => agent.id !== party.id);
  const own = state.assignments.filter((assignment) => isActive(assignment) && assignment.party === party.id);
  const left: FactBody = { type: 'party-left', data: { party: party.id, why } };
  const wrapUps = own.map((assignment) => wrapUp(state, assignment, now));
  const heir = others[0];
  if (!heir) return [...stopVideo(state, party), left, ...wrapUps, ...queueAgain(state)];
  const passesOn: readonly FactBody[] =
    state.owner === party.id ? [{ type: 'owner-changed', data: { party: heir.id } }] : [];
  const asked = state.video.ask?.by === party.id ? endVideoRequest(state) : [];
  return [...asked, left, ...passesOn, ...holdWhenAlone(state, others), ...wrapUps];
}

/** A contact who would hear nobody, because all who stay are on hold themselves, hears the slate. */
export function holdWhenAlone(state: Interaction, listening: readonly Party[]): readonly FactBody[] {
  const contact = contactOf(state);
  if (!contact || contact.held || listening.some((agent) => !agent.held)) return [];
  return [{ type: 'held', data: { party: contact.id } }];
}

export function endVideoRequest(state: Interaction): readonly FactBody[] {
  return state.video.phase === 'asking' ? [{ type: 'video-request-ended', data: { why: 'call-ended' } }] : [];
}

function queueAgain(state: Interaction): readonly FactBody[] {
  const contact = contactOf(state);
  const unheld: readonly FactBody[] = contact?.held ? [{ type: 'unheld', data: { party: contact.id } }] : [];
  return [...unheld, { type: 'queued', data: { queue: state.queue, front: true } }];
}

function stopVideo(state: Interaction, party: Party): readonly FactBody[] {
  if (state.video.phase === 'on')
    return [{ type: 'video-disabled', data: { by: party.id, consentStands: false } }];
  return endVideoRequest(state);
}

function withdrawOffers(state: Interaction): readonly FactBody[] {
  return state.assignments
    .filter((assignment) => assignment.status === 'offered')
    .map(({ id }) => ({ type: 'offer-ended', data: { assignment: id, why: 'withdrawn' } }));
}

function wrapUp(state: Interaction, assignment: Assignment, now: number): FactBody {
  const limit = state.policy.wrapUpMs;
  const data =
    limit === undefined ? { assignment: assignment.id } : { assignment: assignment.id, until: now + limit };
  return { type: 'wrap-up-started', data };
}

const isActive = (assignment: Assignment): boolean => assignment.status === 'active';
