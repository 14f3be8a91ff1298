import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { Id } from 'video-session-window/interaction';
import type { AttachedDatum, Choice, Policy } from 'video-session-window/interaction';
import { accessEntries } from '../auth/settings.js';
import { Hours } from './hours.js';

/** A tenant's configuration: one JSON document, published as JSON Schema, changed without a restart. */
const Label = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const seconds = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const DAY = 86_400;

const uniqueIds = <T extends { readonly id: string }>(items: readonly T[]): boolean =>
  new Set(items.map(({ id }) => id)).size === items.length;

const Choices = v.optional(
  v.pipe(
    v.array(v.strictObject({ id: Id, label: Label })),
    v.check(uniqueIds, 'each id may stand only once'),
  ),
  [],
);

export const QueueConfig = v.strictObject({
  id: Id,
  label: Label,
  /** When somebody answers; absent: always. */
  hours: v.optional(Hours),
  /** How long an offer rings before it goes to somebody else. */
  ringSeconds: v.optional(seconds(1, 600), 20),
  /** After-call work ends by itself after this long; absent: it has no limit. */
  wrapUpSeconds: v.optional(seconds(1, DAY)),
  /** How long a contact waits at most; absent: as long as they like. */
  maxWaitSeconds: v.optional(seconds(1, DAY)),
});
export type QueueConfig = v.InferOutput<typeof QueueConfig>;

const Policies = v.strictObject({
  /** How long a request for video stands. */
  askSeconds: v.optional(seconds(1, 600), 30),
  /** How long a vanished contact is waited for. */
  contactLostSeconds: v.optional(seconds(1, 3600), 60),
  /** How long a vanished agent is waited for before the contact is queued again. */
  agentLostSeconds: v.optional(seconds(1, 3600), 45),
});

export const DeskConfig = v.strictObject({
  queues: v.optional(v.pipe(v.array(QueueConfig), v.check(uniqueIds, 'each id may stand only once')), []),
  notReadyReasons: Choices,
  declineReasons: Choices,
  policies: v.optional(Policies, {}),
  /** What attached data is called, by key; also the order it is shown in. */
  attachedDataLabels: v.optional(v.array(v.strictObject({ key: Id, label: Label })), []),
  ...accessEntries,
  /** How long what people wrote and are called is kept after the end. Facts without personal data stay. */
  retentionDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(36_500)), 365),
});
export type DeskConfig = v.InferOutput<typeof DeskConfig>;
export type DeskConfigInput = v.InferInput<typeof DeskConfig>;

/** A configuration and its version; version 0 is a tenant without one. */
export interface VersionedConfig {
  readonly version: number;
  readonly config: DeskConfig;
}

/** Checks that JSON Schema cannot say are left out of it; the desk makes them all the same. */
export function configJsonSchema(): object {
  return toJsonSchema(DeskConfig, { typeMode: 'input', errorMode: 'ignore' });
}

/** The limits an interaction of this queue begins with. */
export function policyOf(config: DeskConfig, queue: QueueConfig): Policy {
  const { askSeconds, contactLostSeconds, agentLostSeconds } = config.policies;
  return {
    ringMs: queue.ringSeconds * 1000,
    askMs: askSeconds * 1000,
    contactLostMs: contactLostSeconds * 1000,
    agentLostMs: agentLostSeconds * 1000,
    ...(queue.maxWaitSeconds === undefined ? {} : { queueMs: queue.maxWaitSeconds * 1000 }),
    ...(queue.wrapUpSeconds === undefined ? {} : { wrapUpMs: queue.wrapUpSeconds * 1000 }),
  };
}

export const queueOf = (config: DeskConfig, id: string): QueueConfig | undefined =>
  config.queues.find((queue) => queue.id === id);

/** Queues of an agent with their labels, in the configured order; one that is configured no more keeps its id. */
export function queueChoices(config: DeskConfig, ids: readonly string[]): readonly Choice[] {
  const known = config.queues.filter(({ id }) => ids.includes(id)).map(({ id, label }) => ({ id, label }));
  const unknown = ids.filter((id) => !queueOf(config, id)).map((id) => ({ id, label: id }));
  return [...known, ...unknown];
}

/** Attached data as it is shown: what the configuration names comes first, in its order and with its labels. */
export function arranged(config: DeskConfig, data: readonly AttachedDatum[]): AttachedDatum[] {
  const named = config.attachedDataLabels.flatMap(({ key, label }) =>
    data.filter((datum) => datum.key === key).map((datum) => ({ ...datum, label: datum.label ?? label })),
  );
  const known = new Set(config.attachedDataLabels.map(({ key }) => key));
  return [...named, ...data.filter(({ key }) => !known.has(key))];
}
