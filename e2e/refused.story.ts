import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SignJWT } from 'jose';
import type {} from 'video-session-window';
import { Party } from './support/party.js';
import type { Cast } from './support/story.js';
import { accept, call, castOf, goReady, tones } from './support/story.js';
import { secrets } from './support/world.js';

/** A name that is markup, closes attributes, turns the direction of text and has half a character. */
const hostile = `"'><img src=x onerror=alert(1)><script>alert(2)</script>\${7*7}{{7*7}}\u202eabc \ud83d`;

let cast: Cast;
let stranger: Party;
before(async () => {
  [cast, stranger] = await Promise.all([
    castOf({
      configure: (tenant) => {
        const [claims, roadside, billing] = tenant.queues;
        Object.assign(billing!, { hours: { timeZone: 'UTC', open: [] } });
        const [key] = tenant['entryKeys'] as { queues: string[]; origins: string[] }[];
        const elsewhere = { ...key, key: 'of-another-site', origins: ['https://elsewhere.example'] };
        Object.assign(tenant, { queues: [claims, roadside, billing], entryKeys: [key, elsewhere] });
      },
    }),
    Party.launch('Stranger', { camera: 'blue', tone: 1700, phone: true, blocked: true }),
  ]);
});
after(async () => {
  await Promise.all([cast?.close(), stranger?.close()]);
});

test('a visitor without a microphone is shown how to allow it, and nobody is rung until then', async () => {
  const { world, anna } = cast;
  await goReady(anna, world.agentPage());
  await stranger.open(world.contactPage({ name: hostile }));
  await stranger.page.getByRole('checkbox', { name: /privacy/i }).check();
  await stranger.press(/^call/i);
  await stranger.reads('The microphone is blocked');
  assert.equal(await stranger.page.getByRole('listitem').count(), 3, 'three steps');
  const { items } = await world.ask<{ items: unknown[] }>('/v1/history');
  assert.deepEqual(items, []);
  await stranger.context.grantPermissions(['microphone']);
  await stranger.press('Try again');
  await stranger.reads(/please wait/i);
});

test('an anonymous visitor with a hostile name is shown as they wrote it, and nothing of it runs', async () => {
  const { anna } = cast;
  await anna.reads(/img src=x onerror/);
  await anna.press('Accept');
  await Promise.all([anna.hears(1700), stranger.hears(tones.anna)]);
  await anna.press('Enable Video Stream');
  await stranger.reads(/The browser does not allow the camera/);
  await stranger.press('Only watch');
  await stranger.sees('green');
  await anna.press('Disconnect');
  await stranger.reads('The call has ended');
  await anna.press('Mark Done');
  await anna.reads('No call');
  stranger.assertNoTrouble();
  anna.assertNoTrouble();
});

test('a closed queue and a key of another site: the visitor reads why nobody is called', async () => {
  const { world, maria } = cast;
  await maria.open(world.contactPage({ queue: 'billing' }));
  await agreeAndCall(maria);
  await maria.reads(/Nobody answers here at this hour/);

  await maria.open(world.contactPage({}));
  await maria.page.waitForFunction(() => document.querySelector('contact-session')!.deskUrl !== '');
  await maria.page.evaluate(() => {
    document.querySelector('contact-session')!.entryKey = 'of-another-site';
  });
  await agreeAndCall(maria);
  await maria.reads(/This site may not use this desk/);
});

test('a login that runs out in mid-call asks to sign in again; the call goes on, and a new login mends it', async () => {
  const { world, anna, maria } = cast;
  let answer: 'short' | 'none' | 'good' = 'short';
  let expired = (): void => undefined;
  let refusals = 0;
  await anna.page.route('**/api/login', async (route) => {
    if (answer === 'good') return route.continue();
    if (answer === 'none') {
      refusals += 1;
      // First asked ahead of the end, then every five seconds: at the third time the old login is over.
      if (refusals === 3) expired();
      return route.fulfill({ status: 401, json: { error: 'Signed out' } });
    }
    return route.fulfill({ json: { token: await shortLogin() } });
  });
  await anna.page.reload();
  await call(maria, world.contactPage());
  await accept(anna, maria);
  const over = new Promise<void>((resolve) => (expired = resolve));
  answer = 'none';
  await over;
  await anna.press('Hold');
  await anna.reads(/Sign in again. Your call goes on/);
  await Promise.all([anna.hears(tones.maria), maria.hears(tones.anna)]);
  const signedIn = anna.page.waitForResponse((reply) => reply.url().endsWith('/api/login') && reply.ok());
  answer = 'good';
  await signedIn;
  await anna.press('Hold');
  await maria.reads(/You are on hold/);
  await anna.page.locator('agent-state [part~=trouble]').waitFor({ state: 'detached' });
  anna.assertNoTrouble();
});

test('a thousand guesses at links and keys: told to wait, never an error of ours, and the call goes on', async () => {
  const { world, anna, maria } = cast;
  const answers: Awaited<ReturnType<typeof guess>>[] = [];
  // Fifty at a time: more at once and the operating system refuses them before the desk does.
  while (answers.length < 1000) {
    const batch = Array.from({ length: 50 }, (_, index) => guess(world.desk.url, answers.length + index));
    answers.push(...(await Promise.all(batch)));
  }
  const count = (status: number) => answers.filter((one) => one.status === status).length;
  const wrong = count(404) + count(401);
  assert.equal(wrong + count(429), 1000);
  assert.ok(wrong < 60, `${wrong} were looked at`);
  assert.ok(answers.every((one) => one.status !== 429 || Number(one.retryAfter) >= 1));
  await anna.press('Unhold');
  await Promise.all([anna.hears(tones.maria), maria.hears(tones.anna)]);
});

async function agreeAndCall(party: Party): Promise<void> {
  await party.page.getByRole('checkbox', { name: /privacy/i }).check();
  await party.press(/^call/i);
}

/** As the CRM's backend signs it, but for a few seconds only. */
function shortLogin(): Promise<string> {
  const claims = { tenant: 'casa-clara', name: 'Anna Berg', queues: ['claims', 'billing'], capacity: 1 };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('casa-clara-crm')
    .setSubject('anna.berg')
    .setIssuedAt()
    .setExpirationTime('12s')
    .sign(new TextEncoder().encode(secrets.tenantSecret));
}

async function guess(desk: string, index: number) {
  const token = `join-${index.toString(36).padStart(22, 'a')}`;
  const [path, body] =
    index % 2 === 0
      ? (['/v1/links/claim', { token, privacy: { version: '1' } }] as const)
      : (['/v1/session', { key: token }] as const);
  const response = await fetch(`${desk}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
  return { status: response.status, retryAfter: response.headers.get('retry-after') };
}
