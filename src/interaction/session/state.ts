import type { Code } from '../codes.js';
import type { DeskConnection } from '../ports/desk.js';
import type { MediaIntent, MediaState } from '../ports/media.js';
import { idleMedia } from '../ports/media.js';
import type { Actor } from '../rules/rule.js';
import type { Interaction, Leg, Party } from '../state.js';
import { agentParty, partyOf } from '../state.js';
import type { CommandBody, CommandType } from '../wire/commands.js';
import type { Contents } from '../wire/contents.js';
import type { Me, Waiting } from '../wire/stream.js';

/** A command on its way; its button shows busy until the fact it led to has arrived. */
export interface Pending {
  readonly id: string;
  readonly command: CommandBody;
  readonly since: number;
  /** Position of its last fact, once the desk has answered. */
  readonly seq?: number;
}

/** A command that came to nothing, until it is dismissed or the same is tried again. */
export interface Failure {
  readonly id: string;
  readonly type: CommandType;
  readonly code: Code;
  readonly at: number;
}

/** All an element may show of an interaction. Frozen by type; a change is a new object. */
export interface SessionState {
  readonly connection: DeskConnection;
  readonly me?: Me;
  readonly interaction?: Interaction;
  readonly contents: Contents;
  readonly waiting?: Waiting;
  readonly pending: readonly Pending[];
  readonly failures: readonly Failure[];
  readonly media: MediaState;
  readonly intent: MediaIntent;
  /** Set once the desk has closed the topic: the agent left, or it is done. */
  readonly closed?: 'left' | 'done' | 'ended';
}

export const defaultIntent: MediaIntent = { microphone: true, camera: true, facing: 'user', devices: {} };

export const initialState: SessionState = {
  connection: { state: 'connecting' },
  contents: {},
  pending: [],
  failures: [],
  media: idleMedia,
  intent: defaultIntent,
};

export function actorOf(me: Me | undefined): Actor | undefined {
  if (me?.audience === 'agents')
    return me.agent === undefined ? undefined : { kind: 'agent', agent: me.agent };
  return me?.party === undefined ? undefined : { kind: 'contact', party: me.party };
}

/** The party of this page's person, as long as they are in the call. */
export function ownParty(state: SessionState): Party | undefined {
  const { interaction, me } = state;
  if (!interaction || !me) return undefined;
  if (me.audience === 'agents') return agentParty(interaction, me.agent);
  const party = partyOf(interaction, me.party);
  return party?.leftAt === undefined ? party : undefined;
}

/** The connection this page speaks through. */
export function ownLeg(state: SessionState): Leg | undefined {
  const legs = ownParty(state)?.legs ?? [];
  return legs.find((leg) => leg.id === state.me?.leg) ?? legs.find((leg) => leg.kind === 'browser');
}

/** The own part of the work, agents only. */
export function ownAssignment(state: SessionState) {
  return state.interaction?.assignments.findLast((one) => one.agent === state.me?.agent);
}

export function isPending(state: SessionState, ...types: readonly CommandType[]): boolean {
  return state.pending.some(({ command }) => types.includes(command.type));
}
