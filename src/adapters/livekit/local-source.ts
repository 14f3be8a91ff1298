import type { LocalTrackPublication } from 'livekit-client';
import type { Code } from '../../interaction/codes.js';
import type { ClockPort } from '../../interaction/ports/clock.js';
import type { DeviceState, Facing, Source } from '../../interaction/ports/media.js';
import type { CaptureRequest } from './capture.js';
import { deviceCode, nameOf } from './errors.js';
import { LatestWins } from './serial.js';
import { backoff } from './timing.js';

export interface Wanted {
  readonly on: boolean;
  readonly device?: string;
  readonly facing: Facing;
}

/** The part of a room that a source needs. */
export interface Lane {
  /** Joined, and not in the middle of a reconnect, in which the library publishes again by itself. */
  readonly ready: boolean;
  /** Undefined until the desk's grants are known. */
  allowed(source: Source): boolean | undefined;
  find(source: Source): LocalTrackPublication | undefined;
  publish(source: Source, track: MediaStreamTrack): Promise<void>;
  unpublish(publication: LocalTrackPublication): Promise<void>;
}

export interface LocalSourceParts {
  readonly source: Source;
  readonly clock: ClockPort;
  readonly lane: Lane;
  capture(request: CaptureRequest): Promise<MediaStreamTrack>;
  /** Frees what else on this page holds the device. */
  release(): void;
  changed(): void;
}

/** Tries to publish before the person is told that it does not work; it goes on trying after that. */
const quietTries = 3;

/**
 * The own microphone or camera: makes what is so what is wanted, within what is allowed. Every event only asks to look again;
 * the one loop behind `LatestWins` compares and acts, so that no order of events can leave a device open or a wish undone.
 */
export class LocalSource {
  readonly #parts: LocalSourceParts;
  readonly #loop = new LatestWins(() => this.#settle());
  #wanted: Wanted = { on: false, facing: 'user' };
  #state: DeviceState = { state: 'off' };
  #track: MediaStreamTrack | undefined;
  #capturedFor: Wanted | undefined;
  /** Why the device could not be opened. Stays until something changes that could help: no second question meanwhile. */
  #failure: Code | undefined;
  #lost = false;
  #tries = 0;
  #cancelRetry: (() => void) | undefined;
  #closed = false;

  constructor(parts: LocalSourceParts) {
    this.#parts = parts;
  }

  get state(): DeviceState {
    return this.#state;
  }

  /** What is captured now, muted or not. */
  get track(): MediaStreamTrack | undefined {
    return this.#track?.readyState === 'live' ? this.#track : undefined;
  }

  get wanted(): Wanted {
    return this.#wanted;
  }

  want(wanted: Wanted): void {
    const before = this.#wanted;
    this.#wanted = wanted;
    if (before.on !== wanted.on || !sameDevice(before, wanted)) this.#failure = undefined;
    if (!wanted.on) this.#silence();
    this.#loop.ask();
  }

  /** Something about room or grants changed. */
  look(): void {
    if (!this.#closed) this.#loop.ask();
  }

  /** Something about devices changed: what failed may work now. */
  retry(): void {
    if (this.#closed) return;
    this.#failure = undefined;
    // A phone may say after a call that the track is live while nothing comes out of it.
    if (this.#track?.muted === true && !document.hidden) this.#drop();
    this.#loop.ask();
  }

  /** The device comes from elsewhere now. */
  reopen(): void {
    if (this.#closed) return;
    this.#drop();
    this.#loop.ask();
  }

  /** At once, before anything is awaited. */
  close(): void {
    this.#closed = true;
    this.#wanted = { ...this.#wanted, on: false };
    this.#cancelRetry?.();
    this.#drop();
    this.#state = { state: 'off' };
  }

  /** What the press of a button must do now, whatever the loop is waiting for. */
  #silence(): void {
    if (this.#parts.source === 'camera') this.#drop();
    else if (this.#track) this.#track.enabled = false;
  }

  async #settle(): Promise<void> {
    this.#cancelRetry?.();
    if (this.#closed) return;
    const allowed = this.#parts.lane.allowed(this.#parts.source);
    if (!this.#wanted.on || allowed === false) return await this.#takeDown(allowed !== false);
    if (this.#failure !== undefined) return this.#say({ state: 'failed', code: this.#failure });
    if (!this.#suits()) await this.#open();
    if (this.#closed || this.#loop.stale || !this.track) return;
    if (!this.#parts.lane.ready)
      return this.#state.state === 'on' ? undefined : this.#say({ state: 'starting' });
    await this.#show(this.track);
  }

  #suits(): boolean {
    return (
      this.track !== undefined &&
      this.#capturedFor !== undefined &&
      sameDevice(this.#capturedFor, this.#wanted)
    );
  }

  async #takeDown(mayStay: boolean): Promise<void> {
    const { source, lane } = this.#parts;
    const publication = lane.find(source);
    // A muted microphone stays published, so that speaking again takes no new device and no new negotiation.
    const stays = mayStay && source === 'microphone' && publication !== undefined && this.track !== undefined;
    if (!stays) this.#drop();
    this.#failure = undefined;
    this.#say({ state: 'off' });
    if (!publication) return;
    try {
      if (stays || !lane.ready) await publication.mute();
      else await lane.unpublish(publication);
    } catch {
      // Capture has ended in any case; whatever is still published goes with the reconnect that made this fail.
      this.#again();
    }
  }

  async #open(): Promise<void> {
    const wanted = this.#wanted;
    this.#say({ state: 'starting' });
    // First, because phones open one camera at a time.
    this.#drop();
    try {
      const track = await this.#request(wanted);
      if (this.#closed || !this.#wanted.on) return track.stop();
      this.#track = track;
      this.#capturedFor = wanted;
      this.#lost = false;
      track.addEventListener('ended', () => this.#onEnded(track), { once: true });
      this.#parts.changed();
    } catch (error) {
      if (this.#closed || !this.#wanted.on) return;
      const code = deviceCode(error, this.#parts.source);
      this.#failure = this.#lost && code.endsWith('-missing') ? 'device-lost' : code;
      this.#say({ state: 'failed', code: this.#failure });
    }
  }

  async #request({ device, facing }: Wanted): Promise<MediaStreamTrack> {
    const { source, clock, capture, release } = this.#parts;
    const request: CaptureRequest = { source, facing, ...(device === undefined ? {} : { device }) };
    try {
      return await capture(request);
    } catch (error) {
      if (!['NotReadableError', 'AbortError'].includes(nameOf(error))) throw error;
      // On Android the device is free only a moment after whoever had it let go.
      release();
      await new Promise<void>((resolve) => void clock.after(300, resolve));
      return await capture(request);
    }
  }

  async #show(track: MediaStreamTrack): Promise<void> {
    const { source, lane } = this.#parts;
    try {
      const publication = lane.find(source);
      if (!publication) await lane.publish(source, track);
      else if (publication.track?.mediaStreamTrack !== track)
        await publication.track?.replaceTrack(track, true);
      if (this.#closed || this.#loop.stale) return;
      track.enabled = true;
      const shown = lane.find(source);
      if (shown?.isMuted === true) await shown.unmute();
      this.#tries = 0;
      if (!this.#loop.stale) this.#say({ state: 'on' });
    } catch {
      // Not allowed any more, or the connection went: the next event or the next try sees which.
      this.#tries += 1;
      this.#say(this.#tries > quietTries ? { state: 'failed', code: 'media-failed' } : { state: 'starting' });
      this.#again();
    }
  }

  #again(): void {
    this.#cancelRetry?.();
    if (!this.#closed)
      this.#cancelRetry = this.#parts.clock.after(backoff(this.#tries + 1), () => this.#loop.ask());
  }

  #onEnded(track: MediaStreamTrack): void {
    if (this.#closed || this.#track !== track) return;
    this.#lost = true;
    this.#drop();
    this.#loop.ask();
  }

  #drop(): void {
    const track = this.#track;
    this.#track = undefined;
    this.#capturedFor = undefined;
    track?.stop();
    if (track) this.#parts.changed();
  }

  #say(state: DeviceState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#parts.changed();
  }
}

function sameDevice(one: Wanted, other: Wanted): boolean {
  return one.device === other.device && (one.device !== undefined || one.facing === other.facing);
}
