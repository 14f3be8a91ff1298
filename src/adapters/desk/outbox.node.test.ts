import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Command, Outcome } from '../../interaction/index.js';
import { FakeClock, FakeStorage } from '../../testing/index.js';
import type { Setup } from './desk-port.test.support.js';
import {
  Ear,
  commandsPath,
  disconnect,
  markDone,
  passUntil,
  problem,
  setup,
  tokenFor,
  until,
} from './desk-port.test.support.js';
import type { Reply } from './http.js';
import { Outbox } from './outbox.js';

const isThere =
  ({ desk }: Setup) =>
  () =>
    desk.waiting(commandsPath) > 0;
const kept = async (storage: FakeStorage) => (await storage.keys('outbox/')).length;

/** A page whose desk is away, with what was pressed in it; then the page is gone. */
async function leftBehind(storage: FakeStorage, ...commands: readonly Command[]): Promise<void> {
  const page = await setup({ storage });
  const ear = new Ear(page.port);
  (await page.desk.next('/v1/events')).stream();
  await until(() => ear.connection?.state === 'live', 'signed in');
  await page.desk.stop();
  for (const command of commands) void page.port.send('call-1', command);
  await until(async () => (await kept(storage)) === commands.length, 'kept');
  page.port.close();
}

test('Mark Done pressed while the desk is away is delivered once, in order, after the page was reloaded', async () => {
  const storage = new FakeStorage();
  await leftBehind(storage, disconnect(), markDone());
  const settled: [string, Outcome][] = [];
  const onSettled = (_id: string, command: Command, outcome: Outcome) =>
    settled.push([command.type, outcome]);
  const page = await setup({ storage, onSettled });
  const first = await page.desk.next(commandsPath);
  assert.deepEqual(first.body, disconnect());
  assert.equal(page.desk.waiting(commandsPath), 0);
  first.answer(200, { seq: 8 });
  const second = await page.desk.next(commandsPath);
  assert.deepEqual(second.body, markDone());
  second.answer(409, problem('already-done'));
  await until(async () => (await kept(storage)) === 0, 'nothing is kept any more');
  assert.deepEqual(settled, [
    ['disconnect', { ok: true, seq: 8 }],
    ['mark-done', { ok: false, code: 'already-done' }],
  ]);
  assert.equal(page.desk.waiting(commandsPath), 0);
});

test('it is only ever delivered in the name of who pressed it', async () => {
  const storage = new FakeStorage();
  await leftBehind(storage, markDone());
  const other = await setup({ storage, getToken: () => Promise.resolve(tokenFor('ben')) });
  const ear = new Ear(other.port);
  (await other.desk.next('/v1/events')).stream();
  await until(() => ear.connection?.state === 'live', 'live');
  await other.clock.advance(600_000);
  assert.equal(other.desk.waiting(commandsPath), 0);
  assert.equal(await kept(storage), 1);
});

test('what waits for the desk goes out as soon as the stream is back', async () => {
  const page = await setup();
  const ear = new Ear(page.port);
  const sent = page.port.send('call-1', markDone());
  for (let attempt = 0; attempt < 6; attempt += 1) {
    await passUntil(page.clock, isThere(page), 'a try', 100);
    (await page.desk.next(commandsPath)).answer(503, problem('desk-unavailable'));
  }
  (await page.desk.next('/v1/events')).stream();
  await until(() => ear.connection?.state === 'live', 'live');
  const last = await page.desk.next(commandsPath);
  last.answer(200, { seq: 3 });
  assert.deepEqual(await sent, { ok: true, seq: 3 });
  await until(async () => (await kept(page.storage)) === 0, 'nothing is kept any more');
});

test('an outage of an hour costs the desk few requests, and nothing is lost', async () => {
  const page = await setup();
  let tries = 0;
  page.desk.on(commandsPath, (asked) => {
    tries += 1;
    asked.answer(503, problem('desk-unavailable'));
  });
  const sent = page.port.send('call-1', markDone());
  const began = page.clock.now();
  while (page.clock.now() - began < 3_600_000 && tries < 20) {
    await page.clock.advance(1_000);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  assert.ok(page.clock.now() - began > 100_000, `${tries} tries in ${page.clock.now() - began} ms`);
  page.desk.on(commandsPath, (asked) => asked.answer(200, { seq: 4 }));
  page.port.wake();
  assert.deepEqual(await sent, { ok: true, seq: 4 });
});

test('a contact who cannot get back in leaves nothing behind', async () => {
  const refused = Object.assign(new Error('over'), { code: 'call-ended' });
  const tokens: (string | Error)[] = [tokenFor('kim')];
  const getToken = async () => {
    const next = tokens.shift() ?? refused;
    if (next instanceof Error) throw next;
    return next;
  };
  const page = await setup({ role: 'contact', owner: 'call-1~leg-1', getToken });
  const sent = page.port.send('call-1', disconnect());
  (await page.desk.next(commandsPath)).answer(401, problem('unauthorized'));
  assert.deepEqual(await sent, { ok: false, code: 'unauthorized' });
  assert.equal(await kept(page.storage), 0);
});

/** What may come of one delivery. */
const answers = {
  done: { ok: true, body: { seq: 1 } },
  lost: { ok: false, why: 'unanswered', code: 'desk-unavailable' },
  busy: { ok: false, why: 'busy', code: 'internal' },
  away: { ok: false, why: 'signed-out', code: 'token-expired' },
} as const satisfies Record<string, Reply>;

test('whatever fails and whenever the page dies, everything is done once and in order', async () => {
  const step = fc.record({
    fate: fc.constantFrom('done', 'lost', 'lost-but-done', 'busy', 'away'),
    crash: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      async (steps, count) => {
        const storage = new FakeStorage();
        const clock = new FakeClock();
        const done: string[] = [];
        const script = [...steps];
        let page = new AbortController();
        let crashed = false;
        const deliver = async (_interaction: string, command: Command): Promise<Reply> => {
          await Promise.resolve();
          const { fate, crash } = script.shift() ?? { fate: 'done', crash: false };
          // The desk does a command once, however often it is told.
          const does = fate === 'done' || fate === 'lost-but-done';
          if (does && !done.includes(command.id)) done.push(command.id);
          if (crash) {
            crashed = true;
            page.abort();
          }
          return fate === 'lost-but-done' ? answers.lost : answers[fate];
        };
        const load = async (): Promise<Outbox> => {
          page = new AbortController();
          crashed = false;
          const signedOutIsFinal = false;
          const box = new Outbox({
            storage,
            clock,
            random: () => 0.5,
            deliver,
            signedOutIsFinal,
            closed: page.signal,
          });
          await box.open('ada');
          return box;
        };
        const box = await load();
        const ids = Array.from({ length: count }, (_, index) => `c-${index}`);
        for (const id of ids) void box.add('call-1', markDone(id));
        for (let round = 0; round < 40 && ((await kept(storage)) > 0 || round === 0); round += 1) {
          await clock.advance(10_000);
          if (crashed) await load();
        }
        page.abort();
        assert.deepEqual(done, ids);
        assert.equal(await kept(storage), 0);
      },
    ),
    { numRuns: 300 },
  );
});
