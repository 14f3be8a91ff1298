import * as v from 'valibot';
import { Hash, Id, Instant, Milliseconds } from './ids.js';

/**
 * Facts: what has happened to an interaction, in order. Only facts change state, they are never rewritten, and they
 * hold no free text and no personal data: only references, revisions and salted hashes (see `contents.ts`).
 */

const CallSource = v.picklist(['backend', 'entry', 'agent', 'phone']);
const EndReasons = v.picklist([
  'agent',
  'contact',
  'abandoned',
  'lost',
  'transferred',
  'timed-out',
  'system',
]);
const LegKinds = v.picklist(['browser', 'camera-only', 'sip', 'data-only']);
export const ContentKind = v.picklist(['name', 'subject', 'attached-data', 'note', 'reason']);

/** The limits an interaction began with: a configuration change never alters a running interaction. */
export const Policy = v.object({
  /** How long an offer rings before it times out. */
  ringMs: Milliseconds,
  /** How long a request for video stands before it lapses. */
  askMs: Milliseconds,
  /** How long a vanished contact is waited for. */
  contactLostMs: Milliseconds,
  /** How long a vanished agent is waited for before the contact is queued again. */
  agentLostMs: Milliseconds,
  /** How long a contact waits in the queue at most; absent: as long as they like. */
  queueMs: v.optional(Milliseconds),
  /** After-call work ends by itself after this long; absent: it has no limit. */
  wrapUpMs: v.optional(Milliseconds),
});
export type Policy = v.InferOutput<typeof Policy>;

const leg = v.object({ id: Id, room: Id, kind: LegKinds });
const cameras = v.record(Id, v.boolean());

/** The schema of every fact's `data`, by type: the one source of types, validation and published JSON Schema. */
export const factData = {
  'interaction-created': v.object({
    source: CallSource,
    direction: v.picklist(['inbound', 'outbound']),
    queue: Id,
    /** The contact's reference in the tenant's records; absent for somebody unknown. */
    contact: v.optional(Id),
    language: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{2,35}$/))),
    configVersion: v.pipe(v.number(), v.integer()),
    policy: Policy,
    room: Id,
    party: Id,
    leg,
  }),
  'privacy-agreed': v.object({ party: Id, version: Id }),
  'content-saved': v.object({
    party: v.optional(Id),
    kind: ContentKind,
    key: Id,
    rev: v.pipe(v.number(), v.integer()),
    hash: Hash,
  }),
  queued: v.object({ queue: Id, front: v.boolean() }),
  offered: v.object({ assignment: Id, agent: Id, expiresAt: Instant }),
  'offer-ended': v.object({
    assignment: Id,
    why: v.picklist(['declined', 'timed-out', 'withdrawn']),
    reason: v.optional(Id),
  }),
  accepted: v.object({ assignment: v.optional(Id), agent: v.optional(Id), party: Id, leg }),
  'owner-changed': v.object({ party: Id }),
  'leg-added': v.object({ party: Id, leg }),
  'leg-taken-over': v.object({ leg: Id, epoch: v.pipe(v.number(), v.integer()) }),
  'leg-removed': v.object({ leg: Id }),
  'party-lost': v.object({ party: Id, until: Instant }),
  'party-back': v.object({ party: Id }),
  'party-left': v.object({ party: Id, why: v.picklist(['left', 'lost', 'removed']) }),
  held: v.object({ party: Id }),
  unheld: v.object({ party: Id }),
  'video-requested': v.object({ by: Id, camera: v.boolean(), expiresAt: Instant }),
  'video-request-ended': v.object({ why: v.picklist(['declined', 'cancelled', 'lapsed', 'call-ended']) }),
  'video-enabled': v.object({ cameras, restarted: v.boolean() }),
  'camera-set': v.object({ party: Id, on: v.boolean() }),
  'video-disabled': v.object({ by: Id, consentStands: v.boolean() }),
  ended: v.object({ reason: EndReasons }),
  'wrap-up-started': v.object({ assignment: Id, until: v.optional(Instant) }),
  'assignment-done': v.object({ assignment: Id, how: v.picklist(['agent', 'timed-out']) }),
} as const;

export type FactType = keyof typeof factData;
export type FactData<T extends FactType> = v.InferOutput<(typeof factData)[T]>;

/** Who caused a fact. A contact's stream never names an agent's login, only the party. */
export const FactActor = v.object({
  kind: v.picklist(['agent', 'contact', 'backend', 'system']),
  agent: v.optional(Id),
  party: v.optional(Id),
});
export type FactActor = v.InferOutput<typeof FactActor>;

/** A fact before the desk has given it its place in the log. */
export type FactBody = { [T in FactType]: { readonly type: T; readonly data: FactData<T> } }[FactType];

export type Fact = FactBody & {
  readonly id: string;
  /** Position in the stream it is read from, without gaps, from 1. */
  readonly seq: number;
  /** Version of the data's shape. */
  readonly v: number;
  readonly at: number;
  readonly actor: FactActor;
  /** A reader that does not know this type must stop and update instead of skipping it. */
  readonly mustUnderstand?: boolean;
};

export const FactEnvelope = v.object({
  id: Id,
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  type: v.string(),
  v: v.pipe(v.number(), v.integer()),
  at: Instant,
  actor: FactActor,
  data: v.unknown(),
  mustUnderstand: v.optional(v.boolean()),
});
