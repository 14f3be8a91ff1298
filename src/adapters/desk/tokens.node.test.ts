import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Setup } from './desk-port.test.support.js';
import {
  Ear,
  commandsPath,
  hold,
  passUntil,
  problem,
  setup,
  snapshot,
  tokenFor,
  until,
} from './desk-port.test.support.js';

/** A host that gives these tokens one after the other, the last one for ever. */
function host(...tokens: readonly (string | Error)[]) {
  const asked: number[] = [];
  const getToken = async (): Promise<string> => {
    const next = tokens[Math.min(asked.length, tokens.length - 1)]!;
    asked.push(Date.now());
    if (next instanceof Error) throw next;
    return next;
  };
  return { asked, getToken };
}

async function live({ desk }: Setup, ear: Ear): Promise<void> {
  const stream = await desk.next('/v1/events');
  stream.stream();
  await until(() => ear.connection?.state === 'live', 'live');
}

test('a login is asked for again before it ends, and the new one is used', async () => {
  const now = Date.now();
  const { asked, getToken } = host(
    tokenFor('ada', now + 600_000, 'first'),
    tokenFor('ada', now + 1_200_000, 'second'),
  );
  const all = await setup({ getToken });
  await live(all, new Ear(all.port));
  assert.equal(asked.length, 1);
  await all.clock.advance(545_000);
  assert.equal(asked.length, 2);
  void all.port.send('call-1', hold());
  assert.equal((await all.desk.next(commandsPath)).token, tokenFor('ada', now + 1_200_000, 'second'));
});

test('a refused login is asked for once more and the command still goes through', async () => {
  const { asked, getToken } = host(tokenFor('ada', undefined, 'old'), tokenFor('ada', undefined, 'new'));
  const all = await setup({ getToken });
  await live(all, new Ear(all.port));
  const sent = all.port.send('call-1', hold());
  (await all.desk.next(commandsPath)).answer(401, problem('token-expired'));
  const again = await all.desk.next(commandsPath);
  assert.equal(again.token, tokenFor('ada', undefined, 'new'));
  assert.equal(again.body['id'], 'cmd-1');
  again.answer(200, { seq: 3 });
  assert.deepEqual(await sent, { ok: true, seq: 3 });
  assert.equal(asked.length, 2);
});

test('a login refused twice signs out with its code; a new one brings everything back where it stopped', async () => {
  const old = tokenFor('ada', undefined, 'old');
  const { getToken } = host(old, old, old, tokenFor('ada', undefined, 'new'));
  const all = await setup({ getToken });
  const ear = new Ear(all.port);
  const stream = await all.desk.next('/v1/events');
  stream.stream();
  stream.event(snapshot(1), 'c1');
  await until(() => ear.messages.length === 1, 'snapshot');
  const sent = all.port.send('call-1', hold());
  (await all.desk.next(commandsPath)).answer(401, problem('token-expired'));
  assert.deepEqual(await sent, { ok: false, code: 'token-expired' });
  assert.deepEqual(ear.connection, { state: 'signed-out', code: 'token-expired' });
  // What was said before goes on to be heard: being signed out ends no call.
  stream.event({ type: 'waiting', interaction: 'call-1', waiting: { position: 1 } }, 'c2');
  await until(() => ear.messages.length === 2, 'still listening');
  await passUntil(all.clock, () => all.desk.waiting('/v1/events') > 0, 'the stream is opened again', 1_000);
  const again = await all.desk.next('/v1/events');
  assert.equal(again.token, tokenFor('ada', undefined, 'new'));
  assert.equal(again.lastEventId, 'c2');
  again.stream();
  await until(() => ear.connection?.state === 'live', 'live again');
});

test('the desk ends a stream whose login has run out; the page goes on with the next login at once', async () => {
  const { getToken } = host(tokenFor('ada', undefined, 'old'), tokenFor('ada', undefined, 'new'));
  const all = await setup({ getToken });
  const ear = new Ear(all.port);
  const stream = await all.desk.next('/v1/events');
  stream.stream();
  stream.event(snapshot(1), 'c1');
  stream.event({ type: 'bye', code: 'token-expired' });
  await passUntil(all.clock, () => all.desk.waiting('/v1/events') > 0, 'opened again', 0);
  const again = await all.desk.next('/v1/events');
  assert.equal(again.token, tokenFor('ada', undefined, 'new'));
  assert.equal(again.lastEventId, 'c1');
  assert.deepEqual(ear.heard, ['snapshot']);
});

test('a host that has nobody signed in is asked again later, and its sign-in dialog may take its time', async () => {
  let signIn: (token: string) => void = () => {};
  const dialog = new Promise<string>((resolve) => {
    signIn = resolve;
  });
  const all = await setup({ getToken: () => dialog });
  const ear = new Ear(all.port);
  await passUntil(
    all.clock,
    () => ear.connection?.state === 'signed-out',
    'signed out while the dialog is open',
    1_000,
  );
  signIn(tokenFor('ada'));
  await live(all, ear);
});

test('while whoever gives tokens cannot be reached, nobody is signed out', async () => {
  const { getToken } = host(Object.assign(new Error('no network'), { code: 'desk-unavailable' }));
  const all = await setup({ getToken, role: 'contact' });
  const ear = new Ear(all.port);
  await until(() => ear.connection?.state === 'retrying', 'retrying');
  assert.deepEqual(
    ear.connections.map(({ state }) => state),
    ['connecting', 'retrying'],
  );
});

test('after somebody else has signed in, nothing of the one before is told or kept', async () => {
  const old = tokenFor('ada');
  const { getToken } = host(old, old, tokenFor('ben'));
  const all = await setup({ getToken });
  const ear = new Ear(all.port);
  const stream = await all.desk.next('/v1/events');
  stream.stream();
  stream.event(snapshot(1), 'c1');
  await until(() => ear.messages.length === 1, 'snapshot');
  const sent = all.port.send('call-1', hold());
  (await all.desk.next(commandsPath)).answer(401, problem('unauthorized'));
  await sent;
  await passUntil(all.clock, () => all.desk.waiting('/v1/events') > 0, 'opened again', 1_000);
  const again = await all.desk.next('/v1/events');
  assert.equal(again.token, tokenFor('ben'));
  assert.equal(again.lastEventId, undefined);
  assert.deepEqual(ear.heard, ['snapshot', 'closed']);
  const late = new Ear(all.port);
  await until(() => late.connections.length > 0, 'told');
  assert.deepEqual(late.messages, []);
});

test('no outcome, state or error holds a token', async () => {
  const secret = tokenFor('ada', undefined, 'secret');
  const errors: unknown[] = [];
  const all = await setup({
    getToken: () => Promise.resolve(secret),
    onError: (error) => errors.push(error),
  });
  const ear = new Ear(all.port);
  all.port.subscribe('interaction:call-1', {
    message: () => {
      throw new Error('a listener failed');
    },
    connection: () => {},
  });
  (await all.desk.next('/v1/events')).cut();
  const sent = [
    all.port.send('call-1', hold('a')),
    all.port.access('call-1', 'leg-1'),
    all.port.query('history', {}),
  ];
  (await all.desk.next(commandsPath)).answer(401, problem('unauthorized'));
  (await all.desk.next('/access')).answer(500, problem('internal'));
  (await all.desk.next('/v1/history')).cut();
  const outcomes = await Promise.all(sent);
  const said = JSON.stringify([outcomes, ear.connections, errors.map(String)]);
  assert.ok(!said.includes(secret) && !said.includes(secret.split('.')[1]!), said);
});
