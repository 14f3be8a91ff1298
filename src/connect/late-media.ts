import { askMicrophone } from '../adapters/livekit/ask-microphone.js';
import type { LiveKitMedia, LiveKitMediaOptions } from '../adapters/livekit/index.js';
import type { AccessAnswer, Facing, MediaElement, MediaIntent, MediaPort, MediaRoom } from '../interaction/index.js';
import { LateRoom } from './late-room.js';

/** How long after a failed try to load it is tried again; the last one for as long as a room wants it. */
const RETRY_MS = [500, 1000, 2000, 5000, 10_000];

export interface LateMediaOptions extends LiveKitMediaOptions {
  /** Loads the port; tests give one of their own. */
  readonly load?: (options: LiveKitMediaOptions) => Promise<MediaPort>;
}

/**
 * The media port of a page that may never have a call. The adapter and livekit-client, most of all there is to load, come
 * with `prepare`, which is called when a call is near; a room that is opened before they are there waits for them.
 */
export class LateMedia implements MediaPort {
  readonly #options: LateMediaOptions;
  #loading: Promise<MediaPort> | undefined;
  #port: MediaPort | undefined;

  constructor(options: LateMediaOptions) {
    this.#options = options;
  }

  async prepare(url?: string): Promise<void> {
    try {
      const port = await this.#load();
      await port.prepare(url);
    } catch {
      // Only a head start is lost: a room tries again, and tells what is wrong.
      this.#options.log?.('Could not load the media adapter');
    }
  }

  open(getAccess: () => Promise<AccessAnswer>, intent: MediaIntent): MediaRoom {
    if (this.#port) return this.#port.open(getAccess, intent);
    const room = new LateRoom(intent);
    void this.#fill(room, getAccess);
    return room;
  }

  async preview(facing: Facing, element: MediaElement): ReturnType<MediaPort['preview']> {
    try {
      const port = await this.#load();
      return await port.preview(facing, element);
    } catch {
      return { ok: false, code: 'media-failed' };
    }
  }

  /** Without loading anything: the browser asks inside the tap or not at all. */
  askMicrophone(): ReturnType<MediaPort['askMicrophone']> {
    return askMicrophone();
  }

  async #fill(room: LateRoom, getAccess: () => Promise<AccessAnswer>): Promise<void> {
    for (let failures = 0; !room.closed; failures += 1) {
      const port = await this.#load().catch(() => undefined);
      if (port) return room.fill((intent) => port.open(getAccess, intent));
      const wait = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]!;
      await new Promise<void>((resolve) => this.#options.clock.after(wait, resolve));
    }
  }

  #load(): Promise<MediaPort> {
    const { load = loadLiveKit } = this.#options;
    this.#loading ??= load(this.#options).then(
      (port) => (this.#port = port),
      (error: unknown) => {
        // The network may be back the next time.
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }
}

/** Fetches what a call needs ahead of it; what fails is fetched again when it is needed. */
export async function fetchMedia(): Promise<void> {
  const adapter = await import('../adapters/livekit/index.js');
  await adapter.loadSdk();
}

async function loadLiveKit(options: LiveKitMediaOptions): Promise<LiveKitMedia> {
  const adapter = await import('../adapters/livekit/index.js');
  return new adapter.LiveKitMedia(options);
}
