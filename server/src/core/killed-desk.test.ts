import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openDatabase } from '../db/index.js';
import { createLog } from '../http/log.js';
import type { TestDatabase } from '../testing/databases.js';
import { diskDatabase, postgresDatabase, withoutPostgres } from '../testing/databases.js';
import type { DeskProcess } from '../testing/processes.js';
import { startDeskProcess } from '../testing/processes.js';
import { until } from '../testing/until.js';
import { createDesk } from './desk.js';
import type { Desk } from './types.js';

const log = createLog(() => undefined);

describe('after a desk was killed while a call rang', () => {
  it('on PostgreSQL: the others let it ring out, once', { skip: withoutPostgres() }, async (t) => {
    const database = await postgresDatabase();
    t.after(() => database.dispose());
    const killed = await ringing(database.options);
    const desks = [await createDesk({ db: database.db, log }), await createDesk({ db: database.db, log })];
    await killed.kill();
    await ringsOutOnce(desks, killed);
    await Promise.all(desks.map((desk) => desk.close()));
  });

  it('on PGlite: the next process takes its folder over, has all it had said, and lets it ring out, once', async (t) => {
    const empty: TestDatabase = await diskDatabase();
    await empty.db.close();
    const killed = await ringing(empty.options);
    await killed.kill();
    const db = await openDatabase(empty.options);
    t.after(async () => {
      await db.close();
      await empty.dispose();
    });
    const desk = await createDesk({ db, log });
    const kept = await desk.factsAfter(killed.ringing.interaction, 'agents', 0, 100);
    assert.ok(kept.length >= killed.ringing.facts);
    await ringsOutOnce([desk], killed);
    await desk.close();
  });
});

async function ringing(options: object): Promise<DeskProcess> {
  const started = await startDeskProcess(options);
  if ('said' in started) throw new Error(`The desk ended: ${started.said}`);
  return started;
}

async function ringsOutOnce(
  desks: readonly Desk[],
  { ringing: { interaction } }: DeskProcess,
): Promise<void> {
  const [desk] = desks;
  assert.ok(desk);
  const ends = async () => {
    const facts = await desk.factsAfter(interaction, 'agents', 0, 100);
    return facts.flatMap(({ fact }) => (fact.type === 'offer-ended' ? [fact.data.why] : []));
  };
  await until(desk, async () => (await ends()).length > 0);
  // Every desk has looked at all that is due once more before the count.
  await Promise.all(
    desks.map((each) =>
      each.systemCommand(interaction, { type: 'end-by-system', data: { reason: 'system' } }),
    ),
  );
  assert.deepEqual(await ends(), ['timed-out']);
  const { view } = await desk.agentView('t', 'anna');
  assert.deepEqual([view.state, view.agent.reason], ['not-ready', 'no-answer']);
  assert.equal((await desk.verifyChain(interaction)).ok, true);
}
