import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock, FakeStorage } from '../../testing/index.js';
import { ContactEntry } from './contact-entry.js';
import { passUntil, problem, startDesk } from './desk-port.test.support.js';

const call = { privacyVersion: 'p1', entryKey: 'entry', queue: 'support', name: 'Kim' };
const place = (key: string, token = `token-${key}`) => ({
  interaction: 'call-1',
  party: 'p-1',
  leg: 'leg-1',
  token,
  expires: 9_000_000_000_000,
  key,
});
const seat = { interaction: 'call-1', party: 'p-1', leg: 'leg-1' };

async function setup(storage = new FakeStorage()) {
  const desk = await startDesk();
  const clock = new FakeClock();
  const page = () => new ContactEntry({ url: desk.url, clock, storage, random: () => 1 });
  return { desk, clock, storage, page };
}

test('tapping twice, and tapping again after a reload, begins the same call', async () => {
  const { desk, page } = await setup();
  const entry = page();
  const [first, second] = [entry.start(call), entry.start(call)];
  const asked = await desk.next('/v1/calls');
  const { id, ...rest } = asked.body;
  assert.deepEqual(rest, { entryKey: 'entry', queue: 'support', name: 'Kim', privacy: { version: 'p1' } });
  assert.equal(asked.token, undefined);
  const again = await desk.next('/v1/calls');
  assert.equal(again.body['id'], id);
  asked.answer(201, place('k1'));
  again.answer(200, place('k2'));
  assert.deepEqual(await first, { ok: true, seat });
  assert.deepEqual(await second, { ok: true, seat });
  const later = page().start(call);
  const reloaded = await desk.next('/v1/calls');
  assert.equal(reloaded.body['id'], id);
  reloaded.answer(200, place('k3'));
  assert.deepEqual(await later, { ok: true, seat });
});

test('an answer lost on the way to the caller is asked for again', async () => {
  const { desk, clock, page } = await setup();
  const started = page().start(call);
  const lost = await desk.next('/v1/calls');
  lost.cut();
  await passUntil(clock, () => desk.waiting('/v1/calls') > 0, 'a second try', 100);
  const again = await desk.next('/v1/calls');
  assert.deepEqual(again.body, lost.body);
  again.answer(200, place('k1'));
  assert.deepEqual(await started, { ok: true, seat });
});

test('a call vouched for by the company carries its token in a header only', async () => {
  const { desk, page } = await setup();
  const started = page().start({ privacyVersion: 'p1', callToken: 'signed' });
  const asked = await desk.next('/v1/calls');
  assert.equal(asked.token, 'signed');
  assert.ok(!JSON.stringify([asked.path, asked.body]).includes('signed'));
  asked.answer(201, place('k1'));
  assert.equal((await started).ok, true);
});

test('a refusal tells its code', async () => {
  const { desk, page } = await setup();
  const started = page().start(call);
  (await desk.next('/v1/calls')).answer(409, problem('queue-closed'));
  assert.deepEqual(await started, { ok: false, code: 'queue-closed' });
});

test('the first token comes with the place; later ones are exchanged for the key, which changes every time', async () => {
  const { desk, page } = await setup();
  const entry = page();
  const started = entry.start(call);
  (await desk.next('/v1/calls')).answer(201, place('k1'));
  await started;
  assert.deepEqual(await entry.getToken(), { token: 'token-k1', expires: 9_000_000_000_000 });
  for (const [old, next] of [
    ['k1', 'k2'],
    ['k2', 'k3'],
  ] as const) {
    const token = entry.getToken();
    const asked = await desk.next('/v1/session');
    assert.deepEqual(asked.body, { key: old });
    asked.answer(200, place(next));
    assert.deepEqual(await token, { token: `token-${next}`, expires: 9_000_000_000_000 });
  }
});

test('an exchange whose answer was lost locks nobody out: the key before is used again', async () => {
  const { desk, clock, storage, page } = await setup();
  const started = page().start(call);
  (await desk.next('/v1/calls')).answer(201, place('k1'));
  await started;
  const back = new ContactEntry({ url: desk.url, clock, storage, random: () => 1 }).resume();
  (await desk.next('/v1/session')).cut();
  await passUntil(clock, () => desk.waiting('/v1/session') > 0, 'again', 100);
  const again = await desk.next('/v1/session');
  assert.deepEqual(again.body, { key: 'k1' });
  again.answer(200, place('k2'));
  assert.deepEqual(await back, { ok: true, seat });
});

test('a tab that was in no call has nothing to come back to', async () => {
  const { page } = await setup();
  assert.equal(await page().resume(), undefined);
});

test('once the call is over the key is not tried again, and the next tap begins another call', async () => {
  const { desk, page } = await setup();
  const entry = page();
  const started = entry.start(call);
  const first = await desk.next('/v1/calls');
  first.answer(201, place('k1'));
  await started;
  await entry.getToken();
  const token = entry.getToken();
  (await desk.next('/v1/session')).answer(409, problem('call-ended'));
  await assert.rejects(token, { code: 'call-ended' });
  await assert.rejects(entry.getToken(), { code: 'call-ended' });
  assert.equal(desk.waiting('/v1/session'), 0);
  const next = entry.start(call);
  const second = await desk.next('/v1/calls');
  assert.notEqual(second.body['id'], first.body['id']);
  second.answer(201, place('k9'));
  await next;
  assert.deepEqual(await entry.getToken(), { token: 'token-k9', expires: 9_000_000_000_000 });
});

test('a link is claimed under an id of the page, so that a second tap is not a second claim', async () => {
  const { desk, page, storage } = await setup();
  const entry = page();
  const claimed = entry.claim('secret-link', 'p1');
  const asked = await desk.next('/v1/links/claim');
  assert.equal(asked.body['token'], 'secret-link');
  asked.answer(200, place('k1'));
  assert.deepEqual(await claimed, { ok: true, seat });
  const again = entry.claim('secret-link', 'p1');
  const second = await desk.next('/v1/links/claim');
  assert.equal(second.body['id'], asked.body['id']);
  second.answer(410, problem('link-used'));
  assert.deepEqual(await again, { ok: false, code: 'link-used' });
  const stored = await Promise.all((await storage.keys('')).map((key) => storage.get(key)));
  assert.ok(!stored.join().includes('secret-link'));
});
