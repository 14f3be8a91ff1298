import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Desk } from '#tools/run/desk.mjs';
import { startDesk } from '#tools/run/desk.mjs';
import type { LiveKit } from '#tools/run/livekit-server.mjs';
import { startLiveKit } from '#tools/run/livekit-server.mjs';
import { MemoryStorage } from 'video-session-window/adapters/storage';
import type { HistoryEntry, Outcome } from 'video-session-window/interaction';
import { AgentFollower, Follower } from 'video-session-window/testing';
import { DeskPages, tenants } from './support/desk-pages.js';

/** What goes wrong between a page and its desk, and on the desk itself: nothing is lost, and nothing is done twice. */
let livekit: LiveKit;
let desk: Desk;
let tenant = 0;
const open: DeskPages[] = [];

before(async () => {
  livekit = await startLiveKit();
  const env = { DESK_SECRET: 'a-secret-of-the-desk-for-stories-only-0123456789', RATE_LIMIT_FACTOR: '1000' };
  desk = await startDesk({ livekit, config: tenants(10), env });
});
after(async () => {
  for (const pages of open) pages.close();
  await desk?.dispose();
  await livekit?.dispose();
});

/** A connected call in a tenant of its own. */
async function call(storage = new MemoryStorage()) {
  const pages = new DeskPages(desk.url, `tenant-${tenant}`);
  tenant += 1;
  open.push(pages);
  const { port, line } = pages.agent('ada', storage);
  const self = new AgentFollower(port);
  await self.until(({ view }) => view?.state === 'not-ready', 'logged in');
  const id = () => pages.clock.newId();
  const ready = await port.sendAgent({ id: id(), type: 'set-ready' });
  assert.deepEqual(ready.ok, true);
  const contactPage = await pages.contact();
  const { interaction } = contactPage;
  await self.until(({ view }) => view?.state === 'ringing', 'ringing');
  const agent = new Follower(port, interaction);
  const contact = new Follower(contactPage.port, interaction);
  await agent.until(({ state }) => state?.phase === 'alerting', 'offered');
  const assignment = agent.state!.assignments.at(-1)!.id;
  const accepted = await port.send(interaction, { id: id(), type: 'accept', data: { assignment } });
  assert.deepEqual(accepted.ok, true);
  await contact.until(({ state }) => state?.phase === 'connected', 'connected');
  return { pages, port, line, agent, contact, contactPage, interaction, assignment, id, self };
}

type Call = Awaited<ReturnType<typeof call>>;

/** Holds and unholds, each as soon as the one before is known to be done. */
async function toggle({ port, interaction, id }: Call, times: number): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let count = 0; count < times; count += 1) {
    const type = count % 2 === 0 ? 'hold' : 'unhold';
    outcomes.push(await port.send(interaction, { id: id(), type, data: {} }));
  }
  return outcomes;
}

test(
  'a stream that breaks at every place, and again, leads to no gap and no double',
  { timeout: 120_000 },
  async () => {
    const one = await call();
    const { contact, contactPage } = one;
    const { line } = contactPage;
    // Short enough to break in the middle of most events, long enough to get a little further each time.
    let reach = 40;
    line.trouble.cutAfter = () => {
      reach += 61;
      return reach;
    };
    line.cut();
    const outcomes = await toggle(one, 12);
    assert.deepEqual(
      outcomes.filter(({ ok }) => !ok),
      [],
    );
    const last = contact.state?.seq;
    for (
      let cuts = 0;
      cuts < 20 && contact.facts.filter(({ type }) => type === 'unheld').length < 6;
      cuts += 1
    ) {
      contactPage.port.wake();
      const streams = line.streams;
      await contact.until(() => line.streams > streams || contact.state?.seq !== last, 'another try');
      line.cut();
    }
    line.trouble.cutAfter = () => undefined;
    line.cut();
    contactPage.port.wake();
    await contact.until(
      ({ facts }) => facts.filter(({ type }) => type === 'unheld').length === 6,
      'all of them',
    );
    assert.ok(line.streams >= 5, `only ${line.streams} streams`);
    assert.deepEqual(contact.faults, []);
    assert.equal(contact.facts.filter(({ type }) => type === 'held').length, 6);
  },
);

test('an event that disappears on the way is noticed and fetched again', { timeout: 60_000 }, async () => {
  const one = await call();
  const { contact, contactPage } = one;
  let swallowed = 0;
  contactPage.line.trouble.swallow = (event) => {
    if (swallowed > 0 || !event.includes('"held"')) return false;
    swallowed += 1;
    return true;
  };
  await toggle(one, 2);
  await contact.until(({ facts }) => facts.some(({ type }) => type === 'unheld'), 'the one after it');
  assert.equal(swallowed, 1);
  assert.deepEqual(contact.faults, []);
  assert.deepEqual(
    contact.facts.slice(-2).map(({ type }) => type),
    ['held', 'unheld'],
  );
});

test('answers that are lost after the desk did it lead to one fact each', { timeout: 60_000 }, async () => {
  const one = await call();
  const { agent, line } = one;
  const lost = new Map<string, number>();
  line.trouble.loseAnswer = loseFirst(lost);
  const outcomes = await toggle(one, 4);
  assert.deepEqual(
    outcomes.filter(({ ok }) => !ok),
    [],
  );
  assert.ok([...lost.values()].reduce((sum, count) => sum + count, 0) >= 4);
  await agent.until(({ facts }) => facts.at(-1)?.type === 'unheld', 'the last');
  const types = agent.facts.map(({ type }) => type).filter((type) => type === 'held' || type === 'unheld');
  assert.deepEqual(types, ['held', 'unheld', 'held', 'unheld']);
});

/** Every second answer to a command is lost. */
function loseFirst(lost: Map<string, number>): (url: string) => boolean {
  let turn = 0;
  return (url) => {
    if (!url.endsWith('/commands')) return false;
    turn += 1;
    if (turn % 2 === 0) return false;
    lost.set(url, (lost.get(url) ?? 0) + 1);
    return true;
  };
}

test(
  'a desk killed in the middle: Disconnect and Mark Done, pressed meanwhile, are delivered once by the page opened next',
  { timeout: 180_000 },
  async () => {
    const storage = new MemoryStorage();
    const { port, agent, interaction, assignment, id, pages } = await call(storage);
    await desk.kill();
    await agent.until(({ connection }) => connection?.state === 'retrying', 'the page says so');
    const live = await port.send(interaction, {
      id: id(),
      type: 'hold',
      data: {},
      deadline: port.time() + 1_500,
    });
    assert.ok(!live.ok && live.code === 'not-sent', JSON.stringify(live));
    void port.send(interaction, { id: id(), type: 'disconnect', data: {} });
    void port.send(interaction, { id: id(), type: 'mark-done', data: { assignment } });
    while ((await storage.keys('outbox/')).length < 2)
      await new Promise((resolve) => setTimeout(resolve, 10));
    // The window is closed; what was pressed is on this device.
    port.close();
    await desk.start();
    const next = pages.agent('ada', storage);
    const self = new AgentFollower(next.port);
    await self.until(
      ({ view }) => view !== undefined && view.agent.open.length === 0,
      'nothing is open any more',
    );
    while ((await storage.keys('outbox/')).length > 0)
      await new Promise((resolve) => setTimeout(resolve, 10));
    const history = await next.port.query<HistoryEntry>('history', {});
    assert.ok('items' in history, JSON.stringify(history));
    const own = history.items.filter((entry) => entry.interaction === interaction);
    assert.deepEqual(
      own.map(({ status, outcome }) => [status, outcome]),
      [['done', 'agent']],
    );
  },
);

test(
  'a contact’s page that is reloaded comes back with its key, also when the first answer is lost',
  { timeout: 60_000 },
  async () => {
    const one = await call();
    const { contactPage, interaction, contact } = one;
    const { line, entry, port } = contactPage;
    port.close();
    let first = true;
    line.trouble.loseAnswer = (url) => {
      const lose = first && url.endsWith('/v1/session');
      if (lose) first = false;
      return lose;
    };
    const back = await entry.resume();
    assert.ok(back?.ok && back.seat.interaction === interaction, JSON.stringify(back));
    assert.equal(back.seat.leg, contact.me?.leg);
    // The key that came with the lost answer was never used, the one before was used twice: both are still good for one more.
    await entry.getToken();
    assert.equal(typeof (await entry.getToken()), 'object');
  },
);

test(
  'pages hear within a moment that the desk is gone, and go on by themselves when it is back',
  { timeout: 120_000 },
  async () => {
    const one = await call();
    const { agent, contact } = one;
    await desk.stop();
    for (const page of [agent, contact])
      await page.until(({ connection }) => connection?.state === 'retrying', 'gone');
    await desk.start();
    for (const page of [agent, contact])
      await page.until(({ connection }) => connection?.state === 'live', 'back');
    assert.deepEqual(
      (await toggle(one, 2)).filter(({ ok }) => !ok),
      [],
    );
    await contact.until(({ facts }) => facts.at(-1)?.type === 'unheld', 'goes on');
    assert.deepEqual([agent.faults, contact.faults], [[], []]);
  },
);
