import type {
  Actor,
  AnyCommandBody,
  Fact,
  FactActor,
  FactBody,
  Interaction,
  Party,
  Policy,
  RefusalCode,
} from './index.js';
import { agentParty, contactOf, decide, deadlinesOf, emptyInteraction, evolve, refusal } from './index.js';

export const system: Actor = { kind: 'system' };
export const ada: Actor = { kind: 'agent', agent: 'ada' };
export const ben: Actor = { kind: 'agent', agent: 'ben' };

type Types = AnyCommandBody['type'];
type DataOf<T extends Types> = Extract<AnyCommandBody, { type: T }>['data'];

/** One call for a test to play: what is asked is answered by the facts it led to, or by why not. */
export class Call {
  state: Interaction = emptyInteraction('call');
  now = 0;
  readonly facts: Fact[] = [];
  #ids = 0;

  constructor(policy: Partial<Policy> = {}) {
    const waits = { ringMs: 20_000, askMs: 30_000, contactLostMs: 60_000, agentLostMs: 45_000, ...policy };
    const leg = { id: 'leg-kim', room: 'room', kind: 'browser' as const };
    const known = { source: 'entry', direction: 'inbound', queue: 'support', configVersion: 1 } as const;
    this.append({
      type: 'interaction-created',
      data: { ...known, policy: waits, room: 'room', party: 'kim', leg },
    });
  }

  get contact(): Party {
    return contactOf(this.state) as Party;
  }

  party(agent: string): Party {
    return agentParty(this.state, agent) as Party;
  }

  /** What the contact asks. */
  kim<T extends Types>(type: T, data?: DataOf<T>): readonly string[] | RefusalCode {
    return this.ask({ kind: 'contact', party: 'kim' }, type, data);
  }

  ada<T extends Types>(type: T, data?: DataOf<T>): readonly string[] | RefusalCode {
    return this.ask(ada, type, data);
  }

  desk<T extends Types>(type: T, data?: DataOf<T>): readonly string[] | RefusalCode {
    return this.ask(system, type, data);
  }

  ask<T extends Types>(actor: Actor, type: T, data?: DataOf<T>): readonly string[] | RefusalCode {
    const command = { type, data: data ?? {} } as AnyCommandBody;
    const refused = refusal(this.state, command, actor, this.now);
    if (refused) return refused;
    const bodies = decide(this.state, command, actor, this.now, () => this.newId());
    for (const body of bodies) this.append(body, actor.kind === 'contact' ? actor : { kind: actor.kind });
    return bodies.map((body) => body.type);
  }

  append(body: FactBody, actor: FactActor = { kind: 'system' }): void {
    const fact: Fact = { ...body, id: this.newId(), seq: this.state.seq + 1, v: 1, at: this.now, actor };
    this.facts.push(fact);
    this.state = evolve(this.state, fact);
  }

  newId(): string {
    this.#ids += 1;
    return `id-${this.#ids}`;
  }

  /** Time passes until a deadline, which then fires. */
  wait(key: string): readonly string[] | RefusalCode {
    const due = deadlinesOf(this.state).find((deadline) => deadline.key === key);
    if (!due)
      throw new Error(
        `No deadline ${key} among ${deadlinesOf(this.state)
          .map((one) => one.key)
          .join()}`,
      );
    this.now = due.at;
    return this.ask(system, due.command.type, due.command.data);
  }

  /** Somebody comes into the call, as a conference will bring them. */
  join(agent: string): Party {
    this.append({
      type: 'accepted',
      data: { agent, party: agent, leg: { id: `leg-${agent}`, room: 'room', kind: 'browser' } },
    });
    return this.party(agent);
  }
}

export function queued(policy?: Partial<Policy>): Call {
  const call = new Call(policy);
  call.desk('enqueue', { front: false });
  return call;
}

/** Offered to Ada as `offer-1`. */
export function alerting(policy?: Partial<Policy>): Call {
  const call = queued(policy);
  call.desk('offer', { assignment: 'offer-1', agent: 'ada' });
  return call;
}

export function connected(policy?: Partial<Policy>): Call {
  const call = alerting(policy);
  call.ada('accept', { assignment: 'offer-1' });
  return call;
}

/** Both show their cameras. */
export function withVideo(policy?: Partial<Policy>): Call {
  const call = connected(policy);
  call.ada('enable-video', { camera: true });
  call.kim('answer-video', { agree: true, camera: true });
  return call;
}
