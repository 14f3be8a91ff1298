import { after, before, test } from 'node:test';
import { mediaCases } from 'video-session-window/testing';
import type { MediaStage } from './support/media-stage.js';
import { mediaStage } from './support/media-stage.js';

/** The media contract on the real thing: LiveKit, and a browser for each person. The fake passes the same cases. */
let stage: MediaStage;

before(async () => {
  stage = await mediaStage();
});

after(async () => {
  await stage?.end();
});

for (const [index, { name, run }] of mediaCases.entries()) {
  test(name, () => stage.play(String(index), run));
}
