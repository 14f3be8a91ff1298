import type {
  AccessAnswer,
  Channel,
  ChannelOptions,
  ClockPort,
  Code,
  MediaIntent,
  MediaRoom,
} from '../interaction/index.js';
import type { MediaState, RemoteLeg, Source, StreamName, TrackStats } from '../interaction/index.js';
import { idleMedia } from '../interaction/index.js';
import type { FakeDevices } from './fake-devices.js';
import { FakeSource } from './fake-devices.js';
import type { FakeMediaServer, FakeRemoval } from './fake-media-server.js';
import { FakeScreen } from './fake-screen.js';

export interface FakeRoomParts {
  readonly server: FakeMediaServer;
  readonly clock: ClockPort;
  readonly devices: FakeDevices;
  /** How long a room holds on to a server that is gone before it asks for new access. */
  readonly holdOnMs: number;
}

const final: readonly Code[] = [
  'call-ended',
  'not-a-party',
  'open-elsewhere',
  'unknown-leg',
  'unknown-interaction',
  'link-ended',
  'forbidden',
];
const retryMs = 250;
const levelEveryMs = 200;
const sources = ['microphone', 'camera'] as const;

type Listener<T extends readonly unknown[]> = (...value: T) => void;
type Captions = Listener<[string, string, boolean]>;

/** A media room in memory. It keeps the same contract as the real one: `mediaCases` run on both. */
export class FakeMediaRoom implements MediaRoom {
  readonly #parts: FakeRoomParts;
  readonly #getAccess: () => Promise<AccessAnswer>;
  readonly #listeners = new Set<Listener<[MediaState]>>();
  readonly #levelListeners = new Set<Listener<[ReadonlyMap<string, number>]>>();
  readonly #captionListeners = new Set<Captions>();
  readonly #channels = new Map<string, Set<Listener<[Uint8Array, string]>>>();
  readonly #screens = new Set<FakeScreen>();
  readonly #streams = new Set<string>();
  readonly #sources: Readonly<Record<Source, FakeSource>>;
  readonly #stopDevices: () => void;
  #state: MediaState = { ...idleMedia, connection: { state: 'connecting' } };
  #intent: MediaIntent;
  #name = '';
  #leg = '';
  #joinedAt: number | undefined;
  #cancelTimer: (() => void) | undefined;
  #cancelLevels: (() => void) | undefined;
  #stalled = false;
  #over = false;

  constructor(parts: FakeRoomParts, getAccess: () => Promise<AccessAnswer>, intent: MediaIntent) {
    this.#parts = parts;
    this.#getAccess = getAccess;
    this.#intent = intent;
    this.#sources = {
      microphone: new FakeSource('microphone', parts.devices),
      camera: new FakeSource('camera', parts.devices),
    };
    this.#stopDevices = parts.devices.onUnplug((source) => {
      if (source) this.#sources[source].unplugged();
      this.#tellRoom();
    });
    this.setIntent(intent);
    void this.#enter();
  }

  get leg(): string {
    return this.#leg;
  }

  get state(): MediaState {
    return this.#state;
  }

  /** What the page wants now. */
  get intent(): MediaIntent {
    return this.#intent;
  }

  get #joined(): boolean {
    return this.#joinedAt !== undefined;
  }

  subscribe(listener: (state: MediaState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setIntent(intent: MediaIntent): void {
    if (this.#over) return;
    this.#intent = intent;
    for (const source of sources) this.#sources[source].want(intent[source]);
    this.#tellRoom();
  }

  attach(leg: string, source: Source | StreamName, element: unknown): () => void {
    const screen = new FakeScreen(leg, source, element);
    for (const other of this.#screens) if (other.isFor(screen)) this.#take(other);
    if (!this.#over) this.#screens.add(screen);
    this.#project();
    return () => this.#take(screen);
  }

  async publish(name: string): Promise<() => Promise<void>> {
    await Promise.resolve();
    this.#streams.add(name);
    this.#tellRoom();
    return async () => {
      await Promise.resolve();
      this.#streams.delete(name);
      this.#tellRoom();
    };
  }

  /** Devices here are plain objects, and two rooms may hold the same one. */
  cloneTo(): Promise<() => Promise<void>> {
    return Promise.resolve(() => Promise.resolve());
  }

  channel(topic: string, { to }: ChannelOptions): Channel {
    const own = new Set<Listener<[Uint8Array, string]>>();
    const all = this.#channels.get(topic) ?? new Set();
    this.#channels.set(topic, all);
    return {
      send: async (payload) => {
        await Promise.resolve();
        if (to.length === 0) return;
        if (!this.#joined || !this.#parts.server.running)
          throw Object.assign(new Error('Media failed: not-sent'), { code: 'not-sent' });
        for (const leg of to)
          this.#parts.server.find(this.#name, leg)?.hear(topic, payload.slice(), this.#leg);
      },
      listen: (listener) => {
        own.add(listener);
        all.add(listener);
        return () => all.delete(listener);
      },
      close: () => {
        for (const listener of own) all.delete(listener);
      },
    };
  }

  captions(listener: Captions): () => void {
    this.#captionListeners.add(listener);
    return () => this.#captionListeners.delete(listener);
  }

  /** Sends a caption of the own speech to everybody who listens, as an engine would. */
  caption(text: string, isFinal = true): void {
    this.showCaption('local', text, isFinal);
    for (const room of this.#parts.server.others(this.#name, this.#leg))
      room.showCaption(this.#leg, text, isFinal);
  }

  showCaption(leg: string, text: string, isFinal: boolean): void {
    for (const listener of [...this.#captionListeners]) listener(leg, text, isFinal);
  }

  /** Keeps the camera's picture from leaving, as a phone in the background does. */
  stall(stalled: boolean): void {
    this.#stalled = stalled;
    this.#tellRoom();
  }

  get stalled(): boolean {
    return this.#stalled;
  }

  levels(listener: (levels: ReadonlyMap<string, number>) => void): () => void {
    this.#levelListeners.add(listener);
    this.#cancelLevels ??= this.#parts.clock.after(levelEveryMs, () => this.#tellLevels());
    return () => {
      this.#levelListeners.delete(listener);
      if (this.#levelListeners.size > 0) return;
      this.#cancelLevels?.();
      this.#cancelLevels = undefined;
    };
  }

  stats(): Promise<readonly TrackStats[]> {
    const packets = Math.max(1, Math.round((this.#parts.clock.now() - (this.#joinedAt ?? 0)) / 20));
    const entry = (leg: string, source: Source, direction: TrackStats['direction']): TrackStats => ({
      leg,
      source,
      direction,
      packets,
      ...(source === 'camera' ? { frames: Math.ceil(packets / 2) } : {}),
    });
    const sent = sources
      .filter((source) => this.sends(source))
      .map((source) => entry('local', source, 'sent'));
    const heard = this.#audible().flatMap((room) =>
      sources.filter((source) => room.sends(source)).map((source) => entry(room.leg, source, 'received')),
    );
    return Promise.resolve([...sent, ...heard]);
  }

  unlock(): Promise<void> {
    this.report({ playbackBlocked: false });
    return Promise.resolve();
  }

  async close(): Promise<void> {
    if (this.#joined) this.#leave();
    this.#finish({ state: 'closed' });
    await Promise.resolve();
    this.#listeners.clear();
  }

  /** Puts the room into a state by hand: for showing what a network or a browser would do. */
  report(change: Partial<MediaState>): void {
    const state = { ...this.#state, ...change };
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state);
  }

  /** Whether this room's microphone, camera or stream is on its way to the others. */
  sends(source: Source | StreamName): boolean {
    if (source !== 'microphone' && source !== 'camera')
      return this.#joined && this.#streams.has(source.slice('stream:'.length));
    return this.#joined && this.#sources[source].state.state === 'on' && this.#allowed(source);
  }

  hear(topic: string, payload: Uint8Array, from: string): void {
    for (const listener of [...(this.#channels.get(topic) ?? [])]) listener(payload, from);
  }

  /** Makes the own devices what is wanted and allowed. */
  settle(): void {
    if (this.#over) return;
    for (const source of sources) this.#sources[source].settle(this.#joined, this.#allowed(source));
  }

  /** Something in the room changed. */
  look(): void {
    if (this.#over) return;
    const { server } = this.#parts;
    const here = this.#joined && server.running;
    this.report({
      microphone: this.#sources.microphone.state,
      camera: this.#sources.camera.state,
      facing: this.#intent.facing,
      ...(here
        ? { remote: server.others(this.#name, this.#leg).map(seen), quality: 'excellent' as const }
        : {}),
    });
    this.#project();
  }

  /** The server is gone, or the line to it. */
  cutOff(): void {
    const { clock, holdOnMs } = this.#parts;
    this.report({
      connection: { state: 'reconnecting', since: clock.now(), mediaFlows: true },
      quality: 'lost',
    });
    this.#wait(holdOnMs, () => {
      this.#leave();
      void this.#enter();
    });
  }

  resumed(): void {
    this.#cancelTimer?.();
    this.report({ connection: { state: 'connected' } });
    this.#tellRoom();
  }

  removed(why: FakeRemoval): void {
    this.#leave();
    if (why === 'open-elsewhere') this.#finish({ state: 'refused', code: 'open-elsewhere' });
    else void this.#enter();
  }

  async #enter(): Promise<void> {
    const answer = await this.#getAccess();
    if (this.#over) return;
    if (!answer.ok && final.includes(answer.code))
      return this.#finish({ state: 'refused', code: answer.code });
    if (!answer.ok) return this.#wait(retryMs, () => void this.#enter());
    this.#name = answer.access.url;
    this.#leg = answer.access.token.slice(answer.access.token.lastIndexOf('.') + 1);
    this.#joinedAt = this.#parts.clock.now();
    if (!this.#parts.server.enter(this.#name, this.#leg, this)) {
      this.#joinedAt = undefined;
      return this.#wait(retryMs, () => void this.#enter());
    }
    this.report({ connection: { state: 'connected' } });
    this.#tellRoom();
  }

  #leave(): void {
    this.#joinedAt = undefined;
    this.#parts.server.leave(this.#name, this.#leg, this);
  }

  #finish(connection: MediaState['connection']): void {
    if (this.#over) return;
    this.#over = true;
    for (const source of sources) this.#sources[source].drop();
    for (const screen of this.#screens) screen.show(undefined);
    this.#screens.clear();
    this.#stopDevices();
    this.#cancelTimer?.();
    this.#cancelLevels?.();
    this.#levelListeners.clear();
    this.report({ ...idleMedia, connection });
  }

  #wait(ms: number, then: () => void): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#parts.clock.after(ms, then);
  }

  #allowed(source: Source): boolean {
    const { canPublish, sources: allowed } = this.#parts.server.grantsOf(this.#leg);
    return canPublish && allowed.includes(source);
  }

  #audible(): readonly FakeMediaRoom[] {
    const { server } = this.#parts;
    return server.running && server.grantsOf(this.#leg).canSubscribe
      ? server.others(this.#name, this.#leg)
      : [];
  }

  #tellRoom(): void {
    if (this.#joined) return this.#parts.server.changed(this.#name);
    this.settle();
    this.look();
  }

  #tellLevels(): void {
    const loud = (room: FakeMediaRoom) =>
      room.sends('microphone') ? 0.3 + 0.2 * Math.sin(this.#parts.clock.now() / 300) : 0;
    const levels = new Map([
      ['local', loud(this)],
      ...this.#audible().map((room) => [room.leg, loud(room)] as const),
    ]);
    this.#cancelLevels = this.#parts.clock.after(levelEveryMs, () => this.#tellLevels());
    for (const listener of [...this.#levelListeners]) listener(levels);
  }

  #project(): void {
    const visible = this.#audible();
    for (const screen of this.#screens)
      screen.show(screen.leg === 'local' ? this : visible.find(({ leg }) => leg === screen.leg));
  }

  #take(screen: FakeScreen): void {
    this.#screens.delete(screen);
    screen.show(undefined);
  }
}

function seen(room: FakeMediaRoom): RemoteLeg {
  const camera = room.stalled ? 'paused' : 'on';
  return {
    leg: room.leg,
    microphone: room.sends('microphone'),
    camera: room.sends('camera') ? camera : 'off',
    quality: 'excellent',
  };
}
