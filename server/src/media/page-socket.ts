import type { Duplex } from 'node:stream';
import { Socket } from 'node:net';

/** More than a WebSocket client may have to say before it was answered: nothing. */
const MAX_EARLY_BYTES = 64 * 1024;

/** How long a slow page may take for the last words of a connection. */
const LAST_WORDS_MS = 5000;

/** A page's socket from the first moment on: its errors are heard, and its leaving is noticed while we dial. */
export class PageSocket {
  readonly socket: Duplex;
  readonly gone: AbortSignal;
  readonly #early: Buffer[];
  #earlyBytes: number;
  readonly #abort = new AbortController();

  constructor(socket: Duplex, head: Buffer) {
    this.socket = socket;
    this.gone = this.#abort.signal;
    this.#early = [head];
    this.#earlyBytes = head.length;
    // A reset is not our failure; unhandled it would end the process.
    socket.on('error', this.#left);
    socket.on('close', this.#left);
    socket.on('end', this.#left);
    socket.on('data', this.#keep);
    if (socket instanceof Socket) {
      socket.setNoDelay(true);
      socket.setTimeout(0);
    }
  }

  /** Joins it with LiveKit's socket, byte for byte, both ways, until either ends. */
  join(upstream: Duplex, upstreamHead: Buffer, answer: string): void {
    this.socket.off('data', this.#keep);
    this.socket.off('end', this.#left);
    this.socket.pause();
    this.socket.write(answer);
    if (upstreamHead.length > 0) this.socket.write(upstreamHead);
    if (upstream.readableEnded) {
      // It spoke and hung up before we could join them (a resume that came too late): those words are in the head.
      this.socket.end();
      setTimeout(() => this.socket.destroy(), LAST_WORDS_MS).unref();
      return;
    }
    for (const chunk of this.#early) if (chunk.length > 0) upstream.write(chunk);
    // LiveKit ends it in order: what it said last, such as why, is still to be delivered.
    upstream.on('close', () => {
      if (!this.socket.writableEnded) this.socket.destroy();
      else setTimeout(() => this.socket.destroy(), LAST_WORDS_MS).unref();
    });
    this.socket.on('close', () => upstream.destroy());
    upstream.pipe(this.socket).pipe(upstream);
  }

  readonly #left = (): void => this.#abort.abort();

  readonly #keep = (chunk: Buffer): void => {
    this.#earlyBytes += chunk.length;
    if (this.#earlyBytes > MAX_EARLY_BYTES) this.socket.destroy();
    else this.#early.push(chunk);
  };
}
