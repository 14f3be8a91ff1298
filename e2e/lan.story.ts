import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Namespace } from './support/namespace.js';
import { makeNamespace, noNamespaces } from './support/namespace.js';
import type { Cast } from './support/story.js';
import { accept, call, castOf, goReady } from './support/story.js';

/**
 * `npm start -- --lan` with the contact's phone on another computer, as far as sockets know: a network namespace at the
 * other end of a cable. The agent's browser is on the desk's machine.
 */
const skip = (await noNamespaces()) ?? false;
let network: Namespace;
let cast: Cast;

before(async () => {
  if (skip) return;
  network = await makeNamespace();
  const https = { ignoreHTTPSErrors: true };
  cast = await castOf({ lan: network.host }, { anna: https, maria: { ...https, namespace: network } });
});
after(async () => {
  await cast?.close();
  await network?.dispose();
});

/** What a program on the phone's side of the cable gets when it says plain HTTP to a port. */
async function fromPhone(port: number): Promise<{ opens: boolean; says: string }> {
  const program = `
    const result = { opens: false, says: '' };
    const socket = require('node:net').connect(${port}, '${network.host}', () => {
      result.opens = true;
      socket.end('GET /crm/ HTTP/1.0\\r\\n\\r\\n');
    });
    socket.on('data', (part) => (result.says += part.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => process.stdout.write(JSON.stringify(result)));`;
  const { stdout } = await network.exec(process.execPath, '-e', program);
  return JSON.parse(stdout) as { opens: boolean; says: string };
}

test('a phone of the same network calls over https; both hear and see each other', { skip }, async () => {
  const { world, anna, maria } = cast;
  await goReady(anna, world.agentPage());
  await call(maria, world.contactPage());
  const page = await maria.page.evaluate(() => ({
    origin: location.origin,
    secure: isSecureContext,
    lends: typeof navigator.mediaDevices?.getUserMedia,
  }));
  assert.deepEqual(page, { origin: world.contact.origin, secure: true, lends: 'function' });
  assert.ok(page.origin.startsWith(`https://${network.host}:`));

  await anna.reads('Maria López');
  await accept(anna, maria);
  await anna.press('Enable Video Stream');
  await maria.press('Show camera');
  await Promise.all([anna.sees('red'), maria.sees('green')]);

  await anna.press('Disconnect');
  await maria.reads('The call has ended');
  await anna.press('Mark Done');
  await anna.reads('No call');
  const { items } = await world.ask<{ items: Record<string, unknown>[] }>('/v1/history?contact=C-4711');
  assert.deepEqual([items.length, items[0]!.status, items[0]!.video], [1, 'done', true]);
  anna.assertNoTrouble();
  maria.assertNoTrouble();
});

test(
  'the desk knows who called: limits are for the phone, not for the machine in between',
  { skip },
  async () => {
    const log = await readFile(cast.world.desk.logFile, 'utf8');
    const calls = log.split('\n').filter((line) => line.includes('"/v1/calls"'));
    assert.ok(calls.length > 0);
    for (const line of calls) assert.equal((JSON.parse(line) as { address: string }).address, network.guest);
  },
);

test(
  'from the phone neither LiveKit’s signalling nor the desk can be reached, and nothing speaks plain HTTP',
  { skip },
  async () => {
    const { livekit, desk, contact } = cast.world;
    assert.deepEqual(await fromPhone(livekit.ports.http), { opens: false, says: '' });
    assert.deepEqual(await fromPhone(desk.port), { opens: false, says: '' });
    // The same question to what a phone does need: media, and the pages, which answer nothing or that this is no TLS.
    assert.deepEqual(await fromPhone(livekit.ports.tcp), { opens: true, says: '' });
    const pages = await fromPhone(Number(new URL(contact.origin).port));
    assert.equal(pages.opens, true);
    assert.doesNotMatch(pages.says, /HTTP\/|<html/i);
  },
);
