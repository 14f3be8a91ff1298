import { MediaError } from '../adapters/livekit/errors.js';
import type {
  Channel,
  ChannelOptions,
  MediaElement,
  MediaIntent,
  MediaRoom,
  MediaState,
  Source,
  Stream,
  StreamName,
  TrackStats,
} from '../interaction/index.js';
import { idleMedia } from '../interaction/index.js';

type Undo = () => void;

/** A room whose adapter is still on its way: keeps what is asked of it, and hands it to the real room when that is there. */
export class LateRoom implements MediaRoom {
  #room: MediaRoom | undefined;
  #intent: MediaIntent;
  #state: MediaState = { ...idleMedia, connection: { state: 'connecting' } };
  readonly #waiting = new Set<(room: MediaRoom) => void>();
  readonly #given = new Set<(error: MediaError) => void>();

  constructor(intent: MediaIntent) {
    this.#intent = intent;
  }

  get state(): MediaState {
    return this.#room?.state ?? this.#state;
  }

  get closed(): boolean {
    return this.state.connection.state === 'closed';
  }

  /** The adapter is there: opens the real room, unless this one was closed meanwhile. */
  fill(open: (intent: MediaIntent) => MediaRoom): void {
    if (this.closed) return;
    const room = open(this.#intent);
    this.#room = room;
    for (const act of this.#waiting) act(room);
    this.#waiting.clear();
    this.#given.clear();
  }

  subscribe(listener: (state: MediaState) => void): Undo {
    const late = this.#room === undefined;
    return this.#soon((room) => {
      const stop = room.subscribe(listener);
      if (late) listener(room.state);
      return stop;
    });
  }

  setIntent(intent: MediaIntent): void {
    this.#intent = intent;
    this.#room?.setIntent(intent);
  }

  attach(leg: string, source: Source | StreamName, element: MediaElement): Undo {
    return this.#soon((room) => room.attach(leg, source, element));
  }

  async publish(name: string, stream: Stream, options?: { readonly frameRate?: number }): Promise<() => Promise<void>> {
    const room = await this.#there();
    return await room.publish(name, stream, options);
  }

  async cloneTo(other: MediaRoom): Promise<() => Promise<void>> {
    const room = await this.#there();
    return await room.cloneTo(other instanceof LateRoom ? await other.#there() : other);
  }

  channel(topic: string, options: ChannelOptions): Channel {
    const channel = this.#there().then((room) => room.channel(topic, options));
    // Whoever sends hears of it; for all others a channel that never opens is only silent.
    channel.catch(() => undefined);
    return {
      send: async (payload) => await (await channel).send(payload),
      listen: (listener) => {
        let stop: Undo = () => (stopped = true);
        let stopped = false;
        channel.then(
          (one) => (stopped ? undefined : (stop = one.listen(listener))),
          () => undefined,
        );
        return () => stop();
      },
      close: () => void channel.then((one) => one.close()).catch(() => undefined),
    };
  }

  captions(listener: (leg: string, text: string, final: boolean) => void): Undo {
    return this.#soon((room) => room.captions(listener));
  }

  levels(listener: (levels: ReadonlyMap<string, number>) => void): Undo {
    return this.#soon((room) => room.levels(listener));
  }

  async stats(): Promise<readonly TrackStats[]> {
    return this.#room ? await this.#room.stats() : [];
  }

  async unlock(): Promise<void> {
    await this.#room?.unlock();
  }

  async close(): Promise<void> {
    if (this.#room) return await this.#room.close();
    this.#state = { ...idleMedia, connection: { state: 'closed' } };
    this.#waiting.clear();
    for (const fail of this.#given) fail(new MediaError('not-connected'));
    this.#given.clear();
  }

  /** Now, or as soon as the room is there. */
  #soon(act: (room: MediaRoom) => Undo): Undo {
    if (this.#room) return act(this.#room);
    let undo: Undo | undefined;
    const later = (room: MediaRoom) => (undo = act(room));
    this.#waiting.add(later);
    return () => {
      this.#waiting.delete(later);
      undo?.();
    };
  }

  #there(): Promise<MediaRoom> {
    if (this.#room) return Promise.resolve(this.#room);
    if (this.closed) return Promise.reject(new MediaError('not-connected'));
    return new Promise((resolve, reject) => {
      this.#waiting.add(resolve);
      this.#given.add(reject);
    });
  }
}
