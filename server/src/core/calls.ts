import * as v from 'valibot';
import type { Actor } from 'video-session-window/interaction';
import { AttachedDatum, Id, factData } from 'video-session-window/interaction';
import type { Queryable } from '../db/db.js';
import { sanitise } from '../input/sanitise.js';
import { arranged, policyOf, queueOf } from './config.js';
import { invalidInput } from './config-store.js';
import { isOpen } from './hours.js';
import { FIRST_STREAM_MS, absenceKey, putDeadline } from './presence-rows.js';
import type { Core, Scope } from './transact.js';
import { transact } from './transact.js';
import { DeskError } from './types.js';
import type { CallCreated, NewCall } from './types.js';

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));

const NewCallInput = v.object({
  id: Id,
  source: factData['interaction-created'].entries.source,
  queue: Id,
  contact: v.optional(v.object({ ref: v.optional(Id), name: v.optional(text(200)) })),
  subject: v.optional(text(500)),
  attachedData: v.optional(
    v.pipe(
      v.array(v.object({ ...AttachedDatum.entries, label: v.optional(text(200)), value: text(4000) })),
      v.maxLength(50),
    ),
  ),
  language: factData['interaction-created'].entries.language,
  privacyVersion: v.optional(Id),
});
type Call = v.InferOutput<typeof NewCallInput>;

/** Begins an interaction, or finds the one that the same id began before, whatever has become of it. */
export async function createCall(core: Core, tenant: string, input: NewCall): Promise<CallCreated> {
  const parsed = v.safeParse(NewCallInput, sanitise(input));
  if (!parsed.success) throw invalidInput(parsed.issues[0]);
  const call = parsed.output;
  const { version, config } = await core.configs.current(tenant);
  const begun = await transact(core, { tenant }, async (scope) => {
    const ids = { interaction: core.newId(), party: core.newId(), leg: core.newId() };
    const known = await findOrClaim(scope.q, tenant, call, ids);
    if (known) return { ...known, created: false };
    const queue = queueOf(config, call.queue);
    if (!queue) throw new DeskError('unknown-queue');
    if (queue.hours && !isOpen(queue.hours, scope.unit.now)) throw new DeskError('queue-closed');
    const shown = call.attachedData && { attachedData: arranged(config, call.attachedData) };
    begin(scope, { ...call, ...shown }, ids, { configVersion: version, policy: policyOf(config, queue) });
    return { ...ids, created: true };
  });
  if (begun.created) core.wake(FIRST_STREAM_MS);
  return begun;
}

type Ids = Omit<CallCreated, 'created'>;

/** Takes the caller's id for these ids; gives the ones it was taken for before. */
async function findOrClaim(q: Queryable, tenant: string, call: Call, ids: Ids): Promise<Ids | undefined> {
  const key = [tenant, call.source, call.id];
  const claimed = await q.query(
    `INSERT INTO calls (tenant, source, caller_id, interaction, party, leg) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING RETURNING interaction`,
    [...key, ids.interaction, ids.party, ids.leg],
  );
  if (claimed.length > 0) return undefined;
  const [row] = await q.query<Ids>(
    'SELECT interaction, party, leg FROM calls WHERE tenant = $1 AND source = $2 AND caller_id = $3',
    key,
  );
  return row;
}

type Began = {
  readonly configVersion: number;
  readonly policy: v.InferOutput<(typeof factData)['interaction-created']>['policy'];
};

function begin({ unit, batch }: Scope, call: Call, ids: Ids, began: Began): void {
  const { interaction, party, leg } = ids;
  const room = unit.newId();
  const work = unit.create(interaction);
  const by: Actor = call.source === 'backend' ? { kind: 'backend' } : { kind: 'contact', party };
  const { ref, name } = call.contact ?? {};
  const created = {
    source: call.source,
    direction: call.source === 'agent' ? ('outbound' as const) : ('inbound' as const),
    queue: call.queue,
    ...(ref === undefined ? {} : { contact: ref }),
    ...(call.language === undefined ? {} : { language: call.language }),
    ...began,
    room,
    party,
    leg: { id: leg, room, kind: call.source === 'phone' ? ('sip' as const) : ('browser' as const) },
  };
  unit.append(work, [{ type: 'interaction-created', data: created }], by);
  if (call.privacyVersion !== undefined) {
    unit.append(work, [{ type: 'privacy-agreed', data: { party, version: call.privacyVersion } }], by);
  }
  if (name !== undefined) unit.saveContent(work, { kind: 'name', key: party, party, value: name }, by);
  if (call.subject !== undefined)
    unit.saveContent(work, { kind: 'subject', key: 'main', value: call.subject }, by);
  if (call.attachedData)
    unit.saveContent(work, { kind: 'attached-data', key: 'main', value: call.attachedData }, by);
  unit.run(work, { type: 'enqueue', data: { front: false } }, { kind: 'system' });
  // A page that never opens its stream is as absent as one that has gone.
  if (call.source !== 'phone') {
    putDeadline(batch, {
      kind: 'interaction',
      tenant: unit.tenant,
      owner: interaction,
      key: absenceKey(party),
      at: unit.now + FIRST_STREAM_MS,
    });
  }
}
