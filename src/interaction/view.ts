import type { Fact, FactActor, FactType } from './wire/facts.js';
import type { Content } from './wire/contents.js';
import type { Interaction, Party } from './state.js';

/** Who reads: agents see everything of the interaction, the contact only what is theirs. */
export type Audience = 'agents' | 'contact';

/** Facts a contact never sees: who was asked to take the call, wrap-up, what agents wrote. */
const agentsOnly: ReadonlySet<FactType> = new Set<FactType>([
  'offered',
  'offer-ended',
  'wrap-up-started',
  'assignment-done',
]);

/** Contents a contact may see: what the people in the call are called, and what the call is about. */
const contactContents: ReadonlySet<Content['kind']> = new Set<Content['kind']>(['name', 'subject']);

export function isForContact(fact: Pick<Fact, 'type' | 'data'>): boolean {
  if (fact.type === 'content-saved')
    return isContentFor((fact as Fact & { type: 'content-saved' }).data, 'contact');
  return !agentsOnly.has(fact.type);
}

export function isContentFor(content: Pick<Content, 'kind'>, audience: Audience): boolean {
  return audience === 'agents' || contactContents.has(content.kind);
}

/** A fact as an audience may read it, with its place in their stream; undefined when it is not theirs. */
export function factFor(fact: Fact, audience: Audience, seq: number): Fact | undefined {
  if (audience === 'agents') return fact;
  if (!isForContact(fact)) return undefined;
  // The id stays: it is random and lets both sides speak of the same fact.
  return { ...fact, ...withoutLogins(fact), seq, actor: actorForContact(fact.actor) } as Fact;
}

function withoutLogins(fact: Fact): Partial<Fact> {
  if (fact.type === 'accepted') {
    const { party, leg } = fact.data;
    return { data: { party, leg } } as Partial<Fact>;
  }
  if (fact.type === 'interaction-created') {
    const { contact: _records, ...data } = fact.data;
    return { data } as Partial<Fact>;
  }
  return {};
}

function actorForContact(actor: FactActor): FactActor {
  return actor.party === undefined ? { kind: actor.kind } : { kind: actor.kind, party: actor.party };
}

/** Folding the facts an audience receives gives exactly this. */
export function view(state: Interaction, audience: Audience): Interaction {
  if (audience === 'agents') return state;
  const contents = Object.fromEntries(
    Object.entries(state.contents).filter(([ref]) =>
      contactContents.has(ref.split('/')[0] as Content['kind']),
    ),
  );
  return {
    ...state,
    seq: state.contactSeq,
    contact: undefined,
    phase: state.phase === 'alerting' ? 'queued' : state.phase,
    assignments: [],
    parties: state.parties.map(partyForContact),
    contents,
  };
}

function partyForContact(party: Party): Party {
  const { agent: _login, ...rest } = party;
  return rest;
}
