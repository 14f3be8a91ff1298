import type {
  Actor,
  Agent,
  AgentEvent,
  AnyCommandBody,
  Content,
  Fact,
  FactActor,
  FactBody,
  Interaction,
  RefusalCode,
} from 'video-session-window/interaction';
import {
  agentEventOf,
  agentParty,
  contentRef,
  decide,
  emptyInteraction,
  evolve,
  evolveAgent,
  isForContact,
  refusal,
} from 'video-session-window/interaction';
import { chainStart, linkOf, saltedHash } from './chain.js';

export interface StoredFact {
  readonly fact: Fact;
  readonly contactSeq: number | undefined;
  readonly prev: string;
  readonly hash: string;
}

export interface StoredContent {
  readonly kind: Content['kind'];
  readonly key: string;
  readonly rev: number;
  readonly value: unknown;
  readonly salt: string;
  readonly hash: string;
  readonly at: number;
}

/** An interaction whose row is locked by this transaction (or not yet there), and what has happened to it so far. */
export interface Work {
  readonly before: Interaction;
  readonly version: number;
  readonly created: boolean;
  state: Interaction;
  head: string;
  /** Facts never go back in time, even where the clock was set back. */
  now: number;
  videoMs: number;
  readonly facts: StoredFact[];
  readonly contents: StoredContent[];
}

/** An agent whose row is locked by this transaction. */
export interface AgentWork {
  readonly before: Agent;
  readonly rev: number;
  readonly nameBefore: string;
  agent: Agent;
  name: string;
}

/** Thrown where a command concerns agents that were not locked; the transaction runs again with them. */
export class NeedsAgents extends Error {
  readonly agents: readonly string[];

  constructor(agents: readonly string[]) {
    super('more agents have to be locked');
    this.agents = agents;
  }
}

/** One transaction's view of its locked rows: everything is decided in memory and stored at the end. */
export class Unit {
  readonly tenant: string;
  readonly now: number;
  readonly newId: () => string;
  readonly works = new Map<string, Work>();
  readonly agents = new Map<string, AgentWork>();

  constructor(tenant: string, now: number, newId: () => string) {
    this.tenant = tenant;
    this.now = now;
    this.newId = newId;
  }

  create(id: string): Work {
    const state = emptyInteraction(id);
    const work: Work = {
      before: state,
      version: 0,
      created: true,
      state,
      head: chainStart(id),
      now: this.now,
      videoMs: 0,
      facts: [],
      contents: [],
    };
    this.works.set(id, work);
    return work;
  }

  /** An agent whose row is locked. */
  agent(id: string): AgentWork {
    const work = this.agents.get(id);
    if (!work) throw new NeedsAgents([id]);
    return work;
  }

  agentEvent(id: string, event: AgentEvent): void {
    const work = this.agent(id);
    work.agent = evolveAgent(work.agent, event, this.now);
  }

  /** Runs a command by its rule; returns why not, or undefined when it was done. */
  run(
    work: Work,
    command: AnyCommandBody & { readonly deadline?: number },
    actor: Actor,
  ): RefusalCode | undefined {
    const refused = refusal(work.state, command, actor, work.now);
    if (refused) return refused;
    this.append(work, decide(work.state, command, actor, work.now, this.newId), actor);
    return undefined;
  }

  append(work: Work, bodies: readonly FactBody[], actor: Actor): void {
    const by = factActorOf(actor, work.state);
    for (const body of bodies) this.#appendOne(work, body, by);
  }

  /** Stores what somebody wrote or is called, and the fact that refers to it. */
  saveContent(
    work: Work,
    content: { kind: Content['kind']; key: string; value: unknown; party?: string },
    actor: Actor,
  ): void {
    const { kind, key, value, party } = content;
    const rev = (work.state.contents[contentRef(kind, key)]?.rev ?? 0) + 1;
    const { salt, hash } = saltedHash(value);
    work.contents.push({ kind, key, rev, value, salt, hash, at: work.now });
    const data = party === undefined ? { kind, key, rev, hash } : { party, kind, key, rev, hash };
    this.append(work, [{ type: 'content-saved', data }], actor);
  }

  #appendOne(work: Work, body: FactBody, by: FactActor): void {
    const seq = work.state.seq + 1;
    const fact: Fact = { ...body, id: this.newId(), seq, v: 1, at: work.now, actor: actorOf(body, by) };
    const { video } = work.state;
    const next = evolve(work.state, fact);
    if (video.phase === 'on' && next.video.phase !== 'on')
      work.videoMs += work.now - (video.since ?? work.now);
    const contactSeq = isForContact(fact) ? next.contactSeq : undefined;
    const hash = linkOf(work.head, fact, contactSeq);
    work.facts.push({ fact, contactSeq, prev: work.head, hash });
    work.head = hash;
    work.state = next;
    const concerned = agentEventOf(next, fact);
    if (concerned) this.agentEvent(concerned.agent, concerned.event);
  }
}

function factActorOf(actor: Actor, state: Interaction): FactActor {
  if (actor.kind === 'contact') return { kind: 'contact', party: actor.party };
  if (actor.kind !== 'agent') return { kind: actor.kind };
  const party = agentParty(state, actor.agent)?.id;
  return { kind: 'agent', agent: actor.agent, ...(party === undefined ? {} : { party }) };
}

/** Whoever accepts becomes a party by that very fact. */
const actorOf = (body: FactBody, by: FactActor): FactActor =>
  body.type === 'accepted' && by.kind === 'agent' ? { ...by, party: body.data.party } : by;
