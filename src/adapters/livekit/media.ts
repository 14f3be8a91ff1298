import type { Room } from 'livekit-client';
import type { ClockPort } from '../../interaction/ports/clock.js';
import type { AccessAnswer } from '../../interaction/ports/desk.js';
import type { Facing, MediaElement, MediaIntent, MediaPort } from '../../interaction/ports/media.js';
import type { Asked } from './ask-microphone.js';
import { askMicrophone } from './ask-microphone.js';
import type { Preview } from './preview.js';
import { Previews } from './preview.js';
import { defaultReconnectDelays, roomOptions } from './room-options.js';
import { LiveKitRoom } from './room.js';
import { loadSdk } from './sdk.js';

export interface LiveKitMediaOptions {
  readonly clock: ClockPort;
  /** How long to wait before each try of the library to repair a cut. After the last one new access is asked for. */
  readonly reconnectDelaysMs?: readonly number[];
  /** Lines for whoever looks for a fault. They never hold a token. */
  readonly log?: (line: string) => void;
}

/** The media port over LiveKit. */
export class LiveKitMedia implements MediaPort {
  readonly #options: LiveKitMediaOptions;
  readonly #previews = new Previews();
  /** Made while it rings, so that Accept does not wait for it. */
  #spare: Room | undefined;

  constructor(options: LiveKitMediaOptions) {
    this.#options = options;
  }

  async prepare(url?: string): Promise<void> {
    try {
      this.#spare ??= await this.#makeRoom();
      if (url !== undefined) await this.#spare.prepareConnection(url);
    } catch {
      // Only a head start is lost; the join tells what is wrong.
      this.#options.log?.('Could not prepare the media connection');
    }
  }

  open(getAccess: () => Promise<AccessAnswer>, intent: MediaIntent): LiveKitRoom {
    const parts = {
      clock: this.#options.clock,
      makeRoom: () => this.#takeRoom(),
      releasePreviews: () => this.#previews.stopAll(),
      log: (line: string) => this.#options.log?.(line),
    };
    return new LiveKitRoom(parts, getAccess, intent);
  }

  preview(facing: Facing, element: MediaElement): Promise<Preview> {
    return this.#previews.start(facing, element as HTMLMediaElement);
  }

  askMicrophone(): Promise<Asked> {
    return askMicrophone();
  }

  async #takeRoom(): Promise<Room> {
    const spare = this.#spare;
    this.#spare = undefined;
    return spare ?? (await this.#makeRoom());
  }

  async #makeRoom(): Promise<Room> {
    const sdk = await loadSdk();
    return new sdk.Room(roomOptions(this.#options.reconnectDelaysMs ?? defaultReconnectDelays));
  }
}
