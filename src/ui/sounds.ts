import { renderMusic, renderTone } from './tones.js';
import type { Tone } from './tones.js';

/** Where sounds come out: an element's `ownerDocument.defaultView`, asked each time, as elements move. */
export interface SoundsOptions {
  readonly view: () => (Window & typeof globalThis) | null;
}

type Sink = AudioContext & { setSinkId?: (id: string) => Promise<void> };

/**
 * Ring, message, connect and end tones and hold music, synthesised and calm, about −20 LUFS. Nothing sounds before it
 * is asked for; everything can be stopped, muted and sent to a chosen output device.
 */
export class Sounds {
  readonly #view: SoundsOptions['view'];
  readonly #buffers = new Map<Tone | 'music', Promise<AudioBuffer>>();
  readonly #playing = new Map<Tone | 'music', AudioBufferSourceNode>();
  readonly #wanted = new Set<Tone | 'music'>();
  #context: Sink | undefined;
  #owner: Window | undefined;
  #gain: GainNode | undefined;
  #muted = false;
  #volume = 1;
  #sink = '';

  constructor(options: SoundsOptions) {
    this.#view = options.view;
  }

  /** Whether nothing is heard. What plays goes on silently and is heard again afterwards. */
  get muted(): boolean {
    return this.#muted;
  }
  set muted(muted: boolean) {
    this.#muted = muted;
    this.#level();
  }

  /** From 0 to 1. */
  get volume(): number {
    return this.#volume;
  }
  set volume(volume: number) {
    this.#volume = Math.max(0, Math.min(1, volume));
    this.#level();
  }

  /** Plays a tone once. */
  play(tone: Tone): Promise<SoundResult> {
    return this.#start(tone, false);
  }

  /** Repeats a tone, or the music, until `stop`. */
  loop(tone: Tone | 'music'): Promise<SoundResult> {
    return this.#start(tone, true);
  }

  /** Stops one sound, or all. */
  stop(tone?: Tone | 'music'): void {
    for (const name of tone ? [tone] : [...this.#wanted]) {
      this.#wanted.delete(name);
      this.#playing.get(name)?.stop();
      this.#playing.delete(name);
    }
  }

  /** Sends all sounds to an output device; '' is the system's. Answers whether the browser can and did. */
  async setOutput(deviceId: string): Promise<boolean> {
    this.#sink = deviceId;
    return this.#context ? this.#applySink(this.#context) : true;
  }

  /** Stops everything and gives the audio device back. */
  dispose(): void {
    this.stop();
    const context = this.#context;
    this.#context = undefined;
    this.#gain = undefined;
    this.#buffers.clear();
    if (context && context.state !== 'closed') void context.close();
  }

  async #start(tone: Tone | 'music', loop: boolean): Promise<SoundResult> {
    if (loop && this.#playing.get(tone)?.loop && this.#owner === this.#view()) return 'playing';
    this.stop(tone);
    const context = this.#open();
    if (!context) return 'unavailable';
    this.#wanted.add(tone);
    const buffer = await this.#buffer(context, tone);
    if (!this.#wanted.has(tone) || context !== this.#context || !this.#gain) return 'stopped';
    if (this.#playing.has(tone)) return 'playing'; // asked for twice while the first was being made
    const source = new AudioBufferSourceNode(context, { buffer, loop });
    source.connect(this.#gain);
    source.addEventListener('ended', () => {
      if (this.#playing.get(tone) !== source) return;
      this.#playing.delete(tone);
      this.#wanted.delete(tone);
    });
    this.#playing.set(tone, source);
    source.start();
    return this.#wake(context);
  }

  /** Before the page's first tap browsers keep audio suspended: then what was asked for begins with that tap. */
  #wake(context: AudioContext): SoundResult {
    if (context.state === 'running') return 'playing';
    const resume = () => {
      if (context.state === 'suspended') void context.resume();
    };
    resume();
    const view = this.#owner;
    for (const gesture of ['pointerdown', 'keydown']) {
      view?.addEventListener(gesture, resume, { once: true, capture: true });
    }
    return view?.navigator.userActivation?.hasBeenActive === false ? 'waiting' : 'playing';
  }

  /** The context of the window where the element stands; a new one when it moved or that window closed. */
  #open(): AudioContext | undefined {
    const view = this.#view();
    if (!view?.AudioContext) return undefined;
    if (this.#context && this.#owner === view && this.#context.state !== 'closed') return this.#context;
    const loops = [...this.#playing].filter(([, source]) => source.loop).map(([name]) => name);
    this.dispose();
    const context: Sink = new view.AudioContext({ latencyHint: 'playback' });
    this.#context = context;
    this.#owner = view;
    this.#gain = new GainNode(context);
    this.#gain.connect(context.destination);
    this.#level();
    if (this.#sink) void this.#applySink(context);
    for (const name of loops) void this.loop(name);
    return context;
  }

  #buffer(context: AudioContext, tone: Tone | 'music'): Promise<AudioBuffer> {
    let buffer = this.#buffers.get(tone);
    if (!buffer) {
      buffer = tone === 'music' ? renderMusic(context.sampleRate) : renderTone(tone, context.sampleRate);
      this.#buffers.set(tone, buffer);
    }
    return buffer;
  }

  async #applySink(context: Sink): Promise<boolean> {
    if (!context.setSinkId) return false;
    try {
      await context.setSinkId(this.#sink);
      return true;
    } catch (error) {
      // The device is gone or not allowed: sounds stay on the system's, and the caller can say so.
      if (error instanceof DOMException) return false;
      throw error;
    }
  }

  #level(): void {
    if (!this.#gain || !this.#context) return;
    this.#gain.gain.setTargetAtTime(this.#muted ? 0 : this.#volume, this.#context.currentTime, 0.015);
  }
}

/** What became of a sound: it plays; it waits for the user's first tap; it was stopped before; there is no audio. */
export type SoundResult = 'playing' | 'waiting' | 'stopped' | 'unavailable';
