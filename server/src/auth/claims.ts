import * as v from 'valibot';
import { AttachedDatum, Id } from 'video-session-window/interaction';

/** What an agent's login says; signed by the CRM's backend. */
export const AgentClaims = v.object({
  sub: Id,
  tenant: Id,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  roles: v.optional(v.array(Id), []),
  queues: v.optional(v.array(Id), []),
  capacity: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)), 1),
});

/** What a call token says; signed by the company's backend, the only one besides agents' systems that may attach data. */
export const CallClaims = v.object({
  tenant: Id,
  call: v.object({
    queue: Id,
    contact: v.optional(
      v.object({ ref: v.optional(Id), name: v.optional(v.pipe(v.string(), v.maxLength(200))) }),
    ),
    subject: v.optional(v.pipe(v.string(), v.maxLength(500))),
    attachedData: v.optional(
      v.pipe(
        v.array(v.object({ ...AttachedDatum.entries, value: v.pipe(v.string(), v.maxLength(4000)) })),
        v.maxLength(50),
      ),
    ),
    language: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{2,35}$/))),
  }),
});
export type CallClaims = v.InferOutput<typeof CallClaims>;

/** What the desk's own token for a contact says. */
export const ContactClaims = v.object({ tenant: Id, interaction: Id, party: Id, leg: Id });
export type ContactClaims = v.InferOutput<typeof ContactClaims>;
