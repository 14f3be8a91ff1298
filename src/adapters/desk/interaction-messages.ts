import * as v from 'valibot';
import type { StreamMessage } from '../../interaction/index.js';
import { Content, Id, Instant, readFact } from '../../interaction/index.js';
import type { ReadMessage } from './line-messages.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const contents = v.array(Content);
const me = v.object({
  audience: v.picklist(['agents', 'contact']),
  party: v.optional(Id),
  leg: v.optional(Id),
  agent: v.optional(Id),
});
const leg = v.looseObject({ id: Id, room: Id, kind: v.string(), epoch: count });
const party = v.looseObject({
  id: Id,
  kind: v.string(),
  role: v.string(),
  held: v.boolean(),
  joinedAt: Instant,
  legs: v.array(leg),
});
/** What a fold needs to go on; the rest of a state is the desk's own, made by the same code. */
const interaction = v.looseObject({
  id: Id,
  seq: count,
  contactSeq: count,
  phase: v.picklist(['new', 'queued', 'alerting', 'connected', 'ended']),
  parties: v.array(party),
  assignments: v.array(v.looseObject({ id: Id, agent: Id, status: v.string() })),
  rooms: v.looseObject({ main: v.string() }),
  video: v.looseObject({
    phase: v.picklist(['off', 'asking', 'on']),
    cameras: v.record(v.string(), v.boolean()),
  }),
  contents: v.record(v.string(), v.looseObject({ rev: count })),
});
const schemas = {
  snapshot: v.object({ type: v.literal('snapshot'), interaction: Id, state: interaction, contents, me }),
  fact: v.object({
    type: v.literal('fact'),
    interaction: Id,
    fact: v.unknown(),
    contents: v.optional(contents, []),
  }),
  skipped: v.object({ type: v.literal('skipped'), interaction: Id, seq: count }),
  waiting: v.object({
    type: v.literal('waiting'),
    interaction: Id,
    waiting: v.object({ position: count, expectedMs: v.optional(v.number()) }),
  }),
  closed: v.object({
    type: v.literal('closed'),
    interaction: Id,
    why: v.picklist(['left', 'done', 'ended']),
  }),
} as const;

/** Reads a message about an interaction. Nothing it says reaches a session unchecked. */
export function readInteractionMessage(type: string, input: unknown): ReadMessage {
  if (!Object.hasOwn(schemas, type)) return { kind: 'unknown' };
  const parsed = v.safeParse(schemas[type as keyof typeof schemas], input);
  if (!parsed.success) return { kind: 'unreadable' };
  const message = parsed.output;
  if (message.type === 'fact') return readFactMessage(message);
  // Checked as deep as a reader depends on; what is below is typed by the protocol's version.
  return { kind: 'message', message: message as StreamMessage };
}

function readFactMessage(message: v.InferOutput<(typeof schemas)['fact']>): ReadMessage {
  try {
    const read = readFact(message.fact);
    if (read.kind === 'too-new') return read;
    const { interaction: id } = message;
    if (read.kind === 'unknown')
      return { kind: 'message', message: { type: 'skipped', interaction: id, seq: read.seq } };
    return {
      kind: 'message',
      message: { type: 'fact', interaction: id, fact: read.fact, contents: message.contents },
    };
  } catch {
    return { kind: 'unreadable' };
  }
}
