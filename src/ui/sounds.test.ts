import { expect } from '@open-wc/testing';
import { Sounds } from './sounds.js';
import { renderMusic, renderTone } from './tones.js';

const rate = 16_000;

/** Loudness by ITU-R BS.1770 (K-weighting) of the loudest 400 ms, in LUFS. */
async function loudness(buffer: AudioBuffer): Promise<number> {
  const context = new OfflineAudioContext(1, buffer.length, buffer.sampleRate);
  const shelf = new BiquadFilterNode(context, { type: 'highshelf', frequency: 1500, gain: 4 });
  const high = new BiquadFilterNode(context, { type: 'highpass', frequency: 38, Q: -6 });
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(shelf).connect(high).connect(context.destination);
  source.start();
  const samples = (await context.startRendering()).getChannelData(0);
  const size = Math.round(0.4 * buffer.sampleRate);
  let loudest = 0;
  for (let from = 0; from + size <= samples.length; from += size / 4) {
    let sum = 0;
    for (const sample of samples.subarray(from, from + size)) sum += sample * sample;
    loudest = Math.max(loudest, sum / size);
  }
  return -0.691 + 10 * Math.log10(loudest);
}

const peak = (buffer: AudioBuffer) =>
  buffer.getChannelData(0).reduce((most, one) => Math.max(most, Math.abs(one)), 0);

/** A window whose audio contexts are counted. */
function setup() {
  const made: AudioContext[] = [];
  class Counted extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      made.push(this);
    }
  }
  const windowWith = () =>
    new Proxy(window, {
      get: (target, name) => {
        if (name === 'AudioContext') return Counted;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  let view: (Window & typeof globalThis) | null = windowWith();
  const sounds = new Sounds({ view: () => view });
  return { sounds, made, move: () => (view = windowWith()), leave: () => (view = null) };
}

describe('sounds', () => {
  for (const tone of ['ring', 'message', 'connect', 'end'] as const) {
    it(`${tone} is as loud as the others, short and never clips`, async () => {
      const buffer = await renderTone(tone, rate);
      expect(await loudness(buffer)).to.be.within(-22, -18);
      expect(peak(buffer)).to.be.below(0.95);
      expect(buffer.duration).to.be.at.most(4);
      expect(Math.abs(buffer.getChannelData(0).at(-1)!)).to.be.below(0.01);
    });
  }

  it('the music goes round without a seam', async () => {
    const buffer = await renderMusic(rate);
    const samples = buffer.getChannelData(0);
    expect(await loudness(buffer)).to.be.within(-22, -18);
    const strength = (part: Float32Array) => Math.hypot(...part);
    // The end goes on ringing in the beginning.
    expect(strength(samples.slice(0, 8))).to.be.above(0.3 * strength(samples.slice(-8)));
  });

  it('none is made before one is asked for, and all use one device', async () => {
    const { sounds, made } = setup();
    sounds.muted = true;
    sounds.stop();
    expect(made.length).to.equal(0);
    await sounds.play('message');
    await sounds.loop('ring');
    expect(made.length).to.equal(1);
    sounds.dispose();
    expect(made[0]!.state).to.equal('closed');
  });

  it('one that is stopped while it is being made never begins', async () => {
    const { sounds } = setup();
    const ring = sounds.loop('ring');
    sounds.stop('ring');
    expect(await ring).to.equal('stopped');
    sounds.dispose();
  });

  it('a ring asked for twice rings once', async () => {
    const { sounds } = setup();
    const start = AudioBufferSourceNode.prototype.start;
    let starts = 0;
    AudioBufferSourceNode.prototype.start = function (...when) {
      starts += 1;
      start.apply(this, when);
    };
    await Promise.all([sounds.loop('ring'), sounds.loop('ring')]);
    await sounds.loop('ring');
    AudioBufferSourceNode.prototype.start = start;
    expect(starts).to.equal(1);
    sounds.dispose();
  });

  it('come out of the window the element moved to', async () => {
    const { sounds, made, move, leave } = setup();
    await sounds.loop('ring');
    move();
    await sounds.play('message');
    expect(made.length).to.equal(2);
    expect(made[0]!.state).to.equal('closed');
    leave();
    expect(await sounds.play('message')).to.equal('unavailable');
    sounds.dispose();
  });

  it('a device that is gone is told and does no harm', async () => {
    const { sounds } = setup();
    await sounds.play('message');
    expect(await sounds.setOutput('no-such-device')).to.equal(false);
    expect(await sounds.play('message')).to.not.equal('unavailable');
    sounds.dispose();
  });
});
