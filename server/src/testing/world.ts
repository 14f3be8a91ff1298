import assert from 'node:assert/strict';
import type {
  AgentCommand,
  AgentView,
  Command,
  CommandBody,
  Interaction,
} from 'video-session-window/interaction';
import { createDesk } from '../core/desk.js';
import { randomId } from '../core/ids.js';
import type { DeskConfigInput } from '../core/config.js';
import type { CallCreated, Desk, NewCall, Principal } from '../core/types.js';
import { createLog } from '../http/log.js';
import type { TestDatabase } from './databases.js';
import { ManualClock } from './manual-clock.js';
import type { TrackedDb } from './tracked-db.js';
import { trackedDb } from './tracked-db.js';

export type AgentPrincipal = Principal & { kind: 'agent' };
export type ContactPrincipal = Principal & { kind: 'contact' };
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** A Monday, 10:00 in London. */
const BEGIN = Date.UTC(2026, 10, 23, 10);

export const sales: DeskConfigInput = {
  queues: [{ id: 'sales', label: 'Sales', ringSeconds: 20 }],
  notReadyReasons: [{ id: 'lunch', label: 'Lunch' }],
  declineReasons: [{ id: 'busy', label: 'Busy' }],
};

/** A desk over a test's database with a clock the test moves. Tests keep apart by tenants of their own. */
export class World {
  readonly desk: Desk;
  readonly db: TrackedDb;
  readonly clock: ManualClock;
  readonly database: TestDatabase;
  /** What was logged as an error. */
  readonly errors: string[];

  private constructor(
    database: TestDatabase,
    desk: Desk,
    db: TrackedDb,
    clock: ManualClock,
    errors: string[],
  ) {
    this.database = database;
    this.desk = desk;
    this.db = db;
    this.clock = clock;
    this.errors = errors;
  }

  static async on(database: TestDatabase): Promise<World> {
    const db = trackedDb(database.db);
    const clock = new ManualClock(BEGIN, () => db.idle());
    const errors: string[] = [];
    const log = createLog((line) => {
      if (line.includes('"level":"error"')) errors.push(line);
    });
    const desk = await createDesk({ db, clock, log });
    await db.idle();
    return new World(database, desk, db, clock, errors);
  }

  async dispose(): Promise<void> {
    await this.desk.close();
    await this.database.dispose();
    assert.deepEqual(this.errors, []);
  }

  /** A tenant nobody else uses. */
  async tenant(config: DeskConfigInput = sales): Promise<Tenant> {
    const tenant = new Tenant(this, randomId());
    await this.desk.putConfig(tenant.id, config);
    return tenant;
  }
}

export class Tenant {
  readonly world: World;
  readonly id: string;

  constructor(world: World, id: string) {
    this.world = world;
    this.id = id;
  }

  get desk(): Desk {
    return this.world.desk;
  }

  /** An agent whose page is open, ready if not said otherwise. */
  async agent(
    agent: string,
    options: { ready?: boolean; capacity?: number; queues?: readonly string[] } = {},
  ): Promise<Agent> {
    const { ready = true, capacity = 1, queues = ['sales'] } = options;
    const who: AgentPrincipal = {
      kind: 'agent',
      tenant: this.id,
      agent,
      name: `Name of ${agent}`,
      queues,
      capacity,
      roles: [],
    };
    const opened = new Agent(this, who);
    await this.desk.agentLogin(who);
    await opened.open();
    if (ready) await opened.ask({ type: 'set-ready' });
    await this.world.db.idle();
    return opened;
  }

  /** A call whose page is open. */
  async call(options: Partial<NewCall> = {}): Promise<Contact> {
    const begun = await this.desk.createCall(this.id, {
      id: randomId(),
      source: 'entry',
      queue: 'sales',
      ...options,
    });
    const contact = new Contact(this, begun);
    await contact.open();
    await this.world.db.idle();
    return contact;
  }

  /** An agent in a call with a contact. */
  async connected(name = 'anna'): Promise<{ agent: Agent; contact: Contact }> {
    const agent = await this.agent(name);
    const contact = await this.call();
    await agent.accept(contact.interaction);
    return { agent, contact };
  }
}

/** Somebody with a page: what agents and contacts have in common. */
class Person<P extends AgentPrincipal | ContactPrincipal> {
  readonly tenant: Tenant;
  readonly who: P;
  #stream: string | undefined;

  constructor(tenant: Tenant, who: P) {
    this.tenant = tenant;
    this.who = who;
  }

  get desk(): Desk {
    return this.tenant.desk;
  }

  async open(): Promise<void> {
    this.#stream = await this.desk.streamOpened(this.who);
    await this.tenant.world.db.idle();
  }

  /** The page is gone: closed, crashed or offline. */
  async vanish(): Promise<void> {
    if (this.#stream !== undefined) await this.desk.streamClosed(this.#stream);
  }

  async send(interaction: string, command: CommandBody, id: string = randomId()): Promise<{ seq: number }> {
    const result = await this.desk.command(this.who, interaction, { ...command, id } as Command);
    await this.tenant.world.db.idle();
    return result;
  }
}

export class Agent extends Person<AgentPrincipal> {
  async ask(command: WithoutId<AgentCommand>): Promise<void> {
    await this.desk.agentCommand(this.who, { ...command, id: randomId() } as AgentCommand);
    await this.tenant.world.db.idle();
  }

  async view(): Promise<AgentView> {
    return (await this.desk.agentView(this.who.tenant, this.who.agent)).view;
  }

  /** The interaction that rings for them now. */
  async ringing(): Promise<string | undefined> {
    return (await this.view()).agent.open.find(({ status }) => status === 'offered')?.interaction;
  }

  async assignment(interaction: string): Promise<string> {
    const own = (await this.view()).agent.open.find((open) => open.interaction === interaction);
    assert.ok(own, `${this.who.agent} has a part in the interaction`);
    return own.assignment;
  }

  async accept(interaction: string): Promise<void> {
    await this.send(interaction, {
      type: 'accept',
      data: { assignment: await this.assignment(interaction) },
    });
  }

  async decline(interaction: string): Promise<void> {
    await this.send(interaction, {
      type: 'decline',
      data: { assignment: await this.assignment(interaction), reason: 'busy' },
    });
  }

  async markDone(interaction: string): Promise<void> {
    await this.send(interaction, {
      type: 'mark-done',
      data: { assignment: await this.assignment(interaction) },
    });
  }
}

export class Contact extends Person<ContactPrincipal> {
  readonly interaction: string;

  constructor(tenant: Tenant, { interaction, party, leg }: CallCreated) {
    super(tenant, { kind: 'contact', tenant: tenant.id, interaction, party, leg });
    this.interaction = interaction;
  }

  async state(): Promise<Interaction> {
    const loaded = await this.desk.load(this.interaction);
    assert.ok(loaded);
    return loaded.state;
  }

  ask(command: CommandBody): Promise<{ seq: number }> {
    return this.send(this.interaction, command);
  }

  /** The types of all facts so far, as agents or the contact see them. */
  async facts(audience: 'agents' | 'contact' = 'agents'): Promise<readonly string[]> {
    const facts = await this.desk.factsAfter(this.interaction, audience, 0, 1000);
    return facts.map(({ fact }) => fact.type);
  }
}
