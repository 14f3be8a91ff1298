import type { RefusalCode } from './codes.js';

/** What an agent is doing, for everyone who may see it. */
export type AgentState = 'logged-out' | 'ready' | 'not-ready' | 'ringing' | 'on-a-call' | 'after-call-work';

/** One agent's open part in an interaction. */
export interface OpenAssignment {
  readonly interaction: string;
  readonly assignment: string;
  readonly status: 'offered' | 'active' | 'wrap-up';
}

/** An agent as the desk keeps them. `ready` is what they chose; the state also depends on what they have open. */
export interface Agent {
  readonly id: string;
  readonly loggedIn: boolean;
  readonly ready: boolean;
  readonly reason?: string;
  /** Since when the state is what it is, on the desk's clock. */
  readonly since: number;
  /** Chosen during a call: what to become when it is done. */
  readonly next?: { readonly ready: boolean; readonly reason?: string };
  readonly queues: readonly string[];
  /** How many interactions at once. */
  readonly capacity: number;
  readonly open: readonly OpenAssignment[];
  /** When the last one was done: the longest idle is asked first. */
  readonly idleSince: number;
}

/** A new agent, before the first login. */
export function newAgent(id: string, now: number): Agent {
  return { id, loggedIn: false, ready: false, since: now, queues: [], capacity: 1, open: [], idleSince: now };
}

export function agentState(agent: Agent): AgentState {
  if (!agent.loggedIn) return 'logged-out';
  const has = (status: OpenAssignment['status']) => agent.open.some((one) => one.status === status);
  if (has('offered')) return 'ringing';
  if (has('active')) return 'on-a-call';
  if (has('wrap-up')) return 'after-call-work';
  return agent.ready ? 'ready' : 'not-ready';
}

/** Whether a new interaction may be offered: ready, room for one more, and never while ringing or in wrap-up. */
export function mayBeOffered(agent: Agent): boolean {
  if (!agent.loggedIn || !agent.ready || agent.open.length >= agent.capacity) return false;
  return agent.open.every((one) => one.status === 'active');
}

export type AgentEvent =
  | { readonly type: 'logged-in'; readonly queues: readonly string[]; readonly capacity: number }
  | { readonly type: 'logged-out' }
  | { readonly type: 'set-ready' }
  | { readonly type: 'set-not-ready'; readonly reason?: string | undefined }
  | { readonly type: 'set-next'; readonly ready: boolean; readonly reason?: string | undefined }
  | {
      readonly type: 'offered' | 'accepted' | 'wrap-up' | 'closed';
      readonly interaction: string;
      readonly assignment: string;
    }
  | { readonly type: 'rang-out'; readonly interaction: string; readonly assignment: string }
  | { readonly type: 'connection-lost' };

export function agentRefusal(agent: Agent, event: AgentEvent): RefusalCode | undefined {
  if (event.type === 'logged-out') return agent.open.length > 0 ? 'agent-in-call' : undefined;
  if (event.type === 'accepted') {
    const others = agent.open.filter((one) => one.status === 'active');
    return others.length >= agent.capacity ? 'agent-busy' : undefined;
  }
  return undefined;
}

const ready = { ready: true, reason: undefined };
const notReady = (reason: string | undefined) => ({ ready: false, reason });

/** What an event makes of an agent. Login starts not ready; ringing out makes not ready; declining does not. */
export function evolveAgent(agent: Agent, event: AgentEvent, now: number): Agent {
  const next = apply(agent, event, now);
  const state = agentState(next);
  // What is chosen for later does not restart the timer of what the agent is doing now.
  const same = agentState(agent) === state && (state !== 'not-ready' || next.reason === agent.reason);
  return { ...next, since: same ? agent.since : now };
}

function apply(agent: Agent, event: AgentEvent, now: number): Agent {
  switch (event.type) {
    case 'logged-in': {
      const known = { ...agent, queues: event.queues, capacity: event.capacity };
      return agent.loggedIn ? known : { ...known, loggedIn: true, ...notReady(undefined), idleSince: now };
    }
    case 'logged-out':
      return { ...agent, loggedIn: false, next: undefined, ...notReady(undefined) };
    case 'set-ready':
      return { ...agent, ...ready, next: undefined, idleSince: agent.ready ? agent.idleSince : now };
    case 'set-not-ready':
      return { ...agent, ...notReady(event.reason), next: undefined };
    case 'set-next': {
      // With nothing open there is nothing to wait for.
      if (agent.open.length === 0)
        return apply(agent, { ...event, type: event.ready ? 'set-ready' : 'set-not-ready' }, now);
      const next =
        event.reason === undefined ? { ready: event.ready } : { ready: event.ready, reason: event.reason };
      return { ...agent, next };
    }
    case 'offered':
    case 'accepted':
    case 'wrap-up':
      return withOpen(agent, event, event.type === 'accepted' ? 'active' : event.type);
    case 'rang-out':
      return { ...closed(agent, event, now), ...notReady('no-answer'), next: undefined };
    case 'connection-lost':
      return { ...agent, ...notReady('connection-lost'), next: undefined };
    case 'closed':
      return closed(agent, event, now);
    default:
      return event satisfies never;
  }
}

type Part = { readonly interaction: string; readonly assignment: string };

function withOpen(agent: Agent, { interaction, assignment }: Part, status: OpenAssignment['status']): Agent {
  const others = agent.open.filter((one) => one.assignment !== assignment);
  return { ...agent, open: [...others, { interaction, assignment, status }] };
}

function closed(agent: Agent, part: Part, now: number): Agent {
  const open = agent.open.filter((one) => one.assignment !== part.assignment);
  // An offer that came to nothing is no work: whoever waited longest for a call keeps their turn.
  const wasOffer = agent.open.some((one) => one.assignment === part.assignment && one.status === 'offered');
  const idle = { ...agent, open, idleSince: wasOffer ? agent.idleSince : now };
  if (open.length > 0 || !agent.next) return idle;
  return { ...idle, ...(agent.next.ready ? ready : notReady(agent.next.reason)), next: undefined };
}
