/** The short sounds. */
export type Tone = 'ring' | 'message' | 'connect' | 'end';

/** One note: pitch in Hz, when, how long (seconds), how loud. */
type Note = readonly [pitch: number, at: number, length: number, level?: number];

const C4 = 261.63;
const step = (semitones: number) => C4 * 2 ** (semitones / 12);

// The ring's silence is part of it: it is looped.
const tones: Readonly<Record<Tone, { readonly notes: readonly Note[]; readonly length: number }>> = {
  ring: {
    notes: [
      [step(7), 0, 0.9],
      [step(12), 0.18, 0.9],
      [step(7), 0.7, 0.9],
      [step(12), 0.88, 1],
    ],
    length: 3.5,
  },
  message: {
    notes: [
      [step(16), 0, 0.3],
      [step(19), 0.1, 0.45],
    ],
    length: 0.7,
  },
  connect: {
    notes: [
      [step(7), 0, 0.3],
      [step(12), 0.12, 0.5],
    ],
    length: 0.8,
  },
  end: {
    notes: [
      [step(12), 0, 0.3],
      [step(5), 0.14, 0.6],
    ],
    length: 0.9,
  },
};

// Four quiet bars, two chords a bar, that end where they begin.
const chords = [
  [0, 4, 7, 11],
  [-3, 0, 4, 7],
  [-7, -3, 0, 4],
  [-5, -1, 2, 7],
];
const chordLength = 4;

/** About −20 LUFS: the loudest 400 ms, mean square, before the ear's weighting, which is flat at these pitches. */
const loudness = 10 ** (-20 / 20);

/** A tone as a buffer, at the given rate. */
export async function renderTone(tone: Tone, sampleRate: number): Promise<AudioBuffer> {
  const { notes, length } = tones[tone];
  const context = new OfflineAudioContext(1, Math.round(length * sampleRate), sampleRate);
  for (const note of notes) strike(context, note);
  return level(await context.startRendering());
}

/** Hold or waiting music as a buffer that loops without a seam. */
export async function renderMusic(sampleRate: number): Promise<AudioBuffer> {
  const length = chords.length * chordLength;
  // Played twice, and the second time kept: the beginning then carries the end's ringing notes.
  const context = new OfflineAudioContext(1, Math.round(2 * length * sampleRate), sampleRate);
  for (let bar = 0; bar < 2 * chords.length; bar += 1) {
    const chord = chords[bar % chords.length]!;
    chord.forEach((semitone, at) => {
      const start = bar * chordLength;
      strike(context, [step(semitone), start + at * 0.5, chordLength, 0.5]);
      strike(context, [step(semitone + 12), start + 2 + at * 0.5, 1.6, 0.22]);
    });
  }
  const twice = await context.startRendering();
  const half = Math.round(length * sampleRate);
  const once = new AudioBuffer({ length: half, numberOfChannels: 1, sampleRate });
  once.copyToChannel(twice.getChannelData(0).subarray(half, 2 * half), 0);
  return level(once);
}

/** A soft bell: a sine and a quieter octave, quick in, slow out. */
function strike(context: OfflineAudioContext, [pitch, at, length, loud = 1]: Note): void {
  for (const [overtone, share] of [
    [1, 1],
    [2, 0.18],
    [3, 0.05],
  ] as const) {
    const gain = new GainNode(context, { gain: 0 });
    const oscillator = new OscillatorNode(context, { frequency: pitch * overtone });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(loud * share * 0.3, at + 0.02);
    gain.gain.setTargetAtTime(0, at + 0.02, length / 5);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + length * 1.5);
  }
}

/** Brings the loudest 400 ms to the same loudness in every sound, and never lets it clip. */
function level(buffer: AudioBuffer): AudioBuffer {
  const samples = buffer.getChannelData(0);
  const window = Math.min(samples.length, Math.round(0.4 * buffer.sampleRate));
  let sum = 0;
  let loudest = 0;
  let peak = 0;
  samples.forEach((sample, at) => {
    sum += sample * sample - (at >= window ? samples[at - window]! ** 2 : 0);
    loudest = Math.max(loudest, sum / window);
    peak = Math.max(peak, Math.abs(sample));
  });
  const factor = Math.min(loudness / Math.sqrt(loudest), 0.9 / peak);
  for (let at = 0; at < samples.length; at += 1) samples[at]! *= factor;
  return buffer;
}
