import type { AgentState, StreamMessage } from '../../interaction/index.js';
import { PROTOCOL } from '../../interaction/index.js';

/** What one event of the stream comes to. */
export type ReadMessage =
  | { readonly kind: 'message'; readonly message: StreamMessage }
  /** A kind of message this page does not know: newer desks may add some. */
  | { readonly kind: 'unknown' }
  /** The desk says something that must not be skipped and that this page cannot understand. */
  | { readonly kind: 'too-new' }
  /** Not what the protocol says. */
  | { readonly kind: 'unreadable' };

type OfLine = Extract<StreamMessage, { type: 'hello' | 'agent' | 'bye' }>;
type Fields = Readonly<Record<string, unknown>>;

/** An event's JSON and what kind of message it says to be. */
export function parseMessage(data: string): { readonly type: string; readonly input: Fields } | undefined {
  try {
    const input: unknown = JSON.parse(data);
    return isFields(input) && isText(input['type']) ? { type: input['type'], input } : undefined;
  } catch {
    // Not JSON: as unreadable as anything else that is no message.
    return undefined;
  }
}

/**
 * Reads a message about the line itself or about the agent; undefined: it is about something else. Checked by hand: a page
 * that waits for its first call does without the schemas, which are large.
 */
export function readLineMessage(type: string, input: Fields): ReadMessage | undefined {
  if (type !== 'hello' && type !== 'agent' && type !== 'bye') return undefined;
  if (!checks[type](input)) return { kind: 'unreadable' };
  const message = input as OfLine;
  if (message.type === 'hello' && !speaksOurs(message)) return { kind: 'too-new' };
  return { kind: 'message', message };
}

const checks: Readonly<Record<OfLine['type'], (input: Fields) => boolean>> = {
  hello: ({ protocol, min, now }) => isCount(protocol) && isCount(min) && Number.isFinite(now),
  agent: ({ rev, view }) => isCount(rev) && isFields(view) && isView(view),
  bye: ({ code }) => isText(code),
};

const states: Readonly<Record<AgentState, true>> = {
  'logged-out': true,
  ready: true,
  'not-ready': true,
  ringing: true,
  'on-a-call': true,
  'after-call-work': true,
};

/** As deep as the elements depend on. */
function isView({ agent, state, name, notReadyReasons, declineReasons, queues }: Fields): boolean {
  const known = isText(state) && Object.hasOwn(states, state) && isText(name);
  const choices = [notReadyReasons, declineReasons, queues].every((list) => isListOf(list, 'id', 'label'));
  return (
    known &&
    choices &&
    isFields(agent) &&
    isText(agent['id']) &&
    isListOf(agent['open'], 'interaction', 'assignment', 'status')
  );
}

const isListOf = (list: unknown, ...keys: readonly string[]): boolean =>
  Array.isArray(list) && list.every((one) => isFields(one) && keys.every((key) => isText(one[key])));
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;

/** Both sides understand the other's version, or the page has to be loaded anew. */
const speaksOurs = (hello: { readonly protocol: number; readonly min: number }): boolean =>
  hello.min <= PROTOCOL.protocol && hello.protocol >= PROTOCOL.min;
