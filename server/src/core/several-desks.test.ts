import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { CommandBody, Fact } from 'video-session-window/interaction';
import type { Db } from '../db/index.js';
import { openDatabase } from '../db/index.js';
import { createLog } from '../http/log.js';
import type { TestDatabase } from '../testing/databases.js';
import { postgresDatabase, withoutPostgres } from '../testing/databases.js';
import { until } from '../testing/until.js';
import { createDesk } from './desk.js';
import { randomId } from './ids.js';
import type { Desk, Principal } from './types.js';
import { DeskError } from './types.js';

const log = createLog(() => undefined);
const random = (below: number): number => Math.floor(Math.random() * below);

describe('two desks on one PostgreSQL', { skip: withoutPostgres(), timeout: 120_000 }, () => {
  let database: TestDatabase;
  let second: Db;
  let desks: readonly [Desk, Desk];
  before(async () => {
    database = await postgresDatabase();
    second = await openDatabase(database.options);
    desks = [await createDesk({ db: database.db, log }), await createDesk({ db: second, log })];
  });
  after(async () => {
    await Promise.all(desks.map((desk) => desk.close()));
    await second.close();
    await database.dispose();
  });

  const tenantOf = async (ringSeconds = 60): Promise<string> => {
    const tenant = randomId();
    await desks[0].putConfig(tenant, { queues: [{ id: 'sales', label: 'Sales', ringSeconds }] });
    return tenant;
  };
  const ready = async (desk: Desk, tenant: string, agent: string) => {
    const who = {
      kind: 'agent',
      tenant,
      agent,
      name: agent,
      queues: ['sales'],
      capacity: 1,
      roles: [],
    } as const;
    await desk.agentLogin(who);
    await desk.agentCommand(who, { id: randomId(), type: 'set-ready' });
    return who;
  };
  const call = (desk: Desk, tenant: string) =>
    desk.createCall(tenant, { id: randomId(), source: 'phone', queue: 'sales' });
  const connected = async () => {
    const tenant = await tenantOf();
    const anna = await ready(desks[0], tenant, 'anna');
    const { interaction, party, leg } = await call(desks[1], tenant);
    const assignment = await until(
      desks[0],
      async () => (await desks[0].load(interaction))?.state.assignments[0]?.id,
    );
    await desks[1].command(anna, interaction, { id: randomId(), type: 'accept', data: { assignment } });
    const eva: Principal = { kind: 'contact', tenant, interaction, party, leg };
    return { tenant, interaction, anna, eva };
  };

  it('give one log without gap or double for fifty commands at once, however a reader is cut', async () => {
    const { interaction, anna, eva } = await connected();
    const readers = (['agents', 'contact'] as const).flatMap((audience) =>
      desks.map((desk) => follow(desk, interaction, audience)),
    );
    const presses: readonly { who: Principal; command: CommandBody }[] = [
      { who: anna, command: { type: 'hold', data: {} } },
      { who: anna, command: { type: 'unhold', data: {} } },
      { who: eva, command: { type: 'enable-video', data: { camera: true } } },
      { who: anna, command: { type: 'answer-video', data: { agree: true, camera: true } } },
      { who: anna, command: { type: 'disable-video', data: {} } },
    ];
    const sent = Array.from({ length: 50 }, (_, index) => presses[index % presses.length]);
    const outcomes = await Promise.all(
      sent.map(async (press, index) => {
        assert.ok(press);
        try {
          await desks[index % 2 === 0 ? 0 : 1].command(press.who, interaction, {
            ...press.command,
            id: `press-${index}`,
          });
          return press.command.type;
        } catch (error) {
          assert.ok(error instanceof DeskError && error.code !== 'desk-unavailable', String(error));
          return undefined;
        }
      }),
    );
    await desks[0].command(anna, interaction, { id: 'last', type: 'disconnect', data: {} });
    const logs = await Promise.all(readers);
    for (const log of logs)
      assert.deepEqual(
        log.map(({ seq }) => seq),
        log.map((_, index) => index + 1),
      );
    const held = outcomes.filter((type) => type === 'hold').length;
    assert.equal(logs[0]?.filter(({ type }) => type === 'held').length, held);
    assert.ok(held > 0);
    assert.equal(new Set(logs[0]?.map(({ id }) => id)).size, logs[0]?.length);
    assert.equal((await desks[0].verifyChain(interaction)).ok, true);
  });

  it('do the same command once, sent to both at the same moment', async () => {
    const { interaction, anna } = await connected();
    const hold = () =>
      desks.map((desk) => desk.command(anna, interaction, { id: 'press', type: 'hold', data: {} }));
    const answers = await Promise.all([...hold(), ...hold()]);
    assert.equal(new Set(answers.map(({ seq }) => seq)).size, 1);
  });

  it('offer each contact to one agent and each agent one contact', async () => {
    const tenant = await tenantOf();
    const calls = await Promise.all(
      Array.from({ length: 8 }, (_, n) => call(n % 2 === 0 ? desks[0] : desks[1], tenant)),
    );
    const names = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(names.map((name, n) => ready(n % 2 === 0 ? desks[0] : desks[1], tenant, name)));
    const views = () =>
      Promise.all(names.map(async (name) => (await desks[0].agentView(tenant, name)).view.agent.open));
    await until(desks[0], async () => (await views()).every((open) => open.length > 0));
    const open = (await views()).flat();
    assert.equal(open.length, names.length, 'nobody rings twice');
    assert.equal(new Set(open.map(({ interaction }) => interaction)).size, names.length);
    const states = await Promise.all(
      calls.map(async ({ interaction }) => (await desks[1].load(interaction))?.state),
    );
    assert.deepEqual(states.filter((state) => state?.phase === 'alerting').length, names.length);
    for (const state of states) assert.ok((state?.assignments.length ?? 0) <= 1);
  });

  it('tell every change to every listener once', async () => {
    const { tenant, interaction, anna } = await connected();
    const heard = desks.map((desk) => changesOf(desk, interaction));
    const hold = await desks[0].command(anna, interaction, { id: '1', type: 'hold', data: {} });
    const unhold = await desks[1].command(anna, interaction, { id: '2', type: 'unhold', data: {} });
    await desks[0].command(anna, interaction, { id: '3', type: 'disconnect', data: {} });
    await Promise.all(
      desks.map((desk) =>
        until(desk, async () => (await desk.agentView(tenant, 'anna')).view.state === 'after-call-work'),
      ),
    );
    const told = [hold.seq, unhold.seq, unhold.seq + 2];
    for (const { desk, seqs } of heard) {
      await until(desk, async () => told.every((seq) => seqs.includes(seq)));
      // What was on its way before is not looked at; of two desks' changes either may be heard first.
      assert.deepEqual(
        seqs.filter((seq) => seq >= hold.seq).sort((a, b) => a - b),
        told,
      );
    }
  });

  it('carry out a deadline once', async () => {
    const tenant = await tenantOf(1);
    await ready(desks[0], tenant, 'anna');
    const { interaction } = await call(desks[1], tenant);
    const rangOut = async () =>
      (await desks[0].load(interaction))?.state.assignments[0]?.status === 'timed-out';
    await until(desks[0], rangOut);
    const facts = await desks[1].factsAfter(interaction, 'agents', 0, 100);
    assert.equal(facts.filter(({ fact }) => fact.type === 'offer-ended').length, 1);
  });

  it('use a changed configuration at once', async () => {
    const tenant = await tenantOf();
    await desks[1].config(tenant);
    const told = until(desks[1], async (change) => change?.kind === 'config' && change.tenant === tenant);
    await desks[0].putConfig(tenant, { queues: [] });
    await told;
    assert.deepEqual((await desks[1].config(tenant))?.config.queues, []);
  });

  it('come back by themselves when their connections were cut, and hear what they missed', async () => {
    const { interaction, anna } = await connected();
    const cut = () =>
      database.db.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
    const { seqs } = changesOf(desks[1], interaction);
    await cut();
    const hold = { id: 'press', type: 'hold', data: {} } as const;
    const { seq } = await retried(() => desks[0].command(anna, interaction, hold));
    await until(desks[1], async () => seqs.some((heard) => heard >= seq));
    const last = await retried(() =>
      desks[1].command(anna, interaction, { id: 'again', type: 'unhold', data: {} }),
    );
    assert.equal((await retried(() => desks[0].load(interaction)))?.state.seq, last.seq);
  });
});

/** Reads a log to the end of its call as a page does: woken by changes, with a new cursor each time, cut anywhere. */
async function follow(
  desk: Desk,
  interaction: string,
  audience: 'agents' | 'contact',
): Promise<readonly Fact[]> {
  const log: Fact[] = [];
  await until(desk, async () => {
    for (let more = true; more;) {
      const facts = await desk.factsAfter(interaction, audience, log.length, 1 + random(4));
      more = facts.length > 0;
      // A cut: some of what was on its way never arrived.
      log.push(...facts.slice(0, 1 + random(facts.length)).map(({ fact }) => fact));
    }
    return log.some(({ type }) => type === 'ended');
  });
  return log;
}

function changesOf(desk: Desk, interaction: string) {
  const seqs: number[] = [];
  desk.onChange((change) => {
    if (change.kind === 'interaction' && change.id === interaction) seqs.push(change.seq);
  });
  return { desk, seqs };
}

/** What a page does with `desk-unavailable`: the same again. */
async function retried<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof DeskError) || error.code !== 'desk-unavailable') throw error;
    }
  }
}
