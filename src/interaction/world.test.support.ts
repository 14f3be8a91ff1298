import type {
  Actor,
  Agent,
  AgentEvent,
  AnyCommandBody,
  Deadline,
  Fact,
  FactActor,
  FactBody,
  Interaction,
  RefusalCode,
} from './index.js';
import {
  agentEventOf,
  agentParty,
  agentRefusal,
  agentsIn,
  contactOf,
  deadlinesOf,
  decide,
  emptyInteraction,
  evolve,
  evolveAgent,
  factFor,
  mayBeOffered,
  microphonePlan,
  newAgent,
  refusal,
} from './index.js';
import type { Action, Settings } from './actions.test.support.js';
import { agents, commandKinds } from './actions.test.support.js';
import { actorFor, commandFor } from './asking.test.support.js';

/** What ends things too soon when it happens all the time. */
const rare = new Set<Action['kind']>([
  'end-by-system',
  'end-for-everyone',
  'disconnect',
  'decline',
  'report-absence',
  'give-up-on',
  'withdraw',
  'ring-out',
  'save-content',
  'agree-privacy',
  'add-leg',
  'take-over',
]);

/** One fact that was decided, and what it made of its interaction. */
export interface Step {
  readonly before: Interaction;
  readonly fact: Fact;
  readonly after: Interaction;
  /** What was asked; absent for how a call begins and for a colleague joining. */
  readonly command?: AnyCommandBody;
  readonly actor?: Actor;
}

/** What happened to one command as a whole. */
export interface Answer {
  readonly actor: Actor;
  readonly command: AnyCommandBody;
  readonly before: Interaction;
  readonly after: Interaction;
  readonly refused?: RefusalCode;
  readonly facts: readonly Fact[];
  /** It came because its deadline was due. */
  readonly due?: Deadline;
}

export interface Log {
  state: Interaction;
  readonly facts: Fact[];
  /** What the contact has received, as it came over the wire. */
  readonly contactFacts: Fact[];
  contactState: Interaction;
}

/** What a test wants to hear of a random history. */
export interface Witness {
  step?(step: Step, world: World): void;
  answer?(answer: Answer, world: World): void;
  /** After everything one action has caused. */
  rest?(world: World): void;
}

/** A desk reduced to its rules: several interactions, several agents, and time that moves only here. */
export class World {
  readonly logs: Log[] = [];
  readonly people = new Map<string, Agent>();
  /** Every deadline that ever stood. */
  readonly deadlines: { readonly log: Log; readonly deadline: Deadline }[] = [];
  readonly settings: Settings;
  now = 1_000_000;
  #ids = 0;
  readonly #witnesses: readonly Witness[];

  constructor(settings: Settings, witnesses: readonly Witness[]) {
    this.settings = settings;
    this.#witnesses = witnesses;
    for (const agent of agents) {
      this.people.set(agent, newAgent(agent, this.now));
      this.tell(agent, { type: 'logged-in', queues: ['q'], capacity: settings.capacity });
      this.tell(agent, { type: 'set-ready' });
    }
    this.begin();
    this.route();
  }

  act(action: Action): void {
    const log = this.logs[action.which % this.logs.length] as Log;
    const agent = agents[action.who % agents.length] as string;
    switch (action.kind) {
      case 'begin':
        if (this.logs.length < 3) this.begin();
        break;
      case 'route':
        this.route();
        break;
      case 'accept-offer': {
        const offer = log.state.assignments.find((one) => one.status === 'offered');
        if (offer)
          this.ask(
            log,
            { kind: 'agent', agent: offer.agent },
            { type: 'accept', data: { assignment: offer.id } },
          );
        break;
      }
      case 'allowed':
        this.#doSomethingAllowed(log, action);
        break;
      case 'aside': {
        const present = agentsIn(log.state);
        const party = present[action.pick % Math.max(1, present.length)]?.id;
        const actor = { kind: 'agent', agent: present[0]?.agent ?? 'nobody' } as const;
        if (party !== undefined) this.ask(log, actor, { type: 'hold', data: { party } });
        break;
      }
      case 'leave': {
        const [first, ...others] = agentsIn(log.state);
        const leaver = action.flag ? first : others.at(-1);
        const actor = { kind: 'agent', agent: leaver?.agent ?? 'nobody' } as const;
        if (others.length > 0) this.ask(log, actor, { type: 'disconnect', data: {} });
        break;
      }
      case 'lose': {
        const present = log.state.parties.filter((party) => party.leftAt === undefined);
        const party = present.at(-1 - (action.pick % Math.max(1, present.length)))?.id ?? 'nobody';
        this.ask(log, { kind: 'system' }, { type: 'report-absence', data: { party } });
        if (action.flag) this.pass(45_000);
        break;
      }
      case 'join':
        this.join(log, agent);
        break;
      case 'pass':
        this.pass(action.ms);
        break;
      case 'stale': {
        const old = this.deadlines[(action.pick * 7 + action.who) % Math.max(1, this.deadlines.length)];
        if (old) {
          this.pass(Math.max(0, old.deadline.at - this.now));
          this.ask(old.log, { kind: 'system' }, old.deadline.command);
        }
        break;
      }
      case 'ready':
        this.tell(agent, { type: 'set-ready' });
        break;
      case 'not-ready':
        this.tell(agent, { type: 'set-not-ready', reason: 'secret-break' });
        break;
      case 'next':
        this.tell(agent, { type: 'set-next', ready: action.flag });
        break;
      case 'log-in':
        this.tell(agent, { type: 'logged-in', queues: ['q'], capacity: this.settings.capacity });
        break;
      case 'log-out':
        this.tell(agent, { type: 'logged-out' });
        break;
      case 'cut':
        this.tell(agent, { type: 'connection-lost' });
        break;
      default:
        this.ask(log, actorFor(action, log.state, this.#others(log)), this.#commandFor(log, action));
    }
    for (const witness of this.#witnesses) witness.rest?.(this);
  }

  begin(): void {
    const log: Log = {
      state: emptyInteraction(this.#id('i')),
      facts: [],
      contactFacts: [],
      contactState: emptyInteraction(''),
    };
    log.contactState = emptyInteraction(log.state.id);
    this.logs.push(log);
    const party = this.#id('party');
    const { wrapUpMs, queueMs } = this.settings;
    const policy = {
      ringMs: 20_000,
      askMs: 30_000,
      contactLostMs: 60_000,
      agentLostMs: 45_000,
      wrapUpMs,
      queueMs,
    };
    const leg = { id: this.#id('leg'), room: `room-${log.state.id}`, kind: 'browser' as const };
    const known = {
      source: 'entry',
      direction: 'inbound',
      queue: 'q',
      contact: 'secret-crm',
      configVersion: 1,
    } as const;
    const actor: FactActor = { kind: 'contact', party };
    this.#append(
      log,
      { type: 'interaction-created', data: { ...known, policy, room: leg.room, party, leg } },
      actor,
    );
    this.ask(log, { kind: 'system' }, { type: 'enqueue', data: { front: false } });
  }

  route(): void {
    for (const log of this.logs) {
      if (log.state.phase !== 'queued' || contactOf(log.state)?.lostUntil !== undefined) continue;
      const agent = [...this.people.values()].find(mayBeOffered);
      if (agent)
        this.ask(
          log,
          { kind: 'system' },
          { type: 'offer', data: { assignment: this.#id('secret-assignment'), agent: agent.id } },
        );
    }
  }

  /** Another agent comes into the call, as a conference will bring them. */
  join(log: Log, agent: string): void {
    const here = log.state.phase === 'connected' && agentParty(log.state, agent) === undefined;
    const open = log.state.assignments.some(
      (one) => one.agent === agent && ['offered', 'active', 'wrap-up'].includes(one.status),
    );
    if (!here || open || contactOf(log.state)?.lostUntil !== undefined) return;
    const accept = { type: 'accept', data: { assignment: 'none' } } as const;
    this.#holdFirst(log, agent, accept);
    const leg = { id: this.#id('leg'), room: log.state.rooms.main, kind: 'browser' as const };
    this.#append(
      log,
      { type: 'accepted', data: { agent, party: this.#id('party'), leg } },
      { kind: 'agent', agent },
    );
  }

  /** Lets time pass; every deadline on the way fires at its own instant. */
  pass(ms: number): void {
    const until = this.now + ms;
    for (let due = this.#nextDue(until); due; due = this.#nextDue(until)) {
      this.now = Math.max(this.now, due.deadline.at);
      const answer = this.ask(due.log, { kind: 'system' }, due.deadline.command, due.deadline);
      if (answer.refused) throw new Error(`The deadline ${due.deadline.key} was refused: ${answer.refused}`);
    }
    this.now = until;
  }

  ask(log: Log, actor: Actor, command: AnyCommandBody, due?: Deadline): Answer {
    const before = log.state;
    const asked = { actor, command, before, ...(due ? { due } : {}) };
    const refused =
      refusal(before, command, actor, this.now) ?? this.#refusedByAgentRules(log, actor, command);
    if (!refused && actor.kind === 'agent') this.#holdFirst(log, actor.agent, command);
    const from = log.facts.length;
    if (!refused) {
      const by: FactActor =
        actor.kind === 'agent' ? { ...actor, party: agentParty(log.state, actor.agent)?.id } : actor;
      const bodies = decide(log.state, command, actor, this.now, () => this.#id('id'));
      for (const body of bodies) this.#append(log, body, by, { command, actor });
    }
    const answer: Answer = {
      ...asked,
      after: log.state,
      facts: log.facts.slice(from),
      ...(refused ? { refused } : {}),
    };
    for (const witness of this.#witnesses) witness.answer?.(answer, this);
    return answer;
  }

  tell(id: string, event: AgentEvent): void {
    const agent = this.people.get(id);
    if (agent && agentRefusal(agent, event) === undefined)
      this.people.set(id, evolveAgent(agent, event, this.now));
  }

  openOf(agent: string): readonly Interaction[] {
    return this.logs.map((log) => log.state).filter((state) => agentParty(state, agent) !== undefined);
  }

  #holdFirst(log: Log, agent: string, command: AnyCommandBody): void {
    for (const first of microphonePlan(agent, command, log.state, (who) => this.openOf(who)).first) {
      const other = this.logs.find((one) => one.state.id === first.interaction) as Log;
      const { refused } = this.ask(other, { kind: 'agent', agent }, first.command);
      if (refused) throw new Error(`What has to be held first could not be: ${refused}`);
    }
  }

  #refusedByAgentRules(log: Log, actor: Actor, command: AnyCommandBody): RefusalCode | undefined {
    if (command.type === 'offer' && this.settings.routed) {
      const agent = this.people.get(command.data.agent);
      return agent && mayBeOffered(agent) ? undefined : 'agent-busy';
    }
    if (actor.kind !== 'agent') return undefined;
    const agent = this.people.get(actor.agent);
    if (command.type === 'accept' && agent) {
      const accepted = {
        type: 'accepted',
        interaction: log.state.id,
        assignment: command.data.assignment,
      } as const;
      const busy = agentRefusal(agent, accepted);
      if (busy) return busy;
    }
    return microphonePlan(actor.agent, command, log.state, (who) => this.openOf(who)).refusal;
  }

  #append(
    log: Log,
    body: FactBody,
    actor: FactActor,
    asked: { command?: AnyCommandBody; actor?: Actor } = {},
  ): void {
    const before = log.state;
    const meta = { id: this.#id('fact'), seq: before.seq + 1, v: 1, at: this.now, actor };
    const fact: Fact = JSON.parse(JSON.stringify({ ...body, ...meta }));
    log.state = evolve(before, fact);
    log.facts.push(fact);
    const theirs = factFor(fact, 'contact', log.contactFacts.length + 1);
    if (theirs) {
      const received: Fact = JSON.parse(JSON.stringify(theirs));
      log.contactFacts.push(received);
      log.contactState = evolve(log.contactState, received);
    }
    const told = agentEventOf(log.state, fact);
    if (told) this.tell(told.agent, told.event);
    for (const deadline of deadlinesOf(log.state)) this.#remember(log, deadline);
    for (const witness of this.#witnesses) witness.step?.({ before, fact, after: log.state, ...asked }, this);
  }

  #remember(log: Log, deadline: Deadline): void {
    const known = this.deadlines.some(
      (one) => one.log === log && one.deadline.key === deadline.key && one.deadline.at === deadline.at,
    );
    if (!known) this.deadlines.push({ log, deadline });
  }

  #nextDue(until: number): { log: Log; deadline: Deadline } | undefined {
    return this.logs
      .flatMap((log) => deadlinesOf(log.state).map((deadline) => ({ log, deadline })))
      .filter(({ deadline }) => deadline.at <= until)
      .toSorted((one, other) => one.deadline.at - other.deadline.at)[0];
  }

  /** Random commands are mostly refused; this one is not, so that histories go deep. */
  #doSomethingAllowed(log: Log, { who, pick, flag }: Action): void {
    const actors: Actor[] = [
      { kind: 'system' },
      ...agents.map((agent) => ({ kind: 'agent', agent }) as const),
    ];
    const contact = contactOf(log.state);
    if (contact) actors.push({ kind: 'contact', party: contact.id });
    const allowed = actors.flatMap((actor) =>
      commandKinds
        .filter((kind) => pick === 0 || !rare.has(kind))
        .map((kind) => ({ actor, command: this.#commandFor(log, { kind, pick, flag }) }))
        .filter(({ command }) => refusal(log.state, command, actor, this.now) === undefined),
    );
    const chosen = allowed[(who * 6 + pick) % Math.max(1, allowed.length)];
    if (chosen) this.ask(log, chosen.actor, chosen.command);
  }

  #id(prefix: string): string {
    this.#ids += 1;
    return `${prefix}-${this.#ids}`;
  }

  #others(log: Log): readonly Interaction[] {
    return this.logs.filter((other) => other !== log).map((other) => other.state);
  }

  #commandFor(log: Log, action: Pick<Action, 'kind' | 'pick' | 'flag'>): AnyCommandBody {
    return commandFor(action, log.state, (prefix) => this.#id(prefix));
  }
}
