import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type {} from 'video-session-window';
import { makeNamespace } from './support/namespace.js';
import type { Cast } from './support/story.js';
import { castOf, connect } from './support/story.js';
import { TokenTap } from './support/tokens.js';

/** Short: every captured token is tried five times in each way. With FULL=1: until 200 tries are made. */
const tries = process.env.FULL ? 200 : 20;

let cast: Cast;
before(async () => {
  cast = await castOf();
});
after(async () => {
  await cast?.close();
});

test('whoever left, and everybody after the end, gets in with nothing they ever held', async () => {
  const { world, anna, maria } = cast;
  const taps = { anna: new TokenTap(anna.page), maria: new TokenTap(maria.page) };
  const link = await (async () => {
    await connect(cast);
    const { items } = await openInteractions();
    const response = await fetch(`${world.desk.url}/v1/interactions/${items[0]!}/links`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await world.login()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'browser' }),
    });
    assert.equal(response.status, 201);
    return ((await response.json()) as { token: string }).token;
  })();
  const reentry = await maria.page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)));
  assert.match(reentry, /key/, 'the page keeps a re-entry key');

  const tokens = () => [...taps.anna.all, ...taps.maria.all];
  assert.ok(
    taps.maria.presented.size > 0 && taps.maria.refreshed.size > 0,
    'tokens of both kinds were captured',
  );
  assert.deepEqual(await statuses(taps.anna.all, 1), [200], 'while the call runs they are good');

  await anna.press('Disconnect');
  await maria.reads('The call has ended');

  assert.deepEqual(await statuses(tokens(), Math.ceil(tries / tokens().length)), [403]);
  const claim = await fetch(`${world.desk.url}/v1/links/claim`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: world.contact.origin },
    body: JSON.stringify({ token: link, privacy: { version: '1' } }),
  });
  assert.equal(claim.status, 410);
  assert.equal(((await claim.json()) as { code: string }).code, 'link-ended');

  // The page itself, with all that it has kept, comes back to the beginning and not into the call.
  await maria.page.reload();
  await maria.page.getByRole('checkbox', { name: /privacy/i }).waitFor();

  async function openInteractions(): Promise<{ items: string[] }> {
    const items = await anna.page.evaluate(() =>
      document.querySelector('agent-desk')!.session!.sessions.map((one) => one.id),
    );
    return { items };
  }

  /** The distinct answers of the gate to these tokens. */
  async function statuses(list: readonly string[], times: number): Promise<number[]> {
    const seen = new Set<number>();
    for (let round = 0; round < times; round += 1) {
      for (const token of list) {
        const query = new URLSearchParams({ access_token: token, join_request: taps.maria.joinRequest });
        seen.add(
          (
            await fetch(`${world.desk.url}/rtc/v1/validate?${query.toString()}`, {
              headers: { origin: world.contact.origin },
            })
          ).status,
        );
      }
    }
    return [...seen];
  }
});

test("LiveKit's own signalling port cannot be reached from another machine", async () => {
  const { world } = cast;
  const space = await makeNamespace();
  try {
    const probe = (port: number) => `
      const socket = require('node:net').connect(${port}, '${space.host}');
      socket.on('connect', () => { console.log('reached'); process.exit(); });
      socket.on('error', (error) => { console.log(error.code); process.exit(); });
    `;
    const { stdout } = await space.exec(process.execPath, '-e', probe(world.livekit.ports.http));
    assert.equal(stdout.trim(), 'ECONNREFUSED');
  } finally {
    await space.dispose();
  }
});
