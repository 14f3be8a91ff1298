import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeskConnection, DeskPort, StreamMessage } from '../../interaction/index.js';
import { FakeClock, settled } from '../../testing/index.js';
import type { LocalDesk, LocalDeskOptions } from './index.js';
import { createLocalDesk } from './index.js';

/** A desk, and what its agents are doing. */
function setUp(options: Partial<LocalDeskOptions> = {}) {
  const clock = new FakeClock();
  const desk = createLocalDesk({ clock, ...options });
  const page = (agent: string) => {
    const port = desk.agent(agent);
    let state = '';
    port.subscribe('agent', {
      message: (message) => {
        if (message.type === 'agent') state = message.view.state;
      },
      connection: () => undefined,
    });
    const ask = (type: 'set-ready' | 'set-not-ready') => port.sendAgent({ id: clock.newId(), type });
    return { port, ask, state: () => state };
  };
  return { clock, desk, page };
}

const offeredTo = (desk: LocalDesk, interaction?: string) => {
  const last = desk.state(interaction).assignments.at(-1);
  return last?.status === 'offered' ? last.agent : undefined;
};

test('a call goes to whoever has been ready for longest', async () => {
  const { desk, clock, page } = setUp();
  const [ada, ben] = [page('ada'), page('ben')];
  await ben.ask('set-ready');
  await clock.advance(1_000);
  await ada.ask('set-ready');
  desk.calls.begin();
  await settled();
  assert.deepEqual([offeredTo(desk), ben.state(), ada.state()], ['ben', 'ringing', 'ready']);
});

test('what rings out is offered to the next agent, and the first is not ready', async () => {
  const { desk, clock, page } = setUp();
  const [ada, ben] = [page('ada'), page('ben')];
  await ada.ask('set-ready');
  await clock.advance(1);
  await ben.ask('set-ready');
  desk.calls.begin();
  await clock.advance(20_000);
  assert.deepEqual([offeredTo(desk), ada.state(), ben.state()], ['ben', 'not-ready', 'ringing']);
});

test('what an agent declined comes back to them only when they set themselves ready', async () => {
  const { desk, clock, page } = setUp();
  const ada = page('ada');
  await ada.ask('set-ready');
  const { interaction } = desk.calls.begin();
  const assignment = desk.state().assignments[0]?.id ?? '';
  const decline = { id: clock.newId(), type: 'decline', data: { assignment } } as const;
  assert.equal((await ada.port.send(interaction, decline)).ok, true);
  assert.deepEqual([offeredTo(desk), ada.state()], [undefined, 'ready']);
  await ada.ask('set-ready');
  assert.equal(offeredTo(desk), 'ada');
});

test('an agent is offered the calls of their own queues, whoever waited longest first', async () => {
  const people = [{ agent: 'ada', name: 'Ada', queues: ['sales'] }];
  const { desk, page } = setUp({ people });
  const support = desk.calls.begin({ queue: 'support' });
  const first = desk.calls.begin({ queue: 'sales' });
  const second = desk.calls.begin({ queue: 'sales' });
  await page('ada').ask('set-ready');
  const offered = [support, first, second].map(({ interaction }) => offeredTo(desk, interaction));
  assert.deepEqual(offered, [undefined, 'ada', undefined]);
});

test('repeating an id gives the same call', () => {
  const { desk } = setUp();
  const first = desk.calls.begin({ id: 'crm-1' });
  assert.deepEqual(desk.calls.begin({ id: 'crm-1' }), first);
  assert.notEqual(desk.calls.begin({ id: 'crm-2' }).interaction, first.interaction);
});

test('a contact is told their place in the queue as it changes', async () => {
  const { desk } = setUp();
  const first = desk.calls.begin();
  const { interaction } = desk.calls.begin();
  const positions: number[] = [];
  desk.contact(interaction).subscribe(`interaction:${interaction}`, {
    message: (message) => {
      if (message.type === 'waiting') positions.push(message.waiting.position);
    },
    connection: () => undefined,
  });
  await settled();
  desk.system({ type: 'end-by-system', data: { reason: 'system' } }, first.interaction);
  assert.deepEqual(positions, [2, 1]);
});

test('time passes at the desk alone, and each deadline fires at its own instant', () => {
  const { desk, clock } = setUp({ policy: { contactLostMs: 60_000 } });
  const began = clock.now();
  desk.calls.begin();
  desk.loseContact();
  desk.tick(59_999);
  assert.equal(desk.state().phase, 'queued');
  desk.tick(100_000);
  assert.deepEqual([desk.state().endReason, desk.state().endedAt], ['abandoned', began + 60_000]);
  assert.deepEqual([desk.now(), clock.now()], [began + 159_999, began]);
});

test('with a running clock deadlines fire by themselves', async () => {
  const { desk, clock } = setUp({ policy: { queueMs: 5_000 } });
  desk.calls.begin();
  await clock.advance(5_000);
  assert.equal(desk.state().endReason, 'timed-out');
  assert.equal(clock.timers, 0);
});

test('a page that was away hears what it missed, and one that comes back with a cursor hears on from there', async () => {
  const { desk } = setUp();
  const { interaction } = desk.calls.begin();
  const follow = (port: DeskPort, cursor?: number) => {
    const heard: (string | number)[] = [];
    const message = (one: StreamMessage) => {
      if (one.type === 'fact') heard.push(one.fact.seq);
      else if (one.type === 'snapshot') heard.push(`snapshot ${one.state.seq}`);
    };
    const connection = (one: DeskConnection) => heard.push(one.state);
    port.subscribe(`interaction:${interaction}`, { message, connection }, cursor);
    return heard;
  };
  const port = desk.contact(interaction);
  const heard = follow(port);
  await settled();
  const { seq } = desk.state();
  desk.goOffline(true);
  desk.loseContact();
  desk.findContact();
  assert.deepEqual(heard, ['live', `snapshot ${seq}`, 'retrying']);
  desk.goOffline(false);
  assert.deepEqual(heard.slice(3), ['live', seq + 1, seq + 2]);
  const later = follow(port, seq + 1);
  await settled();
  assert.deepEqual(later, ['live', seq + 2]);
});

test('the next thing any page asks can be refused, once, and nothing has changed', async () => {
  const { desk, page } = setUp();
  const ada = page('ada');
  desk.refuseNext('rate-limited');
  assert.deepEqual(await ada.ask('set-ready'), { ok: false, code: 'rate-limited' });
  assert.equal(ada.state(), 'not-ready');
  assert.equal((await ada.ask('set-ready')).ok, true);
});

test('nothing is carried out while answers are held', async () => {
  const { desk, page } = setUp();
  const ada = page('ada');
  await settled();
  const release = desk.holdAnswers();
  const asked = ada.ask('set-ready');
  await settled();
  assert.equal(ada.state(), 'not-ready');
  release();
  assert.equal((await asked).ok, true);
  assert.equal(ada.state(), 'ready');
});

test('who is not at this desk is a mistake that is named', () => {
  const { desk } = setUp();
  assert.throws(() => desk.agent('zoe'), /zoe/);
  assert.throws(() => desk.state(), /No call was begun/);
});
