import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact } from './index.js';
import { emptyInteraction, evolve, factFor, isContentFor, mergeContents, view } from './index.js';
import { alerting, connected } from './call.test.support.js';

const seen = (facts: readonly Fact[]) =>
  facts.map((fact) => factFor(fact, 'contact', 1)).filter((fact) => fact !== undefined);

test('while it rings at an agent the contact is simply waiting', () => {
  const call = alerting();
  assert.equal(call.state.phase, 'alerting');
  assert.equal(view(call.state, 'contact').phase, 'queued');
  assert.equal(view(call.state, 'agents'), call.state);
});

test('the contact never learns who was asked, who declined and why, or that wrap-up is going on', () => {
  const call = alerting();
  call.ada('decline', { assignment: 'offer-1', reason: 'wrong-skill' });
  call.desk('offer', { assignment: 'offer-2', agent: 'ben' });
  call.ask({ kind: 'agent', agent: 'ben' }, 'accept', { assignment: 'offer-2' });
  call.ask({ kind: 'agent', agent: 'ben' }, 'disconnect');
  call.ask({ kind: 'agent', agent: 'ben' }, 'mark-done', { assignment: 'offer-2' });
  const facts = seen(call.facts);
  assert.deepEqual(
    facts.map((fact) => fact.type),
    ['interaction-created', 'queued', 'accepted', 'owner-changed', 'ended'],
  );
  assert.ok(!/ada|ben|offer|wrong/.test(JSON.stringify([facts, view(call.state, 'contact')])));
});

test('the contact is not told how the records refer to them', () => {
  const call = connected();
  const [created] = call.facts;
  if (created?.type !== 'interaction-created') return assert.fail();
  const named = { ...created, data: { ...created.data, contact: 'crm-7' } };
  assert.ok(!JSON.stringify(factFor(named, 'contact', 1)).includes('crm-7'));
  assert.equal(evolve(emptyInteraction('call'), named).contact, 'crm-7');
  assert.equal(view(evolve(emptyInteraction('call'), named), 'contact').contact, undefined);
});

test('the contact reads names and what the call is about, never notes, data or reasons', () => {
  const readable = ['name', 'subject', 'attached-data', 'note', 'reason'].filter((kind) =>
    isContentFor({ kind } as { kind: 'name' }, 'contact'),
  );
  assert.deepEqual(readable, ['name', 'subject']);
  const call = connected();
  for (const kind of ['name', 'note'] as const)
    call.desk('save-content', { kind, key: 'k', rev: 1, hash: 'h' });
  assert.deepEqual(Object.keys(view(call.state, 'contact').contents), ['name/k']);
  assert.equal(seen(call.facts).filter((fact) => fact.type === 'content-saved').length, 1);
});

test('a fact for the contact has its own place and says which side caused it, not who', () => {
  const call = connected();
  const accepted = call.facts.find((fact) => fact.type === 'accepted') as Fact;
  const actor = { kind: 'agent', agent: 'ada', party: 'p' } as const;
  const theirs = factFor({ ...accepted, actor }, 'contact', 3);
  assert.deepEqual([theirs?.seq, theirs?.actor, theirs?.id], [3, { kind: 'agent', party: 'p' }, accepted.id]);
  assert.equal(factFor(accepted, 'agents', 99), accepted);
});

test('of two revisions the newer one stays, in whichever order they come', () => {
  const content = (rev: number, value: string) => ({ kind: 'note', key: 'k', rev, at: 0, value }) as const;
  const [one, two] = [content(1, 'first'), content(2, 'second')];
  for (const order of [
    [one, two],
    [two, one],
  ]) {
    const known = order.reduce((all, next) => mergeContents(all, [next]), {});
    assert.deepEqual(known, { 'note/k': two });
  }
});
