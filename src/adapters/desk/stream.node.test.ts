import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Ear,
  agentView,
  fact,
  passUntil,
  problem,
  setup,
  snapshot,
  until,
} from './desk-port.test.support.js';

test('wherever the line is cut, every fact is heard once and in order', async () => {
  const { desk, port, clock } = await setup();
  const ear = new Ear(port);
  const messages = [snapshot(1), ...[2, 3, 4].map((seq) => fact(seq))];
  const frames = messages.map((message, index) => `id: c${index}\ndata: ${JSON.stringify(message)}\n\n`);
  const whole = frames.join('');
  // The desk sends from after the cursor; each connection gets a little further before it breaks.
  const step = 97;
  for (let reach = 0; ; reach += step) {
    await passUntil(clock, () => desk.waiting('/v1/events') > 0, 'the page connects again', 500);
    const asked = await desk.next('/v1/events');
    const from = asked.lastEventId === undefined ? 0 : Number(asked.lastEventId.slice(1)) + 1;
    const skipped = frames.slice(0, from).join('').length;
    asked.stream();
    asked.write(whole.slice(skipped, Math.max(skipped, reach)));
    if (reach >= whole.length) break;
    // What was written before the cut arrives before it.
    asked.response.end();
  }
  await until(() => ear.messages.length >= messages.length, 'all facts');
  assert.deepEqual(ear.heard, ['snapshot', 'fact 2', 'fact 3', 'fact 4']);
});

test('what is sent twice is heard once', async () => {
  const { desk, port } = await setup();
  const ear = new Ear(port);
  const stream = await desk.next('/v1/events');
  stream.stream();
  for (const message of [snapshot(1), fact(2), fact(2), fact(1), fact(3)]) stream.event(message);
  await until(() => ear.heard.includes('fact 3'), 'the last fact');
  assert.deepEqual(ear.heard, ['snapshot', 'fact 2', 'fact 3']);
});

test('a hole is filled from where it began; a hole that stays is bridged by a snapshot', async () => {
  const { desk, port, clock } = await setup();
  const ear = new Ear(port);
  const first = await desk.next('/v1/events');
  first.stream();
  first.event(snapshot(1), 'c1');
  first.event(fact(2), 'c2');
  first.event(fact(4), 'c4');
  await passUntil(clock, () => desk.waiting('/v1/events') > 0, 'asks again');
  const second = await desk.next('/v1/events');
  assert.equal(second.lastEventId, 'c2');
  second.stream();
  second.event(fact(4), 'c4');
  await passUntil(clock, () => desk.waiting('/v1/events') > 0, 'asks again');
  const third = await desk.next('/v1/events');
  assert.equal(third.lastEventId, undefined);
  third.stream();
  third.event(snapshot(4), 'c4');
  third.event(fact(5), 'c5');
  await until(() => ear.heard.includes('fact 5'), 'goes on');
  assert.deepEqual(ear.heard, ['snapshot', 'fact 2', 'snapshot', 'fact 5']);
});

test('a fact this page does not know but may skip keeps its place', async () => {
  const { desk, port } = await setup();
  const ear = new Ear(port);
  const stream = await desk.next('/v1/events');
  stream.stream();
  const stranger = fact(2);
  stream.event(snapshot(1), 'c1');
  stream.event({ ...stranger, fact: { ...stranger.fact, type: 'from-the-future' } }, 'c2');
  stream.event({ type: 'kind-from-the-future', interaction: 'call-1' }, 'c2');
  stream.event(fact(3), 'c3');
  await until(() => ear.heard.includes('fact 3'), 'goes on');
  assert.deepEqual(ear.heard, ['snapshot', 'skipped', 'fact 3']);
});

test('a fact that must be understood and is not asks for a reload, and is never passed over', async () => {
  const { desk, port, clock } = await setup();
  const ear = new Ear(port);
  const stream = await desk.next('/v1/events');
  stream.stream();
  const stranger = fact(2);
  stream.event(snapshot(1), 'c1');
  stream.event(
    { ...stranger, fact: { ...stranger.fact, type: 'from-the-future', mustUnderstand: true } },
    'c2',
  );
  stream.event(fact(3), 'c3');
  await until(() => ear.connection?.state === 'retrying', 'told');
  const { connection } = ear;
  assert.equal(connection?.state === 'retrying' && connection.code, 'page-outdated');
  await passUntil(clock, () => desk.waiting('/v1/events') > 0, 'asks again');
  assert.equal((await desk.next('/v1/events')).lastEventId, 'c1');
  assert.deepEqual(ear.heard, ['snapshot']);
});

test('a desk that no longer speaks this page’s protocol asks for a reload', async () => {
  const { desk, port } = await setup();
  const ear = new Ear(port);
  const stream = await desk.next('/v1/events');
  stream.response.writeHead(200, { 'content-type': 'text/event-stream' });
  stream.event({ type: 'hello', protocol: 9, min: 9, now: Date.now() });
  await until(() => ear.connection?.state === 'retrying', 'told');
  const { connection } = ear;
  assert.equal(connection?.state === 'retrying' && connection.code, 'page-outdated');
});

test('what is not as it should be reaches nobody, and the page asks for everything anew', async () => {
  const { desk, port, clock } = await setup();
  const ear = new Ear(port);
  const stream = await desk.next('/v1/events');
  stream.stream();
  stream.event({ ...snapshot(1), state: { id: 'call-1', seq: 'one' } }, 'c1');
  await passUntil(clock, () => desk.waiting('/v1/events') > 0, 'asks again');
  assert.equal((await desk.next('/v1/events')).lastEventId, undefined);
  assert.deepEqual(ear.messages, []);
});

test('a line that went silent is noticed after 25 s; comments keep it', async () => {
  const { desk, port, clock } = await setup();
  const ear = new Ear(port);
  const agent = new Ear(port, 'agent');
  const stream = await desk.next('/v1/events');
  stream.stream();
  await until(() => ear.connection?.state === 'live', 'live');
  for (const position of [1, 2, 3]) {
    await clock.advance(20_000);
    stream.write(': \n\n');
    // Something that can be seen arrives after the comment.
    stream.event({ type: 'agent', rev: position, view: agentView });
    await until(() => agent.messages.length === position, 'still heard');
  }
  assert.equal(ear.connection?.state, 'live');
  await clock.advance(24_000);
  assert.equal(ear.connection?.state, 'live');
  await clock.advance(1_500);
  await until(() => ear.connection?.state === 'retrying', 'noticed');
  await passUntil(clock, () => desk.waiting('/v1/events') > 0, 'connects again', 0);
});

test('while the desk says "later", the page waits as long as it says', async () => {
  const { desk, port, clock } = await setup();
  const ear = new Ear(port);
  (await desk.next('/v1/events')).answer(503, problem('desk-unavailable'), { 'retry-after': '30' });
  await until(() => ear.connection?.state === 'retrying', 'told');
  await clock.advance(29_000);
  assert.equal(desk.waiting('/v1/events'), 0);
  await passUntil(clock, () => desk.waiting('/v1/events') > 0, 'asks again');
});

test('when the network is back the page does not wait any longer', async () => {
  const { desk, port } = await setup();
  const ear = new Ear(port);
  (await desk.next('/v1/events')).answer(503, problem('desk-unavailable'), { 'retry-after': '30' });
  await until(() => ear.connection?.state === 'retrying', 'told');
  port.wake();
  (await desk.next('/v1/events')).stream();
  await until(() => ear.connection?.state === 'live', 'live');
});

test('who listens later hears where it stands, and then the rest', async () => {
  const { desk, port } = await setup();
  const first = new Ear(port);
  const stream = await desk.next('/v1/events');
  stream.stream();
  for (const message of [snapshot(1), fact(2), fact(3)]) stream.event(message);
  await until(() => first.messages.length === 3, 'first');
  const second = new Ear(port);
  assert.deepEqual(second.connection, { state: 'live' });
  stream.event(fact(4));
  await until(() => second.heard.includes('fact 4'), 'goes on');
  assert.deepEqual(second.heard, ['snapshot', 'fact 4']);
  const [told] = second.messages;
  assert.equal(told?.type === 'snapshot' && told.state.privacy, '3');
});

test('who has heard enough hears no more, and one that fails keeps nobody from hearing', async () => {
  const errors: unknown[] = [];
  const { desk, port } = await setup({ onError: (error) => errors.push(error) });
  const gone = new Ear(port);
  port.subscribe('interaction:call-1', {
    message: () => {
      throw new Error('broken listener');
    },
    connection: () => {},
  });
  const ear = new Ear(port);
  const stream = await desk.next('/v1/events');
  stream.stream();
  stream.event(snapshot(1));
  await until(() => gone.messages.length === 1 && ear.messages.length === 1, 'both');
  gone.stop();
  stream.event(fact(2));
  await until(() => ear.messages.length === 2, 'the other');
  assert.deepEqual(gone.heard, ['snapshot']);
  assert.equal(errors.length, 2);
});

test('after closing, nothing is heard or asked and no timer is left', async () => {
  const { desk, port, clock } = await setup();
  const ear = new Ear(port);
  const stream = await desk.next('/v1/events');
  stream.stream();
  await until(() => ear.connection?.state === 'live', 'live');
  port.close();
  assert.deepEqual(ear.connection, { state: 'closed' });
  await until(() => clock.timers === 0, 'no timers');
  assert.equal(desk.waiting('/v1/events'), 0);
});
