import type { LocalTrackPublication, Room, Track, TrackPublishOptions } from 'livekit-client';
import { MediaError } from './errors.js';

export interface StreamOptions {
  readonly frameRate?: number;
}

interface NamedStream {
  readonly name: string;
  readonly stream: MediaStream;
  readonly options: StreamOptions;
  /** Clones, since the library stops what it unpublishes and the page's own stream goes on. */
  readonly clones: Map<MediaStreamTrack, MediaStreamTrack>;
}

/** Streams of the page's own making. They come back after a reconnect like camera and microphone. */
export class NamedStreams {
  readonly #room: () => Room | undefined;
  readonly #streams = new Set<NamedStream>();

  constructor(room: () => Room | undefined) {
    this.#room = room;
  }

  async publish(
    name: string,
    stream: MediaStream,
    options: StreamOptions = {},
  ): Promise<() => Promise<void>> {
    const named: NamedStream = { name, stream, options, clones: new Map() };
    this.#streams.add(named);
    const room = this.#room();
    try {
      if (room?.state === 'connected') await this.#show(room, named);
    } catch {
      this.#forget(named);
      throw new MediaError('media-failed');
    }
    return () => this.#stop(named);
  }

  /** After a join: what was shown before is shown again. */
  async restore(): Promise<void> {
    const room = this.#room();
    if (room?.state !== 'connected') return;
    for (const named of this.#streams) {
      try {
        await this.#show(room, named);
      } catch {
        // Not allowed now, or cut off again: the next join or grant comes here once more.
        continue;
      }
    }
  }

  close(): void {
    for (const named of [...this.#streams]) this.#forget(named);
  }

  async #show(room: Room, named: NamedStream): Promise<void> {
    for (const track of named.stream.getTracks()) {
      const before = named.clones.get(track);
      if (track.readyState !== 'live' || (before && publicationOf(room, before))) continue;
      const clone = track.clone();
      named.clones.set(track, clone);
      await room.localParticipant.publishTrack(clone, publishOptions(track.kind, named));
    }
  }

  async #stop(named: NamedStream): Promise<void> {
    const room = this.#room();
    const clones = [...named.clones.values()];
    this.#forget(named);
    if (room?.state !== 'connected') return;
    for (const clone of clones) {
      if (publicationOf(room, clone))
        await room.localParticipant.unpublishTrack(clone).catch(() => undefined);
    }
  }

  #forget(named: NamedStream): void {
    this.#streams.delete(named);
    for (const clone of named.clones.values()) clone.stop();
  }
}

function publishOptions(kind: string, { name, options }: NamedStream): TrackPublishOptions {
  const { frameRate = 30 } = options;
  if (kind === 'audio')
    return { name, stream: name, source: source('screen_share_audio'), dtx: false, red: false };
  return {
    name,
    stream: name,
    source: source('screen_share'),
    simulcast: false,
    videoCodec: 'vp8',
    // Not `videoEncoding`: the library ignores that one for this source, and gives 15 frames a second.
    screenShareEncoding: { maxBitrate: 2_500_000, maxFramerate: frameRate },
  };
}

/** An enumeration of the library's, which would load it if it were imported for its value. */
const source = (name: `${Track.Source}`): Track.Source => name as Track.Source;

function publicationOf(room: Room, track: MediaStreamTrack): LocalTrackPublication | undefined {
  return [...room.localParticipant.trackPublications.values()].find(
    (publication) => publication.track?.mediaStreamTrack === track,
  );
}
