import type {
  AccessAnswer,
  Facing,
  MediaElement,
  MediaIntent,
  MediaPort,
  MediaRoom,
} from '../interaction/index.js';

/** The media port of a page that may never have a call: made when something is asked of it, which is after a call came. */
export class LateMedia implements MediaPort {
  readonly #make: () => MediaPort;
  #made: MediaPort | undefined;

  constructor(make: () => MediaPort) {
    this.#make = make;
  }

  prepare(url?: string): Promise<void> {
    return this.#port.prepare(url);
  }

  open(getAccess: () => Promise<AccessAnswer>, intent: MediaIntent): MediaRoom {
    return this.#port.open(getAccess, intent);
  }

  preview(facing: Facing, element: MediaElement): ReturnType<MediaPort['preview']> {
    return this.#port.preview(facing, element);
  }

  askMicrophone(): ReturnType<MediaPort['askMicrophone']> {
    return this.#port.askMicrophone();
  }

  get #port(): MediaPort {
    return (this.#made ??= this.#make());
  }
}
