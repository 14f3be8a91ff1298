import * as v from 'valibot';
import { factData } from './facts.js';
import { Id, Instant } from './ids.js';

/**
 * Commands: what somebody asks for. *Durable* ones (the record of the conversation) are kept until delivered; *live*
 * ones (call control) are never stored and are refused as stale after their deadline.
 */
const none = v.optional(v.object({}), {});

/** What people may ask, by type. */
export const commandData = {
  accept: v.object({ assignment: Id }),
  decline: v.object({ assignment: Id, reason: v.optional(Id) }),
  'enable-video': v.object({ camera: v.optional(v.boolean(), true) }),
  'answer-video': v.object({ agree: v.boolean(), camera: v.optional(v.boolean(), true) }),
  'cancel-video-request': none,
  'set-camera': v.object({ on: v.boolean() }),
  'disable-video': none,
  hold: v.object({ party: v.optional(Id) }),
  unhold: v.object({ party: v.optional(Id) }),
  'take-over': v.object({ leg: Id }),
  'end-for-everyone': none,
  disconnect: none,
  'mark-done': v.object({ assignment: Id }),
} as const;

/** What only the desk itself may ask: routing, presence and deadlines go by the same path as everything else. */
export const systemCommandData = {
  enqueue: v.object({ front: v.boolean() }),
  offer: v.object({ assignment: Id, agent: Id }),
  'ring-out': v.object({ assignment: Id }),
  withdraw: v.object({ assignment: Id }),
  'lapse-video-request': none,
  'report-absence': v.object({ party: Id }),
  'report-presence': v.object({ party: Id }),
  'give-up-on': v.object({ party: Id }),
  'end-wrap-up': v.object({ assignment: Id }),
  'agree-privacy': v.object({ version: Id }),
  'save-content': factData['content-saved'],
  'add-leg': v.object({ party: Id, leg: Id, kind: v.picklist(['browser', 'camera-only']) }),
  'end-by-system': v.object({ reason: v.picklist(['timed-out', 'system']) }),
} as const;

type Data<M extends Record<string, v.GenericSchema>, T extends keyof M> = v.InferOutput<M[T]>;
export type CommandType = keyof typeof commandData;
export type SystemCommandType = keyof typeof systemCommandData;
type Union<M extends Record<string, v.GenericSchema>> = {
  [T in keyof M]: { readonly type: T; readonly data: Data<M, T> };
}[keyof M];

export type CommandBody = Union<typeof commandData>;
export type SystemCommandBody = Union<typeof systemCommandData>;
export type AnyCommandBody = CommandBody | SystemCommandBody;

/** A command as it is sent: `id` makes it idempotent; `deadline` is an instant on the desk's clock. */
export const CommandEnvelope = v.object({
  id: Id,
  type: v.picklist(Object.keys(commandData) as [CommandType, ...CommandType[]]),
  data: v.optional(v.unknown(), {}),
  deadline: v.optional(Instant),
});
export type Command = CommandBody & { readonly id: string; readonly deadline?: number };

/** Reads a command sent by somebody; throws `v.ValiError` with the path of what is wrong. */
export function parseCommand(input: unknown): Command {
  const envelope = v.parse(CommandEnvelope, input);
  const data = v.parse(commandData[envelope.type], envelope.data);
  return { ...envelope, data } as Command;
}

/** What an agent asks about their own state. */
export const AgentCommand = v.variant('type', [
  v.object({ id: Id, type: v.literal('set-ready') }),
  v.object({ id: Id, type: v.literal('set-not-ready'), reason: v.optional(Id) }),
  v.object({ id: Id, type: v.literal('set-next'), ready: v.boolean(), reason: v.optional(Id) }),
  v.object({ id: Id, type: v.literal('log-out') }),
]);
export type AgentCommand = v.InferOutput<typeof AgentCommand>;
