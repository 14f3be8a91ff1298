import { afterEach } from 'node:test';
import type {
  Command,
  DeskConnection,
  Fact,
  Interaction,
  StreamMessage,
  Topic,
} from '../../interaction/index.js';
import { emptyInteraction, newAgent } from '../../interaction/index.js';
import { FakeClock, FakeStorage, settled } from '../../testing/index.js';
import type { DeskPortOptions, HttpDeskPort } from './desk-port.js';
import { createDeskPort } from './desk-port.js';
import { ScriptedDesk } from './scripted-desk.test.support.js';

export const interaction = 'call-1';
export const commandsPath = `/v1/interactions/${interaction}/commands`;

/** A token as a CRM's backend signs it; the signature is of no interest to a page. */
export function tokenFor(sub: string, expires?: number, mark = ''): string {
  const claims = {
    iss: 'crm',
    tenant: 'acme',
    sub,
    mark,
    ...(expires === undefined ? {} : { exp: expires / 1000 }),
  };
  return `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
}

export interface Setup {
  readonly desk: ScriptedDesk;
  readonly clock: FakeClock;
  readonly storage: FakeStorage;
  readonly port: HttpDeskPort;
}

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

export async function startDesk(): Promise<ScriptedDesk> {
  const desk = await new ScriptedDesk().start();
  open.push(() => desk.stop());
  return desk;
}

/** A port against a scripted desk, with a clock that stands at the machine's own time. */
export async function setup(options: Partial<DeskPortOptions> = {}, desk?: ScriptedDesk): Promise<Setup> {
  const own = desk ?? (await startDesk());
  const clock = (options.clock as FakeClock | undefined) ?? new FakeClock(Date.now());
  const storage = (options.storage as FakeStorage | undefined) ?? new FakeStorage();
  const port = createDeskPort({
    url: own.url,
    role: 'agent',
    getToken: () => Promise.resolve(tokenFor('ada')),
    tabId: 'tab-1',
    random: () => 1,
    ...options,
    clock,
    storage,
  });
  open.push(() => port.close());
  return { desk: own, clock, storage, port };
}

/** What a listener of a topic heard. */
export class Ear {
  readonly messages: StreamMessage[] = [];
  readonly connections: DeskConnection[] = [];
  readonly stop: () => void;

  constructor(port: HttpDeskPort, topic: Topic = `interaction:${interaction}`) {
    this.stop = port.subscribe(topic, {
      message: (message) => this.messages.push(message),
      connection: (connection) => this.connections.push(connection),
    });
  }

  get connection(): DeskConnection | undefined {
    return this.connections.at(-1);
  }

  /** `snapshot`, `waiting` …, and for facts their place. */
  get heard(): readonly string[] {
    return this.messages.map((message) =>
      message.type === 'fact' ? `fact ${message.fact.seq}` : message.type,
    );
  }
}

/** Waits for what happens over the network. The limit only ends a test that would hang. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const limit = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > limit) throw new Error(`Waited in vain: ${what}`);
    await settled();
  }
}

/** Lets time pass until something has happened. */
export async function passUntil(
  clock: FakeClock,
  condition: () => boolean,
  what: string,
  stepMs = 250,
): Promise<void> {
  const limit = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > limit) throw new Error(`Waited in vain: ${what}`);
    await clock.advance(stepMs);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

export const snapshot = (seq = 1, state: Partial<Interaction> = {}) =>
  ({
    type: 'snapshot',
    interaction,
    state: { ...emptyInteraction(interaction), phase: 'connected', ...state, seq, contactSeq: seq },
    contents: [],
    me: { audience: 'agents', agent: 'ada' },
  }) satisfies StreamMessage;

/** A fact that changes something that can be seen: the privacy notice's version is its place. */
export const fact = (seq: number, change: Partial<Fact> = {}) => ({
  type: 'fact',
  interaction,
  fact: {
    id: `fact-${seq}`,
    seq,
    type: 'privacy-agreed',
    v: 1,
    at: 1_000 + seq,
    actor: { kind: 'system' },
    data: { party: 'p-1', version: String(seq) },
    ...change,
  },
  contents: [],
});

export const hold = (id = 'cmd-1'): Command => ({ id, type: 'hold', data: {} });
export const disconnect = (id = 'cmd-d'): Command => ({ id, type: 'disconnect', data: {} });
export const markDone = (id = 'cmd-m'): Command => ({ id, type: 'mark-done', data: { assignment: 'a-1' } });
export const problem = (code: string, detail?: string) => ({
  type: `urn:${code}`,
  title: code,
  code,
  detail,
});

const choices = { notReadyReasons: [], declineReasons: [], queues: [] };
export const agentView = { agent: newAgent('ada', 0), state: 'not-ready', name: 'Ada', ...choices } as const;
