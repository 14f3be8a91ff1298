import * as v from 'valibot';
import { CommandEnvelope, Id } from 'video-session-window/interaction';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Token = v.pipe(v.string(), v.minLength(1), v.maxLength(512));

export const Privacy = v.object({ version: Id });

export const CallBody = v.object({
  /** The caller's own: the same id gives the same interaction. */
  id: Id,
  privacy: Privacy,
  queue: v.optional(Id),
  name: v.optional(v.pipe(v.string(), v.maxLength(200))),
  subject: v.optional(v.pipe(v.string(), v.maxLength(500))),
  language: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{2,35}$/))),
  entryKey: v.optional(Token),
});
export const SessionBody = v.object({ key: Token });
export const LinkBody = v.object({ kind: v.picklist(['browser', 'camera-only']) });
export const ClaimBody = v.object({
  /** The page's own: claiming again with it gives the same leg, should the answer have been lost. */
  id: v.optional(Id),
  token: Token,
  privacy: Privacy,
});
export const AccessBody = v.object({ holder: Id, takeOver: v.optional(v.boolean(), false) });

/** What a contact's page lives on. */
export const ContactSession = v.object({
  interaction: Id,
  party: Id,
  leg: Id,
  token: v.string(),
  expires: Count,
  key: v.string(),
});
export const Link = v.object({ token: v.string(), expires: Count });
export const Done = v.object({ seq: Count });
export const MediaEntry = v.object({ url: v.string(), token: v.string(), expires: Count });
/** A command, and the random id of the page that asks, if an accept should bring the way into the room. */
export const AskBody = v.object({ ...CommandEnvelope.entries, holder: v.optional(Id) });
export const Asked = v.object({
  ...Done.entries,
  access: v.optional(v.object({ leg: Id, ...MediaEntry.entries })),
});
export const Time = v.object({ now: Count });
export const Stored = v.object({ version: Count, config: v.record(v.string(), v.unknown()) });

export const HistoryEntry = v.object({
  interaction: Id,
  queue: Id,
  source: v.string(),
  direction: v.string(),
  contact: v.optional(v.string()),
  name: v.optional(v.string()),
  subject: v.optional(v.string()),
  createdAt: Count,
  connectedAt: v.optional(Count),
  endedAt: v.optional(Count),
  outcome: v.optional(v.string()),
  video: v.boolean(),
  done: v.boolean(),
  agents: v.array(v.object({ agent: Id, name: v.optional(v.string()), status: v.string() })),
});
export const History = v.object({ items: v.array(HistoryEntry), next: v.optional(v.string()) });
