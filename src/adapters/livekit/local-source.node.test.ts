import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Source } from '../../interaction/index.js';
import { FakeClock, settled } from '../../testing/index.js';
import type { CaptureRequest } from './capture.js';
import type { LocalSourceParts } from './local-source.js';
import { LocalSource } from './local-source.js';

class Track extends EventTarget {
  readyState: 'live' | 'ended' = 'live';
  enabled = true;
  muted = false;
  stop(): void {
    this.readyState = 'ended';
  }
}

interface Publication {
  track: { mediaStreamTrack: Track; replaceTrack(track: Track): Promise<void> };
  isMuted: boolean;
  mute(): Promise<void>;
  unmute(): Promise<void>;
}

/** A room that is joined, and devices that open when they are told to. */
function setup(source: Source = 'camera') {
  const clock = new FakeClock();
  const tracks: Track[] = [];
  const requests: CaptureRequest[] = [];
  const lane = {
    ready: true,
    allowed: true as boolean | undefined,
    published: undefined as Publication | undefined,
    publishes: 0,
  };
  const next: { error?: Error; gate?: Promise<void>; publishError?: Error; publishing?: Promise<void> } = {};
  const publicationOf = (track: Track): Publication => ({
    track: {
      mediaStreamTrack: track,
      replaceTrack(other) {
        this.mediaStreamTrack = other;
        return Promise.resolve();
      },
    },
    isMuted: false,
    mute() {
      this.isMuted = true;
      return Promise.resolve();
    },
    unmute() {
      this.isMuted = false;
      return Promise.resolve();
    },
  });
  const parts = {
    source,
    clock,
    lane: {
      get ready() {
        return lane.ready;
      },
      allowed: () => lane.allowed,
      find: () => lane.published,
      publish: async (_source: Source, track: Track) => {
        lane.publishes += 1;
        await next.publishing;
        if (next.publishError) throw next.publishError;
        lane.published = publicationOf(track);
      },
      unpublish: () => {
        lane.published = undefined;
        return Promise.resolve();
      },
    },
    capture: async (request: CaptureRequest) => {
      requests.push(request);
      await next.gate;
      if (next.error) throw next.error;
      const track = new Track();
      tracks.push(track);
      return track;
    },
    release: () => undefined,
    changed: () => undefined,
  };
  // Only what the source uses of a track and a publication is there.
  const local = new LocalSource(parts as unknown as LocalSourceParts);
  const live = () => tracks.filter(({ readyState }) => readyState === 'live').length;
  return { local, lane, next, clock, tracks, requests, live };
}

const on = { on: true, facing: 'user' } as const;
const off = { on: false, facing: 'user' } as const;

test('a camera that is turned off while it opens is closed as soon as it is there', async () => {
  const { local, next, live, lane } = setup();
  let open = (): void => undefined;
  next.gate = new Promise((resolve) => (open = resolve));
  local.want(on);
  await settled();
  local.want(off);
  open();
  await settled();
  assert.deepEqual([live(), lane.publishes, local.state.state], [0, 0, 'off']);
});

test('a room that is closed while the camera opens leaves no camera open', async () => {
  const { local, next, live } = setup();
  let open = (): void => undefined;
  next.gate = new Promise((resolve) => (open = resolve));
  local.want(on);
  await settled();
  local.close();
  open();
  await settled();
  assert.equal(live(), 0);
});

test('a camera is off at the press, before anything is awaited', async () => {
  const { local, live } = setup();
  local.want(on);
  await settled();
  local.want(off);
  assert.equal(live(), 0);
});

for (const source of ['camera', 'microphone'] as const) {
  test(`a ${source} sends nothing from the press on, even while the room does not answer`, async () => {
    const { local, next, tracks } = setup(source);
    next.publishing = new Promise(() => undefined);
    local.want(on);
    await settled();
    local.want(off);
    assert.ok(tracks.every(({ readyState, enabled }) => readyState === 'ended' || !enabled));
  });
}

test('a muted microphone keeps its device and speaks again without another', async () => {
  const { local, lane, requests, tracks, live } = setup('microphone');
  local.want(on);
  await settled();
  local.want(off);
  assert.equal(tracks[0]?.enabled, false);
  await settled();
  assert.deepEqual([live(), lane.published?.isMuted, local.state.state], [1, true, 'off']);
  local.want(on);
  await settled();
  assert.deepEqual([requests.length, lane.published?.isMuted, tracks[0]?.enabled], [1, false, true]);
});

test('nothing opens that is not allowed, and nothing is published during a reconnect', async () => {
  const { local, lane, requests } = setup();
  lane.allowed = false;
  local.want(on);
  await settled();
  assert.equal(requests.length, 0);
  lane.allowed = true;
  lane.ready = false;
  local.look();
  await settled();
  assert.deepEqual([requests.length, lane.publishes, local.state.state], [1, 0, 'starting']);
  lane.ready = true;
  local.look();
  await settled();
  assert.deepEqual([lane.publishes, local.state.state], [1, 'on']);
});

test('turning the camera around closes the one before it opens the other', async () => {
  const { local, lane, requests, tracks, live } = setup();
  local.want(on);
  await settled();
  local.want({ on: true, facing: 'environment' });
  await settled();
  assert.deepEqual(
    requests.map(({ facing }) => facing),
    ['user', 'environment'],
  );
  assert.deepEqual([live(), lane.publishes], [1, 1]);
  assert.equal(lane.published?.track.mediaStreamTrack, tracks[1]);
});

test('a busy device is tried once more, and then told', async () => {
  const { local, next, requests, clock } = setup();
  next.error = new DOMException('', 'NotReadableError');
  local.want(on);
  await settled();
  await clock.advance(1000);
  assert.deepEqual(local.state, { state: 'failed', code: 'device-busy' });
  assert.equal(requests.length, 2);
});

test('a person who said no is not asked again by the same wish', async () => {
  const { local, next, requests } = setup();
  next.error = new DOMException('', 'NotAllowedError');
  for (let time = 0; time < 5; time += 1) {
    local.want(on);
    local.look();
    await settled();
  }
  assert.equal(requests.length, 1);
  assert.deepEqual(local.state, { state: 'failed', code: 'camera-denied' });
  delete next.error;
  local.retry();
  await settled();
  assert.equal(local.state.state, 'on');
});

test('a publication that fails is tried again, and told when it goes on failing', async () => {
  const { local, next, lane, clock } = setup();
  next.publishError = new Error('timed out');
  local.want(on);
  await settled();
  assert.equal(local.state.state, 'starting');
  await clock.advance(60_000);
  assert.deepEqual(local.state, { state: 'failed', code: 'media-failed' });
  delete next.publishError;
  await clock.advance(60_000);
  assert.equal(local.state.state, 'on');
  assert.equal(clock.timers, 0);
  assert.ok(lane.publishes > 3);
});

test('an unplugged camera is replaced where there is another', async () => {
  const { local, lane, tracks } = setup();
  local.want(on);
  await settled();
  tracks[0]!.stop();
  tracks[0]!.dispatchEvent(new Event('ended'));
  await settled();
  assert.equal(local.state.state, 'on');
  assert.equal(lane.published?.track.mediaStreamTrack, tracks[1]);
});
