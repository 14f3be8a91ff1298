import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Agent, AgentEvent } from './index.js';
import { agentRefusal, agentState, evolveAgent, mayBeOffered, newAgent } from './index.js';

const part = (assignment: string) => ({ interaction: `call-${assignment}`, assignment });
const login = { type: 'logged-in', queues: ['support'], capacity: 1 } as const;

/** An agent to whom things happen, one a second. */
function agentAfter(...events: readonly AgentEvent[]): Agent {
  return events.reduce(
    (agent, event, index) => evolveAgent(agent, event, (index + 1) * 1_000),
    newAgent('ada', 0),
  );
}
const ready = [login, { type: 'set-ready' }] as const;
const ringing = [...ready, { type: 'offered', ...part('a') }] as const;
const inCall = [...ringing, { type: 'accepted', ...part('a') }] as const;
const wrappingUp = [...inCall, { type: 'wrap-up', ...part('a') }] as const;

test('an agent is logged out until they log in, and then not ready', () => {
  assert.equal(agentState(newAgent('ada', 0)), 'logged-out');
  const agent = agentAfter(login);
  assert.deepEqual([agentState(agent), mayBeOffered(agent), agent.queues], ['not-ready', false, ['support']]);
});

test('Ready, ringing, on a call, after-call work, and ready again', () => {
  const states = [1, 2, 3, 4, 5].map((count) => agentState(agentAfter(...wrappingUp.slice(0, count))));
  assert.deepEqual(states, ['not-ready', 'ready', 'ringing', 'on-a-call', 'after-call-work']);
  assert.equal(agentState(agentAfter(...wrappingUp, { type: 'closed', ...part('a') })), 'ready');
});

test('Not Ready carries its reason, and Ready forgets it', () => {
  const agent = agentAfter(...ready, { type: 'set-not-ready', reason: 'break' });
  assert.deepEqual([agentState(agent), agent.reason], ['not-ready', 'break']);
  assert.equal(evolveAgent(agent, { type: 'set-ready' }, 9_000).reason, undefined);
});

test('the next state is chosen in a call and comes after wrap-up', () => {
  const agent = agentAfter(...inCall, { type: 'set-next', ready: false, reason: 'lunch' });
  assert.equal(agentState(agent), 'on-a-call');
  const wrapUp = evolveAgent(agent, { type: 'wrap-up', ...part('a') }, 9_000);
  assert.equal(agentState(wrapUp), 'after-call-work');
  const after = evolveAgent(wrapUp, { type: 'closed', ...part('a') }, 9_000);
  assert.deepEqual([agentState(after), after.reason, after.next], ['not-ready', 'lunch', undefined]);
});

test('without anything open, what is chosen as next counts at once', () => {
  const agent = agentAfter(...ready, { type: 'set-next', ready: false, reason: 'lunch' });
  assert.deepEqual([agentState(agent), agent.reason, agent.next], ['not-ready', 'lunch', undefined]);
});

test('nothing is offered in wrap-up, while ringing, in a call, or to whoever is not ready', () => {
  for (const events of [wrappingUp, ringing, inCall, [login]])
    assert.equal(mayBeOffered(agentAfter(...events)), false);
  assert.equal(mayBeOffered(agentAfter(...ready)), true);
});

test('with room for two, a second call is offered in a call, but not while ringing or in wrap-up', () => {
  const two = { ...login, capacity: 2 };
  assert.equal(mayBeOffered(agentAfter(two, ...inCall.slice(1))), true);
  assert.equal(mayBeOffered(agentAfter(two, ...ringing.slice(1))), false);
  assert.equal(mayBeOffered(agentAfter(two, ...wrappingUp.slice(1))), false);
  const both = agentAfter(
    two,
    ...inCall.slice(1),
    { type: 'offered', ...part('b') },
    { type: 'accepted', ...part('b') },
  );
  assert.deepEqual([mayBeOffered(both), both.open.length], [false, 2]);
});

test('Accept is refused beyond the capacity', () => {
  const agent = agentAfter(...inCall, { type: 'offered', ...part('b') });
  assert.equal(agentRefusal(agent, { type: 'accepted', ...part('b') }), 'agent-busy');
  assert.equal(agentRefusal(agentAfter(...ringing), { type: 'accepted', ...part('a') }), undefined);
});

test('Decline keeps the agent ready', () => {
  const agent = agentAfter(...ringing, { type: 'closed', ...part('a') });
  assert.deepEqual([agentState(agent), agent.open, mayBeOffered(agent)], ['ready', [], true]);
});

test('letting it ring out makes not ready, and says why', () => {
  const agent = agentAfter(...ringing, { type: 'rang-out', ...part('a') });
  assert.deepEqual([agentState(agent), agent.reason, agent.open], ['not-ready', 'no-answer', []]);
});

test('a lost connection makes not ready; the call it was in stays open', () => {
  const agent = agentAfter(...inCall, { type: 'connection-lost' });
  assert.equal(agentState(agent), 'on-a-call');
  const after = evolveAgent(agent, { type: 'closed', ...part('a') }, 9_000);
  assert.deepEqual([agentState(after), after.reason], ['not-ready', 'connection-lost']);
});

test('a page that connects again does not change what the agent is doing', () => {
  const agent = agentAfter(...inCall, { ...login, queues: ['support', 'sales'] });
  assert.deepEqual([agentState(agent), agent.queues], ['on-a-call', ['support', 'sales']]);
  assert.equal(agentState(agentAfter(...ready, login)), 'ready');
});

test('nobody logs out of an open call, and who logs out comes back not ready', () => {
  assert.equal(agentRefusal(agentAfter(...wrappingUp), { type: 'logged-out' }), 'agent-in-call');
  assert.equal(agentRefusal(agentAfter(...ready), { type: 'logged-out' }), undefined);
  const agent = agentAfter(...ready, { type: 'logged-out' }, login);
  assert.equal(agentState(agent), 'not-ready');
});

test('the timer of a state runs from its beginning, whatever else is chosen meanwhile', () => {
  assert.equal(agentAfter(...inCall).since, 4_000);
  for (const event of [
    { type: 'set-ready' },
    { type: 'set-not-ready', reason: 'break' },
    { type: 'set-next', ready: true },
    login,
  ] as const) {
    assert.equal(agentAfter(...inCall, event).since, 4_000, event.type);
  }
  assert.equal(
    agentAfter(login, { type: 'set-not-ready', reason: 'break' }).since,
    2_000,
    'another reason begins anew',
  );
  assert.equal(agentAfter(login, { type: 'set-not-ready' }).since, 1_000, 'the same reason does not');
});

test('the longest idle is who has been free for longest, not who pressed Ready again', () => {
  assert.equal(agentAfter(...ready, { type: 'set-ready' }).idleSince, 2_000);
  assert.equal(agentAfter(...wrappingUp, { type: 'closed', ...part('a') }).idleSince, 6_000);
});
