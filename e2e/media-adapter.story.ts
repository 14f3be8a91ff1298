import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { mediaContract as at } from 'video-session-window/testing';
import type { MediaStage } from './support/media-stage.js';
import { mediaStage } from './support/media-stage.js';

/** What only a browser and LiveKit can show: loading, blocked sound, other windows, servers that hang, leaving. */
let stage: MediaStage;

before(async () => {
  stage = await mediaStage();
});

after(async () => {
  await stage?.end();
});

test('livekit-client is loaded when a call is near, and not before', () =>
  stage.play('lazy', async (world) => {
    await world.actor('anna');
    const page = world.pageOf('anna');
    const loaded = () =>
      page.evaluate(() =>
        performance.getEntriesByType('resource').some(({ name }) => name.includes('livekit-client')),
      );
    assert.equal(await loaded(), false);
    await page.evaluate(() => globalThis.media.prepare());
    // The browser notes what it loaded a moment later.
    await at.until('livekit-client is loaded', loaded);
  }));

test('a token that LiveKit refuses, and quotes, is told nowhere, and the next one lets in', () =>
  stage.play('token', async (world) => {
    const anna = await world.actor('anna');
    world.spoilTokens();
    await anna.open(at.talk);
    await at.until('it was tried', async () => (await anna.asked()) > 2);
    const logged = await world.pageOf('anna').evaluate(() => globalThis.logged);
    assert.ok(
      logged.some((line) => line.includes('Could not join')),
      'the failure is logged',
    );
    assert.equal((await anna.state()).connection.state, 'connecting');
    world.mendTokens();
    await at.joined(anna);
  }));

test('sound that the browser blocks is told, and a tap lets it play', () =>
  stage.play('blocked', async (world) => {
    const [anna, maria] = [await world.actor('anna', true), await world.actor('maria')];
    await Promise.all([anna.open(at.quiet), maria.open(at.talk)]);
    await at.untilState(anna, 'sound is blocked', ({ playbackBlocked }) => playbackBlocked);
    await world.pageOf('anna').mouse.click(5, 5);
    await at.untilState(anna, 'sound plays', ({ playbackBlocked }) => !playbackBlocked);
    await at.untilHears(anna, 'maria');
  }));

test('a picture that moves to another window goes on there', () =>
  stage.play('window', async (world) => {
    const [anna] = await at.pair(world, at.show);
    await anna.attach('maria', 'maria', 'camera');
    await anna.attach('own', 'local', 'camera');
    await Promise.all([at.untilPlays(anna, 'maria'), at.untilPlays(anna, 'own')]);
    await world
      .pageOf('anna')
      .evaluate(() => globalThis.showIn(window.open('', '', 'width=500,height=400')!));
    await Promise.all([at.untilPlays(anna, 'maria'), at.untilPlays(anna, 'own')]);
    await anna.cut('full');
    await at.joined(anna);
    await Promise.all([at.untilPlays(anna, 'maria'), at.untilPlays(anna, 'own')]);
  }));

test('a media server that hangs is noticed by the missing media, and recovers', () =>
  stage.play('hang', async (world) => {
    const [anna, maria] = await at.pair(world);
    await at.untilHears(anna, 'maria');
    const { pid } = stage.livekit;
    assert.ok(pid !== undefined);
    process.kill(pid, 'SIGSTOP');
    try {
      const noticed = at.untilState(
        anna,
        'nothing flows any more',
        ({ connection }) => connection.state === 'reconnecting' && !connection.mediaFlows,
      );
      await noticed;
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await Promise.all([at.joined(anna), at.joined(maria)]);
    await at.untilHears(anna, 'maria');
  }));

test('a call in which nobody speaks is not taken for a broken one', () =>
  stage.play('silence', async (world) => {
    const [anna, maria] = await at.pair(world);
    await at.untilHears(anna, 'maria');
    await Promise.all([anna.setIntent(at.quiet), maria.setIntent(at.quiet)]);
    // Longer than it takes to notice a broken one.
    await pause(12_000);
    assert.ok(!(await anna.history()).includes('reconnecting'), 'no trouble was told');
    await maria.setIntent(at.talk);
    await at.untilHears(anna, 'maria');
  }));

test('a page that is reloaded leaves, and comes back as the same leg', () =>
  stage.play('reload', async (world) => {
    const [anna, maria] = await at.pair(world);
    await at.untilHears(anna, 'maria');
    await world.pageOf('maria').reload();
    await at.untilState(anna, 'Maria is gone', (state) => at.seenOf(state, 'maria') === undefined);
    await maria.open(at.talk);
    await at.untilHears(anna, 'maria');
  }));

test('ten calls after each other leave no connection, socket, audio context or device', () =>
  stage.play('leaks', async (world) => {
    const anna = await world.actor('anna');
    for (let call = 0; call < 10; call += 1) {
      await anna.open(at.show);
      await anna.attach('own', 'local', 'camera');
      await at.untilState(
        anna,
        'all is on',
        ({ camera, microphone }) => camera.state === 'on' && microphone.state === 'on',
      );
      assert.equal(await anna.close(), 0);
    }
    await at.until('nothing is left', async () => (await anna.leftovers()) === 0);
    assert.equal(await anna.openDevices(), 0);
  }));

test('a preview shows the own camera to nobody, and gives it up', () =>
  stage.play('preview', async (world) => {
    const anna = await world.actor('anna');
    const page = world.pageOf('anna');
    const shown = await page.evaluate(async () => {
      const video = document.createElement('video');
      const preview = await globalThis.media.preview('user', video);
      const width = video.videoWidth;
      if (preview.ok) preview.stop();
      return { ok: preview.ok, width, emptied: video.srcObject === null };
    });
    assert.deepEqual(shown, { ok: true, width: 640, emptied: true });
    assert.equal(await anna.openDevices(), 0);
    assert.deepEqual(await page.evaluate(() => globalThis.media.askMicrophone()), { ok: true });
    assert.equal(await anna.openDevices(), 0);
    await anna.breakDevice('microphone', 'denied');
    const refused = await page.evaluate(() => globalThis.media.askMicrophone());
    assert.deepEqual(refused, { ok: false, code: 'microphone-denied' });
  }));
