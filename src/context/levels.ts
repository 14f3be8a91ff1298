import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MediaRoom } from '../interaction/index.js';

/** Louder than this is speech, not room noise. From 0 to 1. */
const SPEECH = 0.05;

/**
 * Who is speaking. The host renders again only when that changes; the loudness itself goes to `show`, several times a
 * second, for a ring or a bar drawn without rendering.
 */
export class Levels implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #room: () => MediaRoom | undefined;
  readonly #show: ((levels: ReadonlyMap<string, number>) => void) | undefined;
  #followed: MediaRoom | undefined;
  #stop: (() => void) | undefined;
  #speaking: ReadonlySet<string> = new Set();

  constructor(
    host: ReactiveControllerHost,
    room: () => MediaRoom | undefined,
    show?: (levels: ReadonlyMap<string, number>) => void,
  ) {
    this.#host = host;
    this.#room = room;
    this.#show = show;
    host.addController(this);
  }

  /** Whether a leg is speaking now; `local` is one's own. */
  speaks(leg: string): boolean {
    return this.#speaking.has(leg);
  }

  hostUpdated(): void {
    const room = this.#room();
    if (room === this.#followed) return;
    this.#stop?.();
    this.#followed = room;
    this.#stop = room?.levels((levels) => this.#hear(levels));
    if (!room) this.#hear(new Map());
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#followed = undefined;
  }

  #hear(levels: ReadonlyMap<string, number>): void {
    this.#show?.(levels);
    const speaking = new Set([...levels].filter(([, level]) => level > SPEECH).map(([leg]) => leg));
    const same =
      speaking.size === this.#speaking.size && [...speaking].every((leg) => this.#speaking.has(leg));
    this.#speaking = speaking;
    if (!same) this.#host.requestUpdate();
  }
}
