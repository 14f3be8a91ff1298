/** A whole desk in the page, in memory: for demos, for tests, and for trying an element without a server. */
import type {
  Code,
  DeskPort,
  Fact,
  Grants,
  Interaction,
  Outcome,
  SystemCommandBody,
} from '../../interaction/index.js';
import { contactOf, grantsFor } from '../../interaction/index.js';
import { DeskCore } from './desk-core.js';
import type { Line } from './desk-port.js';
import { LocalDeskPort } from './desk-port.js';
import type { LocalCall, LocalCallBegun, LocalDeskOptions } from './options.js';

export type { LocalHistoryItem } from './history.js';
export * from './options.js';

/** Without an interaction, a control means the one that was begun last. */
export interface LocalDesk {
  /** A page of an agent; opening it logs them in, not ready. Each call is a page of its own. */
  agent(agent: string): DeskPort;
  /** A page of an interaction's contact. */
  contact(interaction?: string): DeskPort;
  readonly calls: { begin(call?: LocalCall): LocalCallBegun };
  /** What routing, presence and an administrator may ask. */
  system(command: SystemCommandBody, interaction?: string): Outcome;
  /** Time passes at the desk, deadlines included; the clock of the pages stands still. */
  tick(ms: number): void;
  /** Cuts all pages from the desk, or mends it; the desk itself goes on. */
  goOffline(offline: boolean): void;
  /** No page's sign-in counts any more, or all count again. */
  signOut(out: boolean): void;
  /** The next thing any page asks is refused. */
  refuseNext(code: Code): void;
  /** Nothing is answered or carried out until the returned function is called. */
  holdAnswers(): () => void;
  /** The contact's connection is gone, noticed by the desk. */
  loseContact(interaction?: string): Outcome;
  findContact(interaction?: string): Outcome;
  loseAgent(agent?: string, interaction?: string): Outcome;
  findAgent(agent?: string, interaction?: string): Outcome;
  /** What a leg of any interaction may do in its media room now: for `new FakeMediaServer(desk.grants)`. */
  grants(this: void, leg: string): Grants | undefined;
  /** Called after every change at the desk. */
  onChange(listener: () => void): () => void;
  state(interaction?: string): Interaction;
  facts(interaction?: string): readonly Fact[];
  now(): number;
  close(): void;
}

export function createLocalDesk(options: LocalDeskOptions): LocalDesk {
  const core = new DeskCore(options);
  const line: Line = {
    offline: false,
    signedOut: false,
    refuseNext: undefined,
    answers: undefined,
    holders: new Map(),
  };
  const ports: LocalDeskPort[] = [];

  const logOf = (interaction: string | undefined) => {
    const log = interaction === undefined ? core.logs.at(-1) : core.log(interaction);
    if (!log)
      throw new Error(
        interaction === undefined ? 'No call was begun yet' : `There is no interaction ${interaction}`,
      );
    return log;
  };
  const open = (actor: ConstructorParameters<typeof LocalDeskPort>[2]): DeskPort => {
    const port = new LocalDeskPort(core, line, actor);
    ports.push(port);
    return port;
  };
  const presence = (
    type: 'report-absence' | 'report-presence',
    interaction: string | undefined,
    party: string | undefined,
  ) => core.system(logOf(interaction).id, { type, data: { party: party ?? 'nobody' } });
  const contactIn = (interaction: string | undefined) => contactOf(logOf(interaction).state)?.id;
  const agentIn = (agent: string | undefined, interaction: string | undefined) =>
    logOf(interaction).state.parties.findLast(
      (party) => party.kind === 'agent' && (agent ?? party.agent) === party.agent,
    )?.id;

  return {
    agent: (agent) => {
      core.logIn(agent);
      return open({ kind: 'agent', agent });
    },
    contact: (interaction) => open({ kind: 'contact', party: contactIn(interaction) ?? 'nobody' }),
    calls: { begin: (call = {}) => core.begin(call) },
    system: (command, interaction) => core.system(logOf(interaction).id, command),
    tick: (ms) => core.tick(ms),
    goOffline: (offline) => {
      line.offline = offline;
      for (const port of ports) port.lineChanged();
    },
    signOut: (out) => {
      line.signedOut = out;
      for (const port of ports) port.lineChanged();
    },
    refuseNext: (code) => {
      line.refuseNext = code;
    },
    holdAnswers: () => {
      let release: () => void = () => undefined;
      line.answers = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        line.answers = undefined;
        release();
      };
    },
    loseContact: (interaction) => presence('report-absence', interaction, contactIn(interaction)),
    findContact: (interaction) => presence('report-presence', interaction, contactIn(interaction)),
    loseAgent: (agent, interaction) => presence('report-absence', interaction, agentIn(agent, interaction)),
    findAgent: (agent, interaction) => presence('report-presence', interaction, agentIn(agent, interaction)),
    grants: (leg) =>
      core.logs.map(({ state }) => grantsFor(state, leg)).find((grants) => grants !== undefined),
    onChange: (listener) => core.onChange(listener),
    state: (interaction) => logOf(interaction).state,
    facts: (interaction) =>
      logOf(interaction)
        .entries('agents')
        .map(({ fact }) => fact),
    now: () => core.now(),
    close: () => {
      for (const port of ports) port.close();
      core.close();
    },
  };
}
