import type { Command, DeskPort, Outcome } from '../interaction/index.js';
import { AgentFollower, Follower } from './follower.js';

/** A page of an agent: opening it logs them in, not ready. */
export interface AgentPage {
  readonly port: DeskPort;
  readonly login: string;
}

/**
 * A desk as the contract needs it. Every case gets one in which nobody has done anything yet; agents of all names serve the
 * queue that calls come into, one interaction at a time.
 */
export interface DeskSubject {
  agent(name: string): Promise<AgentPage>;
  /** Another page of somebody who has one already. */
  again(page: AgentPage): Promise<AgentPage>;
  /** A contact's page with a call begun in it. */
  call(): Promise<ContactPage>;
  newId(): string;
  /** Cuts all pages from the desk, or mends it. Absent: this desk cannot be cut off. */
  offline?(offline: boolean): Promise<void>;
}

export interface ContactPage {
  readonly port: DeskPort;
  readonly interaction: string;
}

export interface ContractCase {
  readonly name: string;
  readonly needs?: 'offline';
  run(desk: DeskSubject): Promise<void>;
}

/** A call between one agent and a contact, followed from both pages. */
export interface Connected {
  readonly id: string;
  readonly agentPage: AgentPage;
  readonly contactPage: ContactPage;
  readonly agent: Follower;
  readonly contact: Follower;
  readonly self: AgentFollower;
  /** Asks as the agent, or as the contact. */
  asAgent(command: Body): Promise<Outcome>;
  asContact(command: Body): Promise<Outcome>;
}
type Body = Command extends infer C ? (C extends Command ? Pick<C, 'type' | 'data'> : never) : never;

export async function connected(desk: DeskSubject): Promise<Connected> {
  const ringing = await offered(desk);
  const { agent, contact, asAgent } = ringing;
  const assignment = agent.state?.assignments.at(-1)?.id ?? 'none';
  done(await asAgent({ type: 'accept', data: { assignment } }), 'accept');
  await agent.until(({ state }) => state?.phase === 'connected', 'the agent sees the call connected');
  await contact.until(({ state }) => state?.phase === 'connected', 'the contact sees the call connected');
  return ringing;
}

export async function offered(desk: DeskSubject): Promise<Connected> {
  const agentPage = await desk.agent('ada');
  const self = new AgentFollower(agentPage.port);
  await self.until(({ view: own }) => own?.state === 'not-ready', 'the agent is logged in');
  done(await agentPage.port.sendAgent({ id: desk.newId(), type: 'set-ready' }), 'set-ready');
  const contactPage = await desk.call();
  const id = contactPage.interaction;
  const contact = new Follower(contactPage.port, id);
  const agent = new Follower(agentPage.port, id);
  await self.until(({ view: own }) => own?.state === 'ringing', 'it rings');
  await agent.until(({ state }) => state?.phase === 'alerting', 'the agent sees the offer');
  const ask = (port: DeskPort) => (command: Body) =>
    port.send(id, { ...command, id: desk.newId() } as Command);
  const [asAgent, asContact] = [ask(agentPage.port), ask(contactPage.port)];
  return { id, agentPage, contactPage, agent, contact, self, asAgent, asContact };
}

/** The difference, or nothing. Written out here since this file is published and asks for no test runner. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [is, should] = [text(actual), text(expected)];
  if (is !== should) throw new Error(`${what}\nexpected ${should}\nactual   ${is}`);
}

export function done(outcome: Outcome, what: string): number {
  if (!outcome.ok) throw new Error(`${what} was refused: ${outcome.code}`);
  return outcome.seq;
}

export function refused(outcome: { readonly ok: boolean } | object, code: string, what: string): void {
  const actual = 'ok' in outcome && !outcome.ok && 'code' in outcome ? outcome.code : 'no refusal';
  same(actual, code, what);
}

/** JSON with its keys in order: what is `undefined` is not there. */
function text(value: unknown): string {
  const sorted = (_key: string, inner: unknown): unknown =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner;
  return JSON.stringify(value, sorted) ?? 'undefined';
}
