import type { LocalTrackPublication, Room, Track } from 'livekit-client';
import type { Access } from '../../interaction/ports/desk.js';
import type { Source } from '../../interaction/ports/media.js';
import { redact } from './errors.js';
import type { Lane } from './local-source.js';
import { mark } from './marks.js';
import { librarySource } from './remote-legs.js';

export interface LinkListener {
  /** Somebody's track, mute or quality changed. */
  changed(): void;
  /** What the own devices may or should do has to be looked at again. */
  look(): void;
  joined(): void;
  /** What was on its way is lost. */
  cut(): void;
  data(payload: Uint8Array, from: string | undefined, topic: string | undefined): void;
  log(line: string): void;
}

/** LiveKit's numbers for what a grant allows. */
const grantOf: Readonly<Record<Source, number>> = { camera: 1, microphone: 2 };

/** One room of the library: joined, left and joined again, and what the own sources need of it. */
export class RoomLink implements Lane {
  readonly room: Room;
  readonly #listener: LinkListener;
  #joined = false;
  #away = false;
  #leave: (reason: number | undefined) => void = () => undefined;
  #left: Promise<number | undefined> = Promise.resolve(undefined);

  constructor(room: Room, listener: LinkListener) {
    this.room = room;
    this.#listener = listener;
    const { changed, look } = listener;
    const both = () => {
      changed();
      look();
    };
    room
      .on('participantConnected', changed)
      .on('participantDisconnected', changed)
      .on('trackPublished', changed)
      .on('trackUnpublished', changed)
      .on('trackSubscribed', () => {
        mark('track-subscribed');
        changed();
      })
      .on('trackUnsubscribed', changed)
      .on('trackStreamStateChanged', changed)
      .on('connectionQualityChanged', changed)
      .on('trackMuted', both)
      .on('trackUnmuted', both)
      .on('localTrackPublished', both)
      .on('localTrackUnpublished', both)
      .on('participantPermissionsChanged', both)
      .on('signalReconnecting', both)
      .on('reconnecting', () => {
        listener.cut();
        both();
      })
      .on('reconnected', both)
      .on('dataReceived', (payload, from, _kind, topic) => listener.data(payload, from?.identity, topic))
      .on('disconnected', (reason) => this.#onDisconnected(reason));
  }

  get joined(): boolean {
    return this.#joined;
  }

  /** Joined, but the library is busy with a cut. */
  get reconnecting(): boolean {
    return this.#joined && this.room.state !== 'connected';
  }

  get ready(): boolean {
    return this.#joined && this.room.state === 'connected';
  }

  async join({ url, token }: Access): Promise<boolean> {
    this.#left = new Promise((resolve) => (this.#leave = resolve));
    try {
      // Its own second try would use the same token; the join loop asks for another.
      mark('connect');
      await this.room.connect(url, token, { maxRetries: 0 });
    } catch (error) {
      this.#listener.log(`Could not join: ${redact(error)}`);
      return false;
    }
    this.#joined = this.room.state !== 'disconnected';
    this.#listener.joined();
    return true;
  }

  left(): Promise<number | undefined> {
    return this.#left;
  }

  /** While the page is left no device may open again. */
  setAway(away: boolean): void {
    this.#away = away;
    if (away) void this.leave();
    this.#listener.look();
  }

  async leave(): Promise<void> {
    try {
      await this.room.disconnect();
    } catch (error) {
      this.#listener.log(`Could not leave in order: ${redact(error)}`);
    }
  }

  async close(): Promise<void> {
    this.#joined = false;
    await this.leave();
    this.room.removeAllListeners();
  }

  allowed(source: Source): boolean | undefined {
    if (this.#away) return false;
    const { permissions } = this.room.localParticipant;
    if (!this.#joined || !permissions) return undefined;
    const { canPublish, canPublishSources } = permissions;
    // To LiveKit an empty list means every source.
    return (
      canPublish &&
      (canPublishSources.length === 0 || canPublishSources.some((one: number) => one === grantOf[source]))
    );
  }

  find(source: Source): LocalTrackPublication | undefined {
    for (const publication of this.room.localParticipant.trackPublications.values()) {
      if (publication.source === librarySource[source] && publication.track) return publication;
    }
    return undefined;
  }

  async publish(source: Source, track: MediaStreamTrack): Promise<void> {
    await this.room.localParticipant.publishTrack(track, { source: librarySource[source] as Track.Source });
  }

  async unpublish({ track }: LocalTrackPublication): Promise<void> {
    if (track) await this.room.localParticipant.unpublishTrack(track);
  }

  #onDisconnected(reason: number | undefined): void {
    this.#joined = false;
    this.#listener.cut();
    this.#leave(reason);
    this.#listener.changed();
    this.#listener.look();
  }
}
