import type { AttachedDatum, Choice, ClockPort, Policy } from '../../interaction/index.js';

/** Somebody who works at the local desk. */
export interface LocalPerson {
  readonly agent: string;
  readonly name: string;
  /** Absent: every queue. */
  readonly queues?: readonly string[];
  readonly capacity?: number;
}

export interface LocalDeskOptions {
  /** Timers, and the clock and ids unless `now` and `ids` are given. */
  readonly clock: ClockPort;
  readonly now?: () => number;
  readonly ids?: () => string;
  /** What differs from `localPolicy`. */
  readonly policy?: Partial<Policy>;
  readonly queues?: readonly Choice[];
  readonly people?: readonly LocalPerson[];
  readonly notReadyReasons?: readonly Choice[];
  readonly declineReasons?: readonly Choice[];
}

/** A call as a demo or a test begins it; everything has a default. */
export interface LocalCall {
  /** Repeating an id gives the same interaction. */
  readonly id?: string;
  readonly source?: 'backend' | 'entry' | 'agent' | 'phone';
  readonly queue?: string;
  readonly contact?: { readonly ref?: string; readonly name?: string };
  readonly subject?: string;
  readonly attachedData?: readonly AttachedDatum[];
  readonly language?: string;
  readonly privacyVersion?: string;
}

export interface LocalCallBegun {
  readonly interaction: string;
  readonly party: string;
  readonly leg: string;
}

export const localPolicy: Policy = {
  ringMs: 20_000,
  askMs: 30_000,
  contactLostMs: 60_000,
  agentLostMs: 45_000,
  wrapUpMs: 120_000,
};

export const localQueues: readonly Choice[] = [
  { id: 'support', label: 'Support' },
  { id: 'sales', label: 'Sales' },
];

export const localPeople: readonly LocalPerson[] = [
  { agent: 'ada', name: 'Ada Lindqvist' },
  { agent: 'ben', name: 'Ben Okafor' },
];

export const localNotReadyReasons: readonly Choice[] = [
  { id: 'break', label: 'Break' },
  { id: 'training', label: 'Training' },
];

export const localDeclineReasons: readonly Choice[] = [
  { id: 'wrong-skill', label: 'Not my field' },
  { id: 'technical', label: 'Technical trouble' },
];
