import type { AgentId, AssignmentId, InteractionId, LegId, PartyId, QueueId } from './wire/ids.js';
import type { FactData, Policy } from './wire/facts.js';

export type Phase = 'new' | 'queued' | 'alerting' | 'connected' | 'ended';
export type EndReason = FactData<'ended'>['reason'];
export type LegKind = FactData<'leg-added'>['leg']['kind'];

/** One connection of a party: a browser page, a phone used as camera, a phone line. Its id is its LiveKit identity. */
export interface Leg {
  readonly id: LegId;
  readonly room: string;
  readonly kind: LegKind;
  /** Raised by each takeover; access given for an earlier epoch is refused at the gate. */
  readonly epoch: number;
}

export interface Party {
  readonly id: PartyId;
  readonly kind: 'contact' | 'agent' | 'supervisor' | 'phone';
  readonly role: 'contact' | 'owner' | 'member';
  /** The login of an agent; never shown to a contact. */
  readonly agent?: AgentId;
  readonly held: boolean;
  /** Since when the party is held. */
  readonly heldAt?: number;
  /** Until when a vanished party is waited for. */
  readonly lostUntil?: number;
  readonly joinedAt: number;
  readonly leftAt?: number;
  readonly legs: readonly Leg[];
}

export type AssignmentStatus =
  | 'offered'
  | 'active'
  | 'wrap-up'
  | 'done'
  | 'declined'
  | 'timed-out'
  | 'withdrawn';

/** One agent's part in an interaction. */
export interface Assignment {
  readonly id: AssignmentId;
  readonly agent: AgentId;
  readonly status: AssignmentStatus;
  readonly party?: PartyId;
  readonly offeredAt: number;
  /** While offered: when it stops ringing. In wrap-up: when it ends by itself, if ever. */
  readonly until?: number;
  readonly acceptedAt?: number;
  readonly wrapUpAt?: number;
  readonly doneAt?: number;
}

export interface Video {
  readonly phase: 'off' | 'asking' | 'on';
  readonly ask?: {
    readonly by: PartyId;
    readonly camera: boolean;
    readonly at: number;
    readonly expiresAt: number;
  };
  /** Who may show their camera now. Each party decides about their own. */
  readonly cameras: Readonly<Record<PartyId, boolean>>;
  /** The choices that still stand after an agent's Disable, so that Enable restarts in one press. */
  readonly standing: Readonly<Record<PartyId, boolean>>;
  readonly since?: number;
}

/** An interaction as its facts tell it. The same type serves agents and contact; a view leaves out what is others'. */
export interface Interaction {
  readonly id: InteractionId;
  /** Position in the stream it was folded from. */
  readonly seq: number;
  /** How many facts the contact has seen. */
  readonly contactSeq: number;
  readonly phase: Phase;
  readonly source: FactData<'interaction-created'>['source'];
  readonly direction: 'inbound' | 'outbound';
  readonly queue: QueueId;
  readonly contact?: string;
  readonly language?: string;
  readonly configVersion: number;
  readonly policy: Policy;
  readonly createdAt: number;
  readonly queuedAt?: number;
  /** Queued again before the others, because it was not the contact's fault. */
  readonly front: boolean;
  readonly connectedAt?: number;
  readonly endedAt?: number;
  readonly endReason?: EndReason;
  readonly parties: readonly Party[];
  readonly rooms: { readonly main: string; readonly side: readonly string[] };
  readonly assignments: readonly Assignment[];
  readonly owner?: PartyId;
  readonly video: Video;
  /** The version of the privacy notice the contact agreed to. */
  readonly privacy?: string;
  readonly contents: Readonly<Record<string, { readonly rev: number; readonly hash: string }>>;
}

export const noVideo: Video = { phase: 'off', cameras: {}, standing: {} };

/** The state before the first fact. */
export function emptyInteraction(id: InteractionId): Interaction {
  return {
    id,
    seq: 0,
    contactSeq: 0,
    phase: 'new',
    source: 'entry',
    direction: 'inbound',
    queue: '',
    configVersion: 0,
    policy: { ringMs: 0, askMs: 0, contactLostMs: 0, agentLostMs: 0 },
    createdAt: 0,
    front: false,
    parties: [],
    rooms: { main: '', side: [] },
    assignments: [],
    video: noVideo,
    contents: {},
  };
}

export const partyOf = (state: Interaction, id: PartyId | undefined): Party | undefined =>
  state.parties.find((party) => party.id === id);

export const contactOf = (state: Interaction): Party | undefined =>
  state.parties.find((party) => party.kind === 'contact');

export const legOf = (state: Interaction, id: LegId): { party: Party; leg: Leg } | undefined => {
  for (const party of state.parties) {
    const leg = party.legs.find((candidate) => candidate.id === id);
    if (leg) return { party, leg };
  }
  return undefined;
};

export const assignmentOf = (state: Interaction, id: AssignmentId): Assignment | undefined =>
  state.assignments.find((assignment) => assignment.id === id);

/** Agents talking with the contact now, longest present first. */
export const agentsIn = (state: Interaction): readonly Party[] =>
  state.parties.filter((party) => party.kind === 'agent' && party.leftAt === undefined);

/** The party of an agent who is in the interaction now. */
export const agentParty = (state: Interaction, agent: AgentId | undefined): Party | undefined =>
  agent === undefined ? undefined : agentsIn(state).find((party) => party.agent === agent);

/** The part of an agent that is not over yet; there is at most one. */
export const openPartOf = (state: Interaction, agent: AgentId): Assignment | undefined =>
  state.assignments.find((one) => one.agent === agent && openStatuses.has(one.status));

const openStatuses: ReadonlySet<AssignmentStatus> = new Set<AssignmentStatus>([
  'offered',
  'active',
  'wrap-up',
]);
