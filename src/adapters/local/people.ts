import type { Agent, AgentEvent, AgentView, Choice } from '../../interaction/index.js';
import { agentState, evolveAgent, mayBeOffered, newAgent } from '../../interaction/index.js';
import type { LocalPerson } from './options.js';

interface Desk {
  readonly queues: readonly Choice[];
  readonly notReadyReasons: readonly Choice[];
  readonly declineReasons: readonly Choice[];
}

interface Entry {
  readonly person: LocalPerson;
  readonly agent: Agent;
  readonly rev: number;
}

/** The agents of the local desk and what each is doing. */
export class People {
  readonly #desk: Desk;
  readonly #entries = new Map<string, Entry>();

  constructor(desk: Desk, people: readonly LocalPerson[], now: number) {
    this.#desk = desk;
    for (const person of people)
      this.#entries.set(person.agent, { person, agent: newAgent(person.agent, now), rev: 0 });
  }

  logIn(id: string, now: number): void {
    const { person } = this.#entry(id);
    const queues = person.queues ?? this.#desk.queues.map((queue) => queue.id);
    this.apply(id, { type: 'logged-in', queues, capacity: person.capacity ?? 1 }, now);
  }

  apply(id: string, event: AgentEvent, now: number): void {
    const entry = this.#entry(id);
    this.#entries.set(id, { ...entry, agent: evolveAgent(entry.agent, event, now), rev: entry.rev + 1 });
  }

  agent(id: string): Agent {
    return this.#entry(id).agent;
  }

  name(id: string): string {
    return this.#entry(id).person.name;
  }

  rev(id: string): number {
    return this.#entry(id).rev;
  }

  view(id: string): AgentView {
    const { agent, person } = this.#entry(id);
    const queues = this.#desk.queues.filter((queue) => agent.queues.includes(queue.id));
    const { notReadyReasons, declineReasons } = this.#desk;
    return { agent, state: agentState(agent), name: person.name, notReadyReasons, declineReasons, queues };
  }

  /** Who may be asked to take a call from a queue, longest idle first. */
  readyFor(queue: string): readonly string[] {
    return [...this.#entries.values()]
      .map((entry) => entry.agent)
      .filter((agent) => mayBeOffered(agent) && agent.queues.includes(queue))
      .toSorted((one, other) => one.idleSince - other.idleSince)
      .map((agent) => agent.id);
  }

  #entry(id: string): Entry {
    const entry = this.#entries.get(id);
    if (!entry) throw new Error(`Nobody called ${id} works at this desk: name them in \`people\``);
    return entry;
  }
}
