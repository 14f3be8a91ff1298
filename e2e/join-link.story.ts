import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type {} from 'video-session-window';
import { Party } from './support/party.js';
import type { Cast } from './support/story.js';
import { castOf, connect, tones } from './support/story.js';

/** Another device of the contact: a tablet before a blue camera. */
let cast: Cast;
let tablet: Party;
before(async () => {
  [cast, tablet] = await Promise.all([
    castOf(),
    Party.launch('Tablet', { camera: 'blue', tone: 1700, phone: true }),
  ]);
});
after(async () => {
  await Promise.all([cast?.close(), tablet?.close()]);
});

type Kind = 'browser' | 'camera-only';

/** The address of a link that the agent's system made for the call that is on. */
async function linkTo(kind: Kind): Promise<{ token: string; address: string }> {
  const { world, anna } = cast;
  const [id] = await anna.page.evaluate(() =>
    document.querySelector('agent-desk')!.session!.sessions.map((one) => one.id),
  );
  const response = await fetch(`${world.desk.url}/v1/interactions/${id}/links`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await world.login()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kind }),
  });
  assert.equal(response.status, 201);
  const { token } = (await response.json()) as { token: string };
  return { token, address: addressOf(token) };
}

const addressOf = (token: string): string => `${cast.world.contactPage()}#link=${token}`;

async function agreeAndCall(): Promise<void> {
  await tablet.page.getByRole('checkbox', { name: /privacy/i }).check();
  await tablet.press(/^call/i);
}

/** From an empty tab, as on yet another device; loading the page alone claims nothing. */
async function openFresh(address: string): Promise<void> {
  if (tablet.page.url().startsWith('http')) await tablet.page.evaluate(() => sessionStorage.clear());
  await tablet.open('about:blank');
  await tablet.open(address);
  await tablet.page.getByRole('checkbox', { name: /privacy/i }).waitFor();
}

test('a link brings a second device into the call, once, and not by being loaded', async () => {
  const { anna, maria } = cast;
  await connect(cast);
  const { token, address } = await linkTo('browser');
  await openFresh(address);
  assert.equal(await tablet.page.evaluate(() => location.hash), '', 'the secret leaves the address bar');
  await openFresh(address);
  await agreeAndCall();
  await tablet.hears(tones.anna);
  await Promise.all([anna.hears(1700), anna.hears(tones.maria)]);
  const seen = await tablet.page.content();
  assert.ok(!seen.includes(token), 'the secret stands nowhere in the page');

  await tablet.page.reload();
  await tablet.hears(tones.anna);

  await openFresh(address);
  await agreeAndCall();
  await tablet.reads(/Link already used/);
  await tablet.reads(/Ask for a new link/);
  await maria.hears(tones.anna);
});

test('a link for a camera only shows what it films, and neither hears nor is heard', async () => {
  const { anna, maria } = cast;
  const { address } = await linkTo('camera-only');
  await openFresh(address);
  await agreeAndCall();
  await tablet.page.getByRole('button', { name: 'End', exact: true }).waitFor();
  await anna.press('Enable Video Stream');
  await maria.press('Only watch');
  await anna.seesNo('red');
  await tablet.press('Camera on');
  await anna.sees('blue');
  await Promise.all([anna.hearsNo(1700), anna.hears(tones.maria), tablet.hearsNo(tones.anna)]);
});

test('links that are not known and of calls that are over say so', async () => {
  const { anna, maria } = cast;
  const { address } = await linkTo('browser');
  await openFresh(addressOf('join-AAAAAAAAAAAAAAAAAAAAAA'));
  await agreeAndCall();
  await tablet.reads(/Link not known/);

  await anna.press('Disconnect');
  await maria.reads('The call has ended');
  await openFresh(address);
  await agreeAndCall();
  await tablet.reads(/The call this link belongs to is over/);
  for (const party of [anna, maria, tablet]) party.assertNoTrouble();
});
