import type { Code } from '../codes.js';
import type { AccessAnswer } from './desk.js';

/** Which picture or sound: a person's camera or microphone, in the room's own terms a leg and a source. */
export type Source = 'microphone' | 'camera';
/** A stream that somebody published under a name. */
export type StreamName = `stream:${string}`;
export type Facing = 'user' | 'environment';

/** What the person at this page wants; the room makes it so whenever it is allowed and connected. */
export interface MediaIntent {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly facing: Facing;
  readonly devices: { readonly microphone?: string; readonly camera?: string; readonly speaker?: string };
}

/** What a local device does. `off`: not wanted or not allowed; `failed` says why in a code. */
export type DeviceState =
  | { readonly state: 'off' | 'starting' | 'on' }
  | { readonly state: 'failed'; readonly code: Code };

export type Quality = 'excellent' | 'good' | 'poor' | 'lost' | 'unknown';

export interface RemoteLeg {
  readonly leg: string;
  readonly microphone: boolean;
  /** `paused`: they still show their camera, but no picture comes through now. */
  readonly camera: 'off' | 'on' | 'paused';
  readonly quality: Quality;
}

/** Everything this page can know of a room. Never in the log. */
export interface MediaState {
  readonly connection:
    | { readonly state: 'idle' | 'connecting' | 'connected' | 'closed' }
    /** Media may still flow: show it until it is stale. */
    | { readonly state: 'reconnecting'; readonly since: number; readonly mediaFlows: boolean }
    /** Final for this room: expelled, or the call is over. */
    | { readonly state: 'refused'; readonly code: Code };
  readonly microphone: DeviceState;
  readonly camera: DeviceState;
  readonly facing: Facing;
  readonly canFlip: boolean;
  readonly remote: readonly RemoteLeg[];
  readonly quality: Quality;
  /** The browser waits for a tap before it plays sound: call `unlock` from one. */
  readonly playbackBlocked: boolean;
}

export const idleMedia: MediaState = {
  connection: { state: 'idle' },
  microphone: { state: 'off' },
  camera: { state: 'off' },
  facing: 'user',
  canFlip: false,
  remote: [],
  quality: 'unknown',
  playbackBlocked: false,
};

export interface ChannelOptions {
  /** The legs it goes to, by name: there is no broadcast, since a held leg still receives data. */
  readonly to: readonly string[];
  readonly reliable: boolean;
}

export interface Channel {
  /** Rejects with an error that has a `code` when it could not be handed over. Nothing is repeated after a full reconnect. */
  send(payload: Uint8Array): Promise<void>;
  listen(listener: (payload: Uint8Array, from: string) => void): () => void;
  close(): void;
}

/** The element a picture or sound is shown in: `HTMLMediaElement` in a browser. This module knows no DOM. */
export type MediaElement = unknown;
/** `MediaStream` in a browser. */
export type Stream = unknown;

export interface MediaRoom {
  readonly state: MediaState;
  subscribe(listener: (state: MediaState) => void): () => void;
  /** Says what is wanted; safe to call at any time and as often as one likes, the last call wins. */
  setIntent(intent: MediaIntent): void;
  /** Shows a leg's picture or plays its sound in an element, and again after every reconnect; `local` is one's own. */
  attach(leg: string | 'local', source: Source | StreamName, element: MediaElement): () => void;
  /** Publishes a stream of the page's own under a name. */
  publish(
    name: string,
    stream: Stream,
    options?: { readonly frameRate?: number },
  ): Promise<() => Promise<void>>;
  /**
   * Lends this room's microphone and camera to a second room, as clones: each is muted by its own room's intent. Ends with the
   * returned function, after which the second room opens devices of its own if it still wants them.
   */
  cloneTo(room: MediaRoom): Promise<() => Promise<void>>;
  channel(topic: string, options: ChannelOptions): Channel;
  captions(listener: (leg: string, text: string, final: boolean) => void): () => void;
  /** Loudness from 0 to 1 by leg, own included as `local`, a few times a second. */
  levels(listener: (levels: ReadonlyMap<string, number>) => void): () => void;
  stats(): Promise<readonly TrackStats[]>;
  /** From a tap or click: lets the browser play sound. */
  unlock(): Promise<void>;
  /** Stops capture at once, leaves, and forgets everything. */
  close(): Promise<void>;
}

export interface TrackStats {
  readonly leg: string;
  readonly source: Source;
  readonly direction: 'sent' | 'received';
  readonly packets: number;
  readonly frames?: number;
}

/** The media server behind the desk's gate. Several rooms may be open at once. */
export interface MediaPort {
  /** Loads what is needed and warms the connection up; call it when an interaction is offered. */
  prepare(url?: string): Promise<void>;
  /**
   * Enters a room and stays in it for as long as the desk gives access: `getAccess` is asked before every join, also after
   * the media server was away for long.
   */
  open(getAccess: () => Promise<AccessAnswer>, intent: MediaIntent): MediaRoom;
  /** A preview of the own camera before it is shown to anyone. */
  preview(
    facing: Facing,
    element: MediaElement,
  ): Promise<{ readonly ok: true; stop(): void } | { readonly ok: false; readonly code: Code }>;
  /** Asks for the microphone once, inside a tap, so that the browser's question comes when the person expects it. */
  askMicrophone(): Promise<{ readonly ok: true } | { readonly ok: false; readonly code: Code }>;
}
