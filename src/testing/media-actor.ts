import type {
  AccessAnswer,
  Channel,
  MediaIntent,
  MediaPort,
  MediaRoom,
  MediaState,
  Source,
  StreamName,
} from '../interaction/index.js';
import type { TrackStats } from '../interaction/index.js';

export type DeviceFault = 'denied' | 'missing' | 'busy';

/** What surrounds an actor: a real browser page, or the fake world in one process. */
export interface ActorStage {
  readonly port: MediaPort;
  access(room: string, leg: string): Promise<AccessAnswer>;
  /** An element that can show a source. */
  element(source: Source | StreamName): unknown;
  /** Whether a picture that moves, or a sound, is in the element now. */
  plays(element: unknown): Promise<boolean>;
  /** How many devices this page holds open. */
  openDevices(): number;
  /** Connections, sockets and timers that are left, by what the stage can count. */
  leftovers(): number;
  breakDevice(source: Source, fault: DeviceFault | undefined): void;
  unplug(source: Source): void;
  /** Keeps the picture of a camera that is on from leaving this page, or lets it go again. */
  stall(room: MediaRoom, stalled: boolean): Promise<void>;
  /** A stream of the page's own making. */
  stream(): unknown;
  /** Sends a caption of the own speech, as an engine for it would. */
  caption(room: MediaRoom, text: string): Promise<void>;
  /** Makes the room's own library go through a cut. */
  cut(room: MediaRoom, kind: 'signal' | 'full'): Promise<void>;
}

interface Opened {
  readonly room: MediaRoom;
  readonly heard: Map<string, number>;
  readonly channels: Map<string, Channel>;
  readonly received: string[];
  readonly captions: string[];
  readonly history: string[];
  readonly stopListening: () => void;
}

/**
 * One person in the media contract. Everything it takes and gives can be sent over a wire, so that the same cases drive a
 * fake in this process and a browser elsewhere.
 */
export class MediaActor {
  readonly leg: string;
  readonly #stage: ActorStage;
  readonly #rooms = new Map<string, Opened>();
  readonly #attached = new Map<string, { readonly element: unknown; detach(): void }>();
  #asked = 0;
  #lent: (() => Promise<void>) | undefined;
  #unshare: (() => Promise<void>) | undefined;

  constructor(leg: string, stage: ActorStage) {
    this.leg = leg;
    this.#stage = stage;
  }

  async open(intent: MediaIntent, name = 'main'): Promise<void> {
    await Promise.resolve();
    const getAccess = () => {
      this.#asked += 1;
      return this.#stage.access(name, this.leg);
    };
    const room = this.#stage.port.open(getAccess, intent);
    this.#playEverybody(room);
    const heard = new Map<string, number>();
    const stopListening = room.levels((levels) => {
      for (const [leg, level] of levels) heard.set(leg, Math.max(level, heard.get(leg) ?? 0));
    });
    const captions: string[] = [];
    const history: string[] = [];
    room.subscribe(({ connection: { state } }) => history.at(-1) !== state && history.push(state));
    room.captions((leg, text, final) => final && captions.push(`${leg}: ${text}`));
    this.#rooms.set(name, {
      room,
      heard,
      channels: new Map(),
      received: [],
      captions,
      history,
      stopListening,
    });
  }

  async setIntent(intent: MediaIntent, name = 'main'): Promise<void> {
    await Promise.resolve();
    this.#opened(name).room.setIntent(intent);
  }

  async state(name = 'main'): Promise<MediaState> {
    await Promise.resolve();
    return this.#opened(name).room.state;
  }

  /** The states of the connection, one after the other. */
  async history(name = 'main'): Promise<readonly string[]> {
    await Promise.resolve();
    return this.#opened(name).history;
  }

  /** From a tap. */
  async unlock(): Promise<void> {
    await this.#opened('main').room.unlock();
  }

  /** How often access was asked for. */
  async asked(): Promise<number> {
    await Promise.resolve();
    return this.#asked;
  }

  /** The loudest each leg was since this was asked the last time. */
  async loudest(name = 'main'): Promise<Readonly<Record<string, number>>> {
    await Promise.resolve();
    const { heard } = this.#opened(name);
    const loudest = Object.fromEntries(heard);
    heard.clear();
    return loudest;
  }

  async attach(handle: string, leg: string, source: Source | StreamName): Promise<void> {
    await Promise.resolve();
    const element = this.#attached.get(handle)?.element ?? this.#stage.element(source);
    const detach = this.#opened('main').room.attach(leg, source, element);
    this.#attached.set(handle, { element, detach });
  }

  async detach(handle: string): Promise<void> {
    await Promise.resolve();
    this.#attached.get(handle)?.detach();
  }

  async plays(handle: string): Promise<boolean> {
    const attached = this.#attached.get(handle);
    return attached !== undefined && (await this.#stage.plays(attached.element));
  }

  async listen(topic: string, to: readonly string[], reliable = true): Promise<void> {
    await Promise.resolve();
    const { room, channels, received } = this.#opened('main');
    const channel = room.channel(topic, { to, reliable });
    channel.listen((payload, from) => received.push(`${from}: ${new TextDecoder().decode(payload)}`));
    channels.set(topic, channel);
  }

  /** Resolves to the code of the failure, if there was one. */
  async send(topic: string, text: string): Promise<string | undefined> {
    try {
      await this.#opened('main').channels.get(topic)?.send(new TextEncoder().encode(text));
      return undefined;
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    }
  }

  async received(): Promise<readonly string[]> {
    await Promise.resolve();
    return this.#opened('main').received;
  }

  async stall(stalled: boolean): Promise<void> {
    await this.#stage.stall(this.#opened('main').room, stalled);
  }

  async share(name: string): Promise<void> {
    this.#unshare = await this.#opened('main').room.publish(name, this.#stage.stream(), { frameRate: 15 });
  }

  async unshare(): Promise<void> {
    await this.#unshare?.();
  }

  async caption(text: string): Promise<void> {
    await this.#stage.caption(this.#opened('main').room, text);
  }

  async captions(): Promise<readonly string[]> {
    await Promise.resolve();
    return this.#opened('main').captions;
  }

  async stats(): Promise<readonly TrackStats[]> {
    return await this.#opened('main').room.stats();
  }

  async lend(from: string, to: string): Promise<void> {
    this.#lent = await this.#opened(from).room.cloneTo(this.#opened(to).room);
  }

  async takeBack(): Promise<void> {
    await this.#lent?.();
  }

  async cut(kind: 'signal' | 'full'): Promise<void> {
    await this.#stage.cut(this.#opened('main').room, kind);
  }

  async breakDevice(source: Source, fault?: DeviceFault): Promise<void> {
    await Promise.resolve();
    this.#stage.breakDevice(source, fault);
  }

  async unplug(source: Source): Promise<void> {
    await Promise.resolve();
    this.#stage.unplug(source);
  }

  async openDevices(): Promise<number> {
    await Promise.resolve();
    return this.#stage.openDevices();
  }

  async leftovers(): Promise<number> {
    await Promise.resolve();
    return this.#stage.leftovers();
  }

  /** Resolves to how many devices were open right after the call, before anything could be awaited. */
  async close(name = 'main'): Promise<number> {
    const { room, stopListening } = this.#opened(name);
    const closed = room.close();
    const open = this.#stage.openDevices();
    stopListening();
    await closed;
    return open;
  }

  /** As a page does: a sound that is played nowhere is not measured by browsers either. */
  #playEverybody(room: MediaRoom): void {
    const played = new Set<string>();
    room.subscribe(({ remote }) => {
      for (const { leg } of remote) {
        if (played.has(leg)) continue;
        played.add(leg);
        room.attach(leg, 'microphone', this.#stage.element('microphone'));
      }
    });
  }

  #opened(name: string): Opened {
    const opened = this.#rooms.get(name);
    if (!opened) throw new Error(`${this.leg} did not open the room ${name}`);
    return opened;
  }
}
