import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { connect, publish, startPages } from './testing/browser.js';
import type { Lab, LabLiveKit } from './testing/lab.js';
import { eventually, openLab, sharedLiveKit } from './testing/lab.js';

describe('a browser behind the gate', () => {
  let livekit: LabLiveKit & { dispose(): Promise<void> };
  let pages: Awaited<ReturnType<typeof startPages>>;
  let lab: Lab;
  before(async () => {
    [livekit, pages] = await Promise.all([sharedLiveKit(), startPages()]);
    lab = await openLab(livekit);
  });
  after(async () => {
    await pages.close();
    await lab.close();
    await livekit.dispose();
  });

  it('may show only the microphone while the call is a voice call', async () => {
    const call = lab.desk.connect();
    const page = await pages.open();
    assert.deepEqual(await connect(page, lab.gate.url, await lab.token(call.id, call.contact.leg)), {
      ok: true,
    });
    assert.equal(await publish(page, 'microphone'), 'published');
    assert.match(await publish(page, 'camera'), /insufficient permissions/);
    const tracks = async () => (await lab.rooms.getParticipant(call.room, call.contact.leg)).tracks;
    await eventually('one track', async () => (await tracks()).length === 1 || undefined);
    await page.context().close();
  });
});
