import type {
  Actor,
  AnyCommandBody,
  Command,
  Interaction,
  RefusalCode,
  SystemCommandBody,
} from 'video-session-window/interaction';
import { agentRefusal, contactOf, microphonePlan, partyOf, refusal } from 'video-session-window/interaction';
import type { Queryable } from '../db/db.js';
import { isDuplicate } from '../db/errors.js';
import { actorKey, actorOf, knows } from './audience.js';
import type { Batch } from './batch.js';
import { canonicalJson, sha256 } from './chain.js';
import type { Core, Plan, Scope } from './transact.js';
import { transact } from './transact.js';
import { DeskError } from './types.js';
import type { Principal } from './types.js';
import type { Unit, Work } from './unit.js';

/** Commands that change what an agent has open, so that agents' rows are locked first. */
const concernsAgents: ReadonlySet<AnyCommandBody['type']> = new Set<AnyCommandBody['type']>([
  'accept',
  'decline',
  'disconnect',
  'end-for-everyone',
  'mark-done',
  'ring-out',
  'withdraw',
  'end-by-system',
  'report-absence',
  'give-up-on',
  'end-wrap-up',
]);

/** Runs what somebody asked: one transaction, idempotent by the command's id. */
export async function runCommand(
  core: Core,
  who: Principal,
  id: string,
  command: Command,
): Promise<{ seq: number }> {
  const actor = actorOf(who);
  const { type, data } = command;
  const receipt = new Receipt(who, command.id, { interaction: id, type, data });
  const declineReasons =
    type === 'decline' ? (await core.configs.current(who.tenant)).config.declineReasons : [];
  return receipt.once(() =>
    transact(core, planFor(who, id, command), async ({ unit, q, batch }) => {
      const work = unit.works.get(id);
      if (!work || !knows(who, unit.tenant, work.state)) throw new DeskError('unknown-interaction');
      const known = await receipt.find<{ seq: number }>(q);
      if (known) return known;
      if (type === 'decline' && !isReason(declineReasons, command.data.reason))
        throw new DeskError('unknown-reason');
      run(unit, work, command, actor);
      if (type === 'accept' && who.kind === 'agent') introduce(unit, work, who);
      const result = { seq: who.kind === 'contact' ? work.state.contactSeq : work.state.seq };
      receipt.keep(batch, result, unit.now);
      return result;
    }),
  );
}

/** Runs what the desk itself decides; undefined when the rules refuse it because it has happened already. */
export async function runSystemCommand(
  core: Core,
  id: string,
  command: SystemCommandBody,
  guard: (scope: Scope, work: Work) => Promise<boolean> = async () => true,
): Promise<{ seq: number } | undefined> {
  const plan: Plan = {
    interactions: [id],
    withTheirAgents: concernsAgents.has(command.type),
    agents: command.type === 'offer' ? [command.data.agent] : [],
  };
  return transact(core, plan, async (scope) => {
    const work = scope.unit.works.get(id);
    if (!work) throw new DeskError('unknown-interaction');
    if (!(await guard(scope, work))) return undefined;
    const system: Actor = { kind: 'system' };
    if (scope.unit.run(work, command, system)) return undefined;
    for (const next of whatFollows(work.state, command)) scope.unit.run(work, next, system);
    return { seq: work.state.seq };
  });
}

/** An agent should not ring for a contact who has just vanished: the offer goes, and comes again with the contact. */
function whatFollows(state: Interaction, command: SystemCommandBody): readonly SystemCommandBody[] {
  if (command.type !== 'report-absence' || contactOf(state)?.id !== command.data.party) return [];
  return state.assignments
    .filter(({ status }) => status === 'offered')
    .map(({ id }) => ({ type: 'withdraw', data: { assignment: id } }));
}

function planFor(who: Principal, id: string, { type }: Command): Plan {
  const plan = { tenant: who.tenant, interactions: [id], withTheirAgents: concernsAgents.has(type) };
  if (who.kind !== 'agent' || (type !== 'accept' && type !== 'unhold')) return plan;
  return { ...plan, agents: [who.agent], withTheirAgents: true, withTheirCalls: true };
}

function busy(unit: Unit, work: Work, id: string, command: Command): RefusalCode | undefined {
  if (command.type !== 'accept') return undefined;
  const agent = unit.agents.get(id)?.agent;
  const { assignment } = command.data;
  return agent && agentRefusal(agent, { type: 'accepted', interaction: work.state.id, assignment });
}

/** Runs the command; whatever else a microphone would reach is held first, in the same transaction. */
function run(unit: Unit, work: Work, command: Command, actor: Actor): void {
  if (actor.kind === 'agent') {
    // The rule itself comes first: what is refused holds nobody.
    throwIf(refusal(work.state, command, actor, work.now));
    throwIf(busy(unit, work, actor.agent, command));
    const plan = microphonePlan(actor.agent, command, work.state, (agent) => callsOf(unit, agent));
    throwIf(plan.refusal);
    for (const { interaction, command: hold } of plan.first) {
      const other = unit.works.get(interaction);
      if (other) throwIf(unit.run(other, hold, actor));
    }
  }
  throwIf(unit.run(work, command, actor));
}

/** Nothing is stored then, the holds neither: the transaction is rolled back. */
function throwIf(refused: RefusalCode | undefined): void {
  if (refused) throw new DeskError(refused);
}

function callsOf(unit: Unit, id: string): readonly Interaction[] {
  return unit.agent(id).agent.open.flatMap(({ interaction }) => unit.works.get(interaction)?.state ?? []);
}

/** The contact learns who answered: the name the agent signed in with. */
function introduce(unit: Unit, work: Work, who: Principal & { kind: 'agent' }): void {
  const party = work.state.parties.findLast((candidate) => candidate.agent === who.agent)?.id;
  const name = unit.agents.get(who.agent)?.name;
  if (party === undefined || name === undefined || !partyOf(work.state, party)) return;
  unit.saveContent(work, { kind: 'name', key: party, party, value: name }, { kind: 'system' });
}

const isReason = (choices: readonly { readonly id: string }[], reason: string | undefined): boolean =>
  reason === undefined || choices.some(({ id }) => id === reason);

interface ReceiptRow {
  readonly hash: string;
  readonly result: unknown;
}

/** What remembers a command, so that sending it again gives the first answer and changes nothing. */
export class Receipt {
  readonly #key: readonly [tenant: string, actor: string, id: string];
  readonly #hash: string;

  constructor(who: Principal, id: string, payload: unknown) {
    this.#key = [who.tenant, actorKey(who), id];
    this.#hash = sha256(canonicalJson(payload));
  }

  /** The first answer; throws `id-reused` when the id came with another payload. */
  async find<T>(q: Queryable): Promise<T | undefined> {
    const [row] = await q.query<ReceiptRow>(
      'SELECT hash, result FROM commands WHERE tenant = $1 AND actor = $2 AND id = $3',
      this.#key,
    );
    if (row && row.hash !== this.#hash) throw new DeskError('id-reused');
    return row?.result as T | undefined;
  }

  keep(batch: Batch, result: object, now: number): void {
    batch.add(
      'INSERT INTO commands (tenant, actor, id, hash, result, at) VALUES ($1, $2, $3, $4, $5::jsonb, $6)',
      [...this.#key, this.#hash, JSON.stringify(result), now],
    );
  }

  /** The same id may arrive twice at once on different rows: the second then finds the first. */
  async once<T>(attempt: () => Promise<T>): Promise<T> {
    try {
      return await attempt();
    } catch (error) {
      if (!isDuplicate(error, 'commands_pkey')) throw error;
      return attempt();
    }
  }
}
