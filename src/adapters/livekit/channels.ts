import type { Room } from 'livekit-client';
import type { Channel, ChannelOptions } from '../../interaction/ports/media.js';
import { MediaError } from './errors.js';

type Listener = (payload: Uint8Array, from: string) => void;

/** What fits into one packet with room for its envelope; browsers and the server take no more in one piece. */
const pieceBytes = 14_000;
const more = 1;
const last = 0;

/** A message larger than this is not ours: whoever sends it wants to fill our memory. */
const longestMessage = 16_000_000;

/**
 * Messages between the legs of a room, to legs that are named. A long one is sent in pieces, in order; the first byte of each
 * says whether more follow. Nothing is repeated after a full reconnect: whoever needs state sends it again.
 */
export class Channels {
  readonly #room: () => Room | undefined;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #pieces = new Map<string, Uint8Array[]>();

  constructor(room: () => Room | undefined) {
    this.#room = room;
  }

  open(topic: string, options: ChannelOptions): Channel {
    const own = new Set<Listener>();
    const all = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, all);
    return {
      send: (payload) => this.#send(topic, options, payload),
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

  receive(payload: Uint8Array, from: string | undefined, topic: string | undefined): void {
    const listeners = this.#listeners.get(topic ?? '');
    if (from === undefined || topic === undefined || !listeners || payload.length === 0) return;
    const key = `${from}/${topic}`;
    const pieces = [...(this.#pieces.get(key) ?? []), payload.subarray(1)];
    this.#pieces.delete(key);
    if (payload[0] === more) {
      if (length(pieces) < longestMessage) this.#pieces.set(key, pieces);
      return;
    }
    const message = join(pieces);
    for (const listener of [...listeners]) listener(message, from);
  }

  /** After a full reconnect the rest of a message never comes. */
  forgetPieces(): void {
    this.#pieces.clear();
  }

  close(): void {
    this.#listeners.clear();
    this.#pieces.clear();
  }

  async #send(topic: string, { to, reliable }: ChannelOptions, payload: Uint8Array): Promise<void> {
    // To the library an empty list means everybody.
    if (to.length === 0) return;
    const room = this.#room();
    if (room?.state !== 'connected') throw new MediaError('not-sent');
    // A lost piece would make the rest of an unreliable message useless.
    if (!reliable && payload.length > pieceBytes) throw new MediaError('too-large');
    const options = { topic, reliable, destinationIdentities: [...to] };
    // Handed over without a pause in between, so that two messages never mix.
    const sending = split(payload).map((piece) => room.localParticipant.publishData(piece, options));
    try {
      await Promise.all(sending);
    } catch {
      throw new MediaError('not-sent');
    }
  }
}

function split(payload: Uint8Array): Uint8Array<ArrayBuffer>[] {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let start = 0; start === 0 || start < payload.length; start += pieceBytes) {
    const part = payload.subarray(start, start + pieceBytes);
    const piece = new Uint8Array(part.length + 1);
    piece[0] = start + pieceBytes < payload.length ? more : last;
    piece.set(part, 1);
    pieces.push(piece);
  }
  return pieces;
}

const length = (pieces: readonly Uint8Array[]): number =>
  pieces.reduce((total, piece) => total + piece.length, 0);

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(length(pieces));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
