import type {
  Actor,
  AgentCommand,
  AnyCommandBody,
  ClockPort,
  Code,
  Content,
  Deadline,
  FactActor,
  FactBody,
  Interaction,
  Outcome,
  Policy,
  SystemCommandBody,
  Waiting,
} from '../../interaction/index.js';
import {
  agentEventOf,
  agentParty,
  agentRefusal,
  contactOf,
  contentRef,
  deadlinesOf,
  decide,
  microphonePlan,
  refusal,
} from '../../interaction/index.js';
import { InteractionLog } from './interaction-log.js';
import type { LocalCall, LocalCallBegun, LocalDeskOptions } from './options.js';
import {
  localDeclineReasons,
  localNotReadyReasons,
  localPeople,
  localPolicy,
  localQueues,
} from './options.js';
import { People } from './people.js';

const system: Actor = { kind: 'system' };

/** The desk itself: logs, agents, routing and deadlines, in memory and over the same rules as the real one. */
export class DeskCore {
  readonly people: People;
  readonly #clock: ClockPort;
  readonly #base: () => number;
  readonly #newId: () => string;
  readonly #policy: Policy;
  readonly #queue: string;
  readonly #reasons: { readonly notReady: ReadonlySet<string>; readonly decline: ReadonlySet<string> };
  readonly #logs = new Map<string, InteractionLog>();
  readonly #calls = new Map<string, LocalCallBegun>();
  /** Who declined an interaction is not asked again until they set themselves ready. */
  readonly #declined = new Map<string, Set<string>>();
  readonly #listeners = new Set<() => void>();
  #ahead = 0;
  #timer: (() => void) | undefined;
  #settling = false;
  #closed = false;

  constructor(options: LocalDeskOptions) {
    const { clock, queues = localQueues, people = localPeople } = options;
    const { notReadyReasons = localNotReadyReasons, declineReasons = localDeclineReasons } = options;
    this.#clock = clock;
    this.#base = options.now ?? (() => clock.now());
    this.#newId = options.ids ?? (() => clock.newId());
    this.#policy = { ...localPolicy, ...options.policy };
    this.#queue = queues[0]?.id ?? 'support';
    this.people = new People({ queues, notReadyReasons, declineReasons }, people, this.now());
    const ids = (choices: readonly { id: string }[]) => new Set(choices.map((choice) => choice.id));
    this.#reasons = { notReady: ids(notReadyReasons), decline: ids(declineReasons) };
  }

  now(): number {
    return this.#base() + this.#ahead;
  }

  log(interaction: string): InteractionLog | undefined {
    return this.#logs.get(interaction);
  }

  get logs(): readonly InteractionLog[] {
    return [...this.#logs.values()];
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  begin(call: LocalCall): LocalCallBegun {
    const known = this.#calls.get(call.id ?? '');
    if (known) return known;
    const begun = { interaction: this.#newId(), party: this.#newId(), leg: this.#newId() };
    const log = new InteractionLog(begun.interaction);
    this.#logs.set(log.id, log);
    if (call.id !== undefined) this.#calls.set(call.id, begun);
    const room = this.#newId();
    const { source = 'entry', queue = this.#queue, language, contact, subject, attachedData } = call;
    const leg = { id: begun.leg, room, kind: 'browser' } as const;
    const given = {
      source,
      queue,
      language,
      contact: contact?.ref,
      direction: 'inbound',
      configVersion: 1,
    } as const;
    const actor: FactActor = { kind: source === 'backend' ? 'backend' : 'contact', party: begun.party };
    this.#append(
      log,
      {
        type: 'interaction-created',
        data: { ...given, policy: this.#policy, room, party: begun.party, leg },
      },
      actor,
    );
    if (contact?.name !== undefined) this.#save(log, 'name', begun.party, contact.name);
    if (subject !== undefined) this.#save(log, 'subject', 'main', subject);
    if (attachedData) this.#save(log, 'attached-data', 'main', [...attachedData]);
    const { privacyVersion } = call;
    if (privacyVersion !== undefined)
      this.#carryOut(log, { type: 'agree-privacy', data: { version: privacyVersion } }, system);
    this.#carryOut(log, { type: 'enqueue', data: { front: false } }, system);
    this.#settle();
    return begun;
  }

  /** One command, by the path every command takes. `seq` is in the log's own numbering. */
  command(
    actor: Actor,
    interaction: string,
    command: AnyCommandBody & { readonly deadline?: number },
  ): Outcome {
    const log = this.#logs.get(interaction);
    if (!log) return { ok: false, code: 'unknown-interaction' };
    const code = this.#refusal(actor, log, command);
    if (code) return { ok: false, code };
    if (actor.kind === 'agent') {
      const plan = microphonePlan(actor.agent, command, log.state, (agent) => this.#openOf(agent));
      if (plan.refusal) return { ok: false, code: plan.refusal };
      for (const first of plan.first) this.command(actor, first.interaction, first.command);
    }
    this.#carryOut(log, command, actor);
    this.#settle();
    return { ok: true, seq: log.state.seq };
  }

  system(interaction: string, command: SystemCommandBody): Outcome {
    return this.command(system, interaction, command);
  }

  logIn(agent: string): void {
    this.people.logIn(agent, this.now());
    this.#settle();
  }

  agentCommand(agent: string, command: AgentCommand): Outcome {
    const { id: _id, ...asked } = command;
    const event = asked.type === 'log-out' ? ({ type: 'logged-out' } as const) : asked;
    if ('reason' in event && event.reason !== undefined && !this.#reasons.notReady.has(event.reason)) {
      return { ok: false, code: 'unknown-reason' };
    }
    const code = agentRefusal(this.people.agent(agent), event);
    if (code) return { ok: false, code };
    // Whoever logged out and presses Ready on the same page means to come back.
    if (!this.people.agent(agent).loggedIn && event.type !== 'logged-out')
      this.people.logIn(agent, this.now());
    this.people.apply(agent, event, this.now());
    if (event.type === 'set-ready') for (const agents of this.#declined.values()) agents.delete(agent);
    this.#settle();
    return { ok: true, seq: this.people.rev(agent) };
  }

  /** Whoever waits in a queue, in the order they are served. */
  waiting(interaction: string): Waiting | undefined {
    const position = this.#waitingLogs().findIndex((log) => log.id === interaction);
    if (position < 0) return undefined;
    const waits = this.logs.flatMap(({ state }) =>
      state.connectedAt === undefined ? [] : [state.connectedAt - state.createdAt],
    );
    const expected =
      waits.length === 0
        ? {}
        : { expectedMs: Math.round(waits.reduce((sum, wait) => sum + wait) / waits.length) * (position + 1) };
    return { position: position + 1, ...expected };
  }

  /** Lets time pass at the desk alone; every deadline on the way fires at its own instant. */
  tick(ms: number): void {
    const until = this.now() + ms;
    for (let due = this.#nextDeadline(); due && due.deadline.at <= until; due = this.#nextDeadline()) {
      this.#ahead += Math.max(0, due.deadline.at - this.now());
      this.#fireDue();
    }
    this.#ahead += until - this.now();
    this.#settle();
  }

  close(): void {
    this.#closed = true;
    this.#timer?.();
    this.#listeners.clear();
  }

  #refusal(
    actor: Actor,
    log: InteractionLog,
    command: AnyCommandBody & { readonly deadline?: number },
  ): Code | undefined {
    const code = refusal(log.state, command, actor, this.now());
    if (code || actor.kind !== 'agent') return code;
    if (
      command.type === 'decline' &&
      command.data.reason !== undefined &&
      !this.#reasons.decline.has(command.data.reason)
    ) {
      return 'unknown-reason';
    }
    if (command.type !== 'accept') return undefined;
    const { assignment } = command.data;
    return agentRefusal(this.people.agent(actor.agent), {
      type: 'accepted',
      interaction: log.id,
      assignment,
    });
  }

  #carryOut(log: InteractionLog, command: AnyCommandBody, actor: Actor, content?: Content): void {
    const by = this.#factActor(log.state, actor);
    for (const body of decide(log.state, command, actor, this.now(), this.#newId))
      this.#append(log, body, by, content);
    if (command.type === 'decline' && actor.kind === 'agent') {
      this.#declined.set(log.id, (this.#declined.get(log.id) ?? new Set()).add(actor.agent));
    }
  }

  #append(log: InteractionLog, body: FactBody, actor: FactActor, content?: Content): void {
    const at = this.now();
    const fact = log.append(body, { id: this.#newId(), at, actor, ...(content ? { content } : {}) });
    const told = agentEventOf(log.state, fact);
    if (told) this.people.apply(told.agent, told.event, at);
    if (fact.type === 'accepted' && fact.data.agent !== undefined) {
      this.#save(log, 'name', fact.data.party, this.people.name(fact.data.agent));
    }
  }

  #save(log: InteractionLog, kind: Content['kind'], key: string, value: Content['value']): void {
    const rev = (log.state.contents[contentRef(kind, key)]?.rev ?? 0) + 1;
    // The real desk salts and hashes; here nobody verifies the chain, so the right shape is enough.
    const hash = this.#newId()
      .replace(/[^\w-]/g, '')
      .padEnd(43, 'A')
      .slice(0, 43);
    const content: Content = { kind, key, rev, at: this.now(), ...(value === undefined ? {} : { value }) };
    this.#carryOut(log, { type: 'save-content', data: { kind, key, rev, hash } }, system, content);
  }

  #factActor(state: Interaction, actor: Actor): FactActor {
    if (actor.kind !== 'agent') return actor;
    const party = agentParty(state, actor.agent);
    return party === undefined ? actor : { ...actor, party: party.id };
  }

  #openOf(agent: string): readonly Interaction[] {
    return this.people
      .agent(agent)
      .open.flatMap(({ interaction }) => this.#logs.get(interaction)?.state ?? []);
  }

  #waitingLogs(): readonly InteractionLog[] {
    const order = ({ state }: InteractionLog) => (state.front ? 0 : 1);
    return this.logs
      .filter(({ state }) => state.phase === 'queued' || state.phase === 'alerting')
      .toSorted(
        (one, other) => order(one) - order(other) || (one.state.queuedAt ?? 0) - (other.state.queuedAt ?? 0),
      );
  }

  /** Routing, timers, and news for the pages; what a listener causes is settled in the same turn. */
  #settle(): void {
    if (this.#closed || this.#settling) return;
    this.#settling = true;
    try {
      this.#route();
    } finally {
      this.#settling = false;
    }
    this.#wait();
    for (const listener of [...this.#listeners]) listener();
  }

  #route(): void {
    for (const log of this.#waitingLogs()) {
      if (log.state.phase !== 'queued' || contactOf(log.state)?.lostUntil !== undefined) continue;
      const skipped = this.#declined.get(log.id);
      const agent = this.people.readyFor(log.state.queue).find((id) => !skipped?.has(id));
      if (agent !== undefined)
        this.system(log.id, { type: 'offer', data: { assignment: this.#newId(), agent } });
    }
  }

  #nextDeadline(): { log: InteractionLog; deadline: Deadline } | undefined {
    return this.logs
      .flatMap((log) => deadlinesOf(log.state).map((deadline) => ({ log, deadline })))
      .toSorted((one, other) => one.deadline.at - other.deadline.at)[0];
  }

  #wait(): void {
    this.#timer?.();
    const due = this.#nextDeadline();
    this.#timer = due && this.#clock.after(Math.max(0, due.deadline.at - this.now()), () => this.#fireDue());
  }

  #fireDue(): void {
    for (let due = this.#nextDeadline(); due && due.deadline.at <= this.now(); due = this.#nextDeadline()) {
      const { log, deadline } = due;
      const outcome = this.system(log.id, deadline.command);
      // A state never implies a deadline its own rules refuse; going on would try it for ever.
      if (!outcome.ok) throw new Error(`The deadline ${deadline.key} was refused: ${outcome.code}`);
    }
    this.#wait();
  }
}
