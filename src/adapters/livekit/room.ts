import type { Room } from 'livekit-client';
import type { ClockPort } from '../../interaction/ports/clock.js';
import type { AccessAnswer } from '../../interaction/ports/desk.js';
import type {
  Channel,
  ChannelOptions,
  MediaElement,
  MediaIntent,
  MediaRoom,
} from '../../interaction/ports/media.js';
import type { MediaState, Source, Stream, StreamName, TrackStats } from '../../interaction/ports/media.js';
import { idleMedia } from '../../interaction/ports/media.js';
import { Attachments } from './attachments.js';
import type { CaptionListener } from './captions.js';
import { Captions } from './captions.js';
import type { CaptureRequest } from './capture.js';
import { capture, facingOf } from './capture.js';
import { Channels } from './channels.js';
import { Devices } from './devices.js';
import { MediaError, redact } from './errors.js';
import { stayJoined } from './join-loop.js';
import { Levels } from './levels.js';
import type { Lane } from './local-source.js';
import { LocalSource } from './local-source.js';
import { MediaWatch } from './media-watch.js';
import { NamedStreams } from './named-streams.js';
import { PageLife } from './page-life.js';
import { qualityOf, remoteLegs } from './remote-legs.js';
import { RoomLink } from './room-link.js';
import { Subscribers } from './subscribers.js';
import { trackStats } from './track-stats.js';

export interface RoomParts {
  readonly clock: ClockPort;
  /** Loads the library and makes a room of it. */
  makeRoom(): Promise<Room>;
  /** Frees the camera that a preview on this page holds. */
  releasePreviews(): void;
  log(line: string): void;
}

type Lend = (source: Source) => MediaStreamTrack | undefined;

/** A media room over LiveKit: joins its parts, and derives one state from them. */
export class LiveKitRoom implements MediaRoom {
  readonly #parts: RoomParts;
  readonly #getAccess: () => Promise<AccessAnswer>;
  readonly #subscribers = new Subscribers<MediaState>();
  readonly #captionListeners = new Set<CaptionListener>();
  readonly #closing = new AbortController();
  readonly #sources: Readonly<Record<Source, LocalSource>>;
  readonly #attachments: Attachments;
  readonly #channels: Channels;
  readonly #levels: Levels;
  readonly #streams: NamedStreams;
  readonly #devices: Devices;
  readonly #page: PageLife;
  #link: RoomLink | undefined;
  #linking: Promise<RoomLink | undefined> | undefined;
  #watch: MediaWatch | undefined;
  #captions: Captions | undefined;
  #lend: Lend | undefined;
  #intent: MediaIntent;
  #speaker: string | undefined;
  #state: MediaState = { ...idleMedia, connection: { state: 'connecting' } };
  #connection: MediaState['connection'] = { state: 'connecting' };
  #troubleSince: number | undefined;

  constructor(parts: RoomParts, getAccess: () => Promise<AccessAnswer>, intent: MediaIntent) {
    this.#parts = parts;
    this.#getAccess = getAccess;
    this.#intent = intent;
    const room = () => this.#link?.room;
    this.#sources = { microphone: this.#makeSource('microphone'), camera: this.#makeSource('camera') };
    this.#attachments = new Attachments({
      room,
      reconnecting: () => this.#unsettled,
      local: (source) =>
        source === 'microphone' || source === 'camera' ? this.#sources[source].track : undefined,
      changed: () => this.#update(),
    });
    this.#channels = new Channels(room);
    this.#levels = new Levels(room, parts.clock);
    this.#streams = new NamedStreams(room);
    this.#devices = new Devices({
      changed: () => this.#retryDevices(),
      flippable: () => this.#update(),
      shown: () => this.#onShown(),
    });
    this.#page = new PageLife((away) => this.#link?.setAway(away));
    this.setIntent(intent);
    void this.#live();
  }

  get state(): MediaState {
    return this.#state;
  }

  subscribe(listener: (state: MediaState) => void): () => void {
    return this.#subscribers.add(listener);
  }

  setIntent(intent: MediaIntent): void {
    if (this.#closing.signal.aborted) return;
    this.#intent = intent;
    const { microphone, camera } = intent.devices;
    this.#sources.microphone.want({
      on: intent.microphone,
      facing: 'user',
      ...(microphone ? { device: microphone } : {}),
    });
    this.#sources.camera.want({
      on: intent.camera,
      facing: intent.facing,
      ...(camera ? { device: camera } : {}),
    });
    this.#chooseSpeaker();
    this.#update();
  }

  attach(leg: string, source: Source | StreamName, element: MediaElement): () => void {
    if (this.#closing.signal.aborted) return () => undefined;
    return this.#attachments.add(leg, source, element as HTMLMediaElement);
  }

  publish(
    name: string,
    stream: Stream,
    options?: { readonly frameRate?: number },
  ): Promise<() => Promise<void>> {
    return this.#streams.publish(name, stream as MediaStream, options);
  }

  async cloneTo(room: MediaRoom): Promise<() => Promise<void>> {
    if (!(room instanceof LiveKitRoom)) throw new MediaError('media-unsupported');
    room.#borrow((source) => this.#sources[source].track?.clone());
    return () => Promise.resolve(room.#borrow(undefined));
  }

  channel(topic: string, options: ChannelOptions): Channel {
    return this.#channels.open(topic, options);
  }

  captions(listener: CaptionListener): () => void {
    this.#captionListeners.add(listener);
    return () => this.#captionListeners.delete(listener);
  }

  levels(listener: (levels: ReadonlyMap<string, number>) => void): () => void {
    return this.#levels.listen(listener);
  }

  async stats(): Promise<readonly TrackStats[]> {
    return this.#link ? await trackStats(this.#link.room) : [];
  }

  async unlock(): Promise<void> {
    // The elements first: in the tap itself, before anything is awaited.
    const playing = this.#attachments.play();
    await this.#link?.room
      .startAudio()
      .catch((error: unknown) => this.#parts.log(`Sound stays blocked: ${redact(error)}`));
    await playing;
    this.#update();
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    for (const source of Object.values(this.#sources)) source.close();
    this.#streams.close();
    this.#attachments.clear();
    this.#levels.close();
    this.#channels.close();
    this.#devices.close();
    this.#page.close();
    this.#watch?.stop();
    this.#captions?.close();
    this.#captionListeners.clear();
    this.#state = { ...idleMedia, connection: { state: 'closed' } };
    this.#subscribers.tell(this.#state);
    this.#subscribers.clear();
    await this.#link?.close();
  }

  /** The library's room, for tests: it can play a cut. */
  get library(): Room | undefined {
    return this.#link?.room;
  }

  async #live(): Promise<void> {
    const { clock, log } = this.#parts;
    void this.#linked();
    await stayJoined({
      clock,
      signal: this.#closing.signal,
      getAccess: this.#getAccess,
      join: async (access) => (await this.#linked())?.join(access) ?? false,
      left: () => this.#link?.left() ?? Promise.resolve(undefined),
      pageShown: () => this.#page.shown(),
      hurry: () => this.#page.hurry(),
      report: (connection) => this.#report(connection),
    }).catch((error: unknown) => log(`The join loop failed: ${redact(error)}`));
  }

  /** The room, made while access is asked for; undefined when the library cannot be loaded now. */
  #linked(): Promise<RoomLink | undefined> {
    this.#linking ??= this.#makeRoom().catch((error: unknown) => {
      this.#parts.log(`Could not load livekit-client: ${redact(error)}`);
      this.#linking = undefined;
      return undefined;
    });
    return this.#linking;
  }

  async #makeRoom(): Promise<RoomLink | undefined> {
    const room = await this.#parts.makeRoom();
    if (this.#closing.signal.aborted) return undefined;
    this.#link = this.#makeLink(room);
    this.#watch = new MediaWatch(room, this.#parts.clock, () => this.#update());
    this.#captions = new Captions(room, this.#captionListeners);
    this.#chooseSpeaker();
    return this.#link;
  }

  #makeLink(room: Room): RoomLink {
    return new RoomLink(room, {
      changed: () => this.#update(),
      look: () => this.#look(),
      joined: () => void this.#streams.restore(),
      cut: () => this.#channels.forgetPieces(),
      data: (payload, from, topic) => this.#channels.receive(payload, from, topic),
      log: this.#parts.log,
    });
  }

  #makeSource(source: Source): LocalSource {
    const link = () => this.#link;
    const lane: Lane = {
      get ready() {
        return link()?.ready ?? false;
      },
      allowed: (one) => link()?.allowed(one),
      find: (one) => link()?.find(one),
      publish: async (one, track) => await link()?.publish(one, track),
      unpublish: async (publication) => await link()?.unpublish(publication),
    };
    return new LocalSource({
      source,
      clock: this.#parts.clock,
      lane,
      capture: (request) => this.#capture(request),
      release: this.#parts.releasePreviews,
      changed: () => this.#update(),
    });
  }

  async #capture(request: CaptureRequest): Promise<MediaStreamTrack> {
    const lent = this.#lend?.(request.source);
    if (lent) {
      lent.enabled = true;
      return lent;
    }
    const track = await capture(request);
    // Only now does the browser name its cameras.
    void this.#devices.look();
    return track;
  }

  #borrow(lend: Lend | undefined): void {
    this.#lend = lend;
    for (const source of Object.values(this.#sources)) source.reopen();
  }

  #chooseSpeaker(): void {
    const { speaker } = this.#intent.devices;
    if (!this.#link || speaker === this.#speaker) return;
    this.#speaker = speaker;
    this.#link.room
      .switchActiveDevice('audiooutput', speaker ?? 'default')
      .catch((error: unknown) => this.#parts.log(`The speaker stays as it was: ${redact(error)}`));
  }

  #retryDevices(): void {
    for (const source of Object.values(this.#sources)) source.retry();
  }

  #onShown(): void {
    for (const source of Object.values(this.#sources)) source.retry();
    void this.#attachments.play();
  }

  #look(): void {
    for (const source of Object.values(this.#sources)) source.look();
  }

  #report(connection: MediaState['connection']): void {
    if (this.#closing.signal.aborted) return;
    this.#connection = connection;
    if (connection.state === 'connected') this.#watch?.start();
    else this.#watch?.stop();
    if (connection.state === 'refused') {
      for (const source of Object.values(this.#sources)) source.close();
      this.#streams.close();
    }
    this.#update();
    this.#look();
  }

  get #unsettled(): boolean {
    const { state } = this.#connection;
    return state === 'reconnecting' || this.#link?.reconnecting === true;
  }

  #update(): void {
    if (this.#closing.signal.aborted) return;
    this.#attachments.sync();
    const room = this.#link?.room;
    const { camera, microphone } = this.#sources;
    const legs = { still: (leg: string) => this.#watch?.still(leg) ?? false, reconnecting: this.#unsettled };
    const state: MediaState = {
      connection: this.#connectionNow(),
      microphone: microphone.state,
      camera: camera.state,
      facing: camera.track ? facingOf(camera.track, this.#intent.facing) : this.#intent.facing,
      canFlip: this.#devices.canFlip,
      remote: room ? remoteLegs(room, this.#state.remote, legs) : [],
      quality: qualityOf(room?.localParticipant.connectionQuality ?? ''),
      playbackBlocked: this.#attachments.blocked,
    };
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#subscribers.tell(state);
  }

  #connectionNow(): MediaState['connection'] {
    if (this.#connection.state !== 'connected') return this.#connection;
    const dead = this.#watch?.dead ?? false;
    if (!dead && this.#link?.reconnecting !== true) {
      this.#troubleSince = undefined;
      return this.#connection;
    }
    this.#troubleSince ??= this.#parts.clock.now();
    return {
      state: 'reconnecting',
      since: this.#troubleSince,
      mediaFlows: !dead && (this.#watch?.flows ?? false),
    };
  }
}
