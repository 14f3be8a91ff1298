import type { FactBody } from '../wire/facts.js';
import type { RefusalCode } from '../codes.js';
import type { Interaction, Party } from '../state.js';
import { agentParty, partyOf } from '../state.js';

/** Who asks. */
export type Actor =
  | { readonly kind: 'agent'; readonly agent: string }
  | { readonly kind: 'contact'; readonly party: string }
  | { readonly kind: 'system' }
  | { readonly kind: 'backend' };

/** A request as a rule sees it: rules take `now` as data and read no clock. */
export interface Ask<D> {
  readonly state: Interaction;
  readonly data: D;
  readonly actor: Actor;
  readonly now: number;
}

/** One command: why it may not run, and what happens when it runs. */
export interface Rule<D> {
  refuse(ask: Ask<D>): RefusalCode | undefined;
  /** Called only when not refused. `newId` gives ids that nobody can guess. */
  facts(ask: Ask<D>, newId: () => string): readonly FactBody[];
}

/** The party that asks, if they are in the call now. */
export function partyAsking({ state, actor }: Ask<unknown>): Party | undefined {
  if (actor.kind === 'agent') return agentParty(state, actor.agent);
  if (actor.kind === 'contact') {
    const party = partyOf(state, actor.party);
    // A contact's page never speaks for an agent, whatever party it names.
    return party?.leftAt === undefined && party?.agent === undefined && party?.kind !== 'agent'
      ? party
      : undefined;
  }
  return undefined;
}

/** What every command inside a running call needs: the call runs and the asker is in it. */
export function refuseOutsideCall(ask: Ask<unknown>): RefusalCode | undefined {
  if (ask.state.phase === 'ended') return 'call-ended';
  if (ask.state.phase !== 'connected') return 'not-connected';
  return partyAsking(ask) ? undefined : 'not-a-party';
}

export function refuseUnlessSystem(ask: Ask<unknown>): RefusalCode | undefined {
  return ask.actor.kind === 'system' || ask.actor.kind === 'backend' ? undefined : 'forbidden';
}
