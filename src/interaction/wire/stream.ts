import type { Agent, AgentState } from '../agent.js';
import type { Interaction } from '../state.js';
import type { Content } from './contents.js';
import type { Fact } from './facts.js';

/** The version of the protocol spoken here, and the oldest that is still understood. */
export const PROTOCOL = { protocol: 1, min: 1 } as const;

/** What a contact is told while waiting. */
export interface Waiting {
  readonly position: number;
  /** Expected wait in milliseconds; absent while there is nothing to go by. */
  readonly expectedMs?: number;
}

/** An agent as the agent topic tells them. */
export interface AgentView {
  readonly agent: Agent;
  readonly state: AgentState;
  readonly name: string;
  /** Configured reasons, in order. */
  readonly notReadyReasons: readonly Choice[];
  readonly declineReasons: readonly Choice[];
  readonly queues: readonly Choice[];
}

export interface Choice {
  readonly id: string;
  readonly label: string;
}

/**
 * What the one event stream of a page carries. Interaction topics are `interaction:<id>`; each fact brings the contents it
 * refers to. `snapshot` opens a topic and replaces all that was known after a gap (`resync`).
 */
export type StreamMessage =
  | { readonly type: 'hello'; readonly protocol: number; readonly min: number; readonly now: number }
  | {
      readonly type: 'snapshot';
      readonly interaction: string;
      readonly state: Interaction;
      readonly contents: readonly Content[];
      readonly me: Me;
    }
  | {
      readonly type: 'fact';
      readonly interaction: string;
      readonly fact: Fact;
      readonly contents: readonly Content[];
    }
  /** A fact of a type this reader does not know and may skip: only its place counts. */
  | { readonly type: 'skipped'; readonly interaction: string; readonly seq: number }
  | { readonly type: 'waiting'; readonly interaction: string; readonly waiting: Waiting }
  | { readonly type: 'agent'; readonly rev: number; readonly view: AgentView }
  | { readonly type: 'closed'; readonly interaction: string; readonly why: 'left' | 'done' | 'ended' }
  | { readonly type: 'bye'; readonly code: string };

/** Who the reader of an interaction is in it. */
export interface Me {
  readonly audience: 'agents' | 'contact';
  readonly party?: string;
  readonly leg?: string;
  readonly agent?: string;
}
