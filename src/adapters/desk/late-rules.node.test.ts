import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ear, agentView, fact, passUntil, setup, snapshot, until } from './desk-port.test.support.js';
import type { Rules } from './receiver.js';
import * as rules from './rules.js';

const busy = {
  ...agentView,
  state: 'ringing',
  agent: { ...agentView.agent, open: [{ interaction: 'call-1', assignment: 'a-1', status: 'offered' }] },
} as const;

/** Rules whose loading a test ends as it likes; it counts how often they were asked for. */
function gate() {
  const asked: { give: () => void; fail: () => void }[] = [];
  const loadRules = () =>
    new Promise<Rules>((resolve, reject) => {
      asked.push({ give: () => resolve(rules), fail: () => reject(new TypeError('Failed to fetch')) });
    });
  return { asked, loadRules };
}

test('an agent without a call is told their state without the rules of a call being loaded', async () => {
  const { asked, loadRules } = gate();
  const { desk, port } = await setup({ loadRules });
  const agent = new Ear(port, 'agent');
  const stream = await desk.next('/v1/events');
  stream.stream();
  stream.event({ type: 'agent', rev: 1, view: agentView }, 'c1');
  await until(() => agent.messages.length === 1, 'the own state');
  assert.equal(asked.length, 0);
});

test('nobody hears of an interaction before its rules are there, and then of everything in order', async () => {
  const { asked, loadRules } = gate();
  const { desk, port } = await setup({ loadRules });
  const agent = new Ear(port, 'agent');
  const call = new Ear(port);
  const stream = await desk.next('/v1/events');
  stream.stream();
  stream.event({ type: 'agent', rev: 1, view: busy }, 'c1');
  stream.event(snapshot(1), 'c2');
  stream.event(fact(2), 'c3');
  await until(() => asked.length === 1, 'the rules are asked for');
  assert.deepEqual([agent.heard, call.heard], [[], []]);
  asked[0]!.give();
  await until(() => call.messages.length === 2, 'snapshot and fact');
  assert.deepEqual([agent.heard, call.heard], [['agent'], ['snapshot', 'fact 2']]);
  assert.equal(asked.length, 1);
});

test('rules that could not be loaded are loaded again, and nothing that was told meanwhile is lost', async () => {
  const { asked, loadRules } = gate();
  const { desk, port, clock } = await setup({ loadRules });
  const agent = new Ear(port, 'agent');
  const first = await desk.next('/v1/events');
  first.stream();
  first.event({ type: 'agent', rev: 1, view: agentView }, 'c1');
  first.event({ type: 'agent', rev: 2, view: busy }, 'c2');
  await until(() => asked.length === 1, 'the rules are asked for');
  asked[0]!.fail();
  await passUntil(clock, () => desk.waiting('/v1/events') === 1, 'the stream is taken up again');
  const second = await desk.next('/v1/events');
  assert.equal(second.lastEventId, 'c1');
  second.stream();
  second.event({ type: 'agent', rev: 2, view: busy }, 'c2');
  await until(() => asked.length === 2, 'the rules are asked for again');
  asked[1]!.give();
  await until(() => agent.messages.length === 2, 'both states');
});

for (const [what, view] of [
  ['without a list of what is open', { ...agentView, agent: { id: 'ada' } }],
  ['in a state that nobody knows', { ...agentView, state: 'asleep' }],
  ['with queues that have no name', { ...agentView, queues: [{ id: 'q' }] }],
] as const) {
  test(`an agent ${what} is not taken for one`, async () => {
    const { desk, port, clock } = await setup();
    const agent = new Ear(port, 'agent');
    const stream = await desk.next('/v1/events');
    stream.stream();
    stream.event({ type: 'agent', rev: 1, view }, 'c1');
    await passUntil(clock, () => agent.connection?.state === 'retrying', 'the page says it is out of date');
    assert.deepEqual(agent.messages, []);
    assert.deepEqual(agent.connection, { ...agent.connection, code: 'page-outdated' });
  });
}
