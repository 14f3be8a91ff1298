import type { Page } from 'playwright-core';
import type { Colour } from './camera.js';
import { colours } from './camera.js';

/** What a person at a page can see and hear, measured: colours of pictures that move, and pitches of sounds. */

/** Installed in every page. It finds media elements through open shadow roots and in pinned windows. */
function installSenses(): void {
  const all = (root: Document | ShadowRoot | Element, found: Element[] = []): Element[] => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName === 'video' || element.localName === 'audio') found.push(element);
      if (element.shadowRoot) all(element.shadowRoot, found);
    }
    return found;
  };
  const shown = (element: Element): boolean => {
    const box = element.getBoundingClientRect();
    const visible = (element as HTMLElement).checkVisibility({
      visibilityProperty: true,
      opacityProperty: true,
    });
    return box.width > 8 && box.height > 8 && visible;
  };
  const canvas = new OffscreenCanvas(32, 32);
  const pen = canvas.getContext('2d', { willReadFrequently: true })!;
  const sample = (video: HTMLVideoElement): [number, number, number] => {
    pen.drawImage(video, 0, 0, 32, 32);
    const { data } = pen.getImageData(12, 14, 8, 8);
    const sum = [0, 0, 0];
    for (let index = 0; index < data.length; index += 4) {
      for (let part = 0; part < 3; part += 1) sum[part]! += data[index + part]!;
    }
    const count = data.length / 4;
    return [sum[0]! / count, sum[1]! / count, sum[2]! / count];
  };
  let context: AudioContext | undefined;
  const ears = new WeakMap<MediaStreamTrack, AnalyserNode>();
  const ear = (track: MediaStreamTrack): AnalyserNode => {
    const known = ears.get(track);
    if (known) return known;
    context ??= new AudioContext();
    if (context.state === 'suspended') void context.resume();
    const analyser = context.createAnalyser();
    analyser.fftSize = 4096;
    analyser.smoothingTimeConstant = 0.3;
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    ears.set(track, analyser);
    return analyser;
  };
  const senses = {
    videos: () =>
      all(document)
        .filter((element): element is HTMLVideoElement => element.localName === 'video')
        .map((video) => ({
          shown: shown(video),
          frames: video.getVideoPlaybackQuality().totalVideoFrames,
          playing: !video.paused && video.readyState >= 2 && video.videoWidth > 0,
          colour: video.readyState >= 2 && video.videoWidth > 0 ? sample(video) : undefined,
        })),
    /** Loudness in dB at a pitch against the floor around it, over all sounds that play unmuted. */
    loudness: (hertz: number): number => {
      let best = -Infinity;
      for (const element of all(document) as HTMLMediaElement[]) {
        const stream = element.srcObject;
        if (!(stream instanceof MediaStream) || element.muted || element.paused || element.volume === 0)
          continue;
        for (const track of stream.getAudioTracks()) {
          if (track.readyState !== 'live') continue;
          const analyser = ear(track);
          const bins = new Float32Array(analyser.frequencyBinCount);
          analyser.getFloatFrequencyData(bins);
          const width = analyser.context.sampleRate / analyser.fftSize;
          const at = Math.round(hertz / width);
          const peak = Math.max(...bins.subarray(at - 1, at + 2));
          best = Math.max(best, peak);
        }
      }
      return best;
    },
  };
  Object.assign(globalThis, { senses });
}

export type Senses = {
  videos(): { shown: boolean; frames: number; playing: boolean; colour?: [number, number, number] }[];
  loudness(hertz: number): number;
};

export async function giveSenses(page: Page): Promise<void> {
  await page.addInitScript(installSenses);
}

const limit = 30_000;

/** Waits until a shown video has this colour and moves. */
export async function untilSees(page: Page, colour: Colour): Promise<void> {
  await waitFor(page, `${colour} picture that moves`, async () => {
    const before = await videosOf(page, colour);
    if (before.length === 0) return false;
    await page.waitForFunction(() => new Promise((resolve) => setTimeout(() => resolve(true), 250)));
    const after = await videosOf(page, colour);
    return after.some((frames) => before.every((earlier) => frames !== earlier));
  });
}

/** Waits until no shown video has this colour. */
export async function untilSeesNo(page: Page, colour: Colour): Promise<void> {
  await waitFor(page, `no ${colour} picture`, async () => (await videosOf(page, colour)).length === 0);
}

/** Waits until a pitch is clearly heard. */
export async function untilHears(page: Page, hertz: number): Promise<void> {
  await waitFor(page, `a tone of ${hertz} Hz`, async () => (await loudness(page, hertz)) > -60);
}

/** Waits until a pitch is gone for a whole second. */
export async function untilSilent(page: Page, hertz: number): Promise<void> {
  let quietSince: number | undefined;
  await waitFor(page, `silence at ${hertz} Hz`, async () => {
    const quiet = (await loudness(page, hertz)) < -75;
    quietSince = quiet ? (quietSince ?? Date.now()) : undefined;
    return quietSince !== undefined && Date.now() - quietSince > 1000;
  });
}

export async function loudness(page: Page, hertz: number): Promise<number> {
  const value = await page.evaluate(
    (pitch) => (globalThis as unknown as { senses: Senses }).senses.loudness(pitch),
    hertz,
  );
  return value ?? -Infinity;
}

async function videosOf(page: Page, colour: Colour): Promise<number[]> {
  const videos = await page.evaluate(() => (globalThis as unknown as { senses: Senses }).senses.videos());
  return videos
    .filter((video) => video.shown && video.playing && video.colour && nearest(video.colour) === colour)
    .map((video) => video.frames);
}

function nearest(seen: readonly [number, number, number]): Colour | 'none' {
  const brightest = Math.max(...seen);
  if (brightest < 60) return 'none';
  let best: Colour | 'none' = 'none';
  let least = 120;
  for (const [name, colour] of Object.entries(colours) as [Colour, readonly [number, number, number]][]) {
    const distance = Math.hypot(...colour.map((part, index) => part - seen[index]!));
    if (distance < least) [least, best] = [distance, name];
  }
  return best;
}

async function waitFor(page: Page, what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + limit;
  for (;;) {
    if (await holds()) return;
    if (Date.now() > end)
      throw new Error(`Waited ${limit / 1000} s in vain for ${what} on ${page.url().split('#')[0]}`);
    await page.waitForFunction(
      () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(true), 80))),
    );
  }
}
