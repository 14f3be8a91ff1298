import * as v from 'valibot';

/** An identifier made by us or by a tenant's system: no spaces, no control characters, at most 128 characters. */
export const Id = v.pipe(v.string(), v.regex(/^[\w.:@+-]{1,128}$/));

/** An instant on the database's clock: whole milliseconds since 1970-01-01T00:00Z. */
export const Instant = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A length of time in whole milliseconds. */
export const Milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Base64url of a salted SHA-256; it stands in a fact where the content itself must be erasable. */
export const Hash = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));

export type InteractionId = string;
export type PartyId = string;
export type LegId = string;
export type AssignmentId = string;
export type AgentId = string;
export type QueueId = string;
export type CommandId = string;
