import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MediaRoom, Source } from '../interaction/index.js';

export interface Attachment {
  /** The leg whose picture or sound it is; `local` is one's own. */
  readonly leg: string;
  readonly source: Source;
  readonly element: HTMLMediaElement;
}

/**
 * Keeps pictures and sounds in the elements a host has rendered. Call `sync` after each rendering with what should be
 * where; what did not change is left alone, so that no picture flickers.
 */
export class Attachments implements ReactiveController {
  readonly #room: () => MediaRoom | undefined;
  readonly #attached = new Map<HTMLMediaElement, Attachment & { room: MediaRoom; detach: () => void }>();

  constructor(host: ReactiveControllerHost, room: () => MediaRoom | undefined) {
    this.#room = room;
    host.addController(this);
  }

  sync(wanted: readonly Attachment[]): void {
    const room = this.#room();
    const keep = new Set(room ? wanted.map(({ element }) => element) : []);
    for (const [element, { detach }] of this.#attached) {
      if (keep.has(element)) continue;
      this.#attached.delete(element);
      detach();
    }
    if (room) for (const one of wanted) this.#attach(room, one);
  }

  hostDisconnected(): void {
    this.sync([]);
  }

  #attach(room: MediaRoom, wanted: Attachment): void {
    const known = this.#attached.get(wanted.element);
    if (known?.room === room && known.leg === wanted.leg && known.source === wanted.source) return;
    known?.detach();
    const detach = room.attach(wanted.leg, wanted.source, wanted.element);
    this.#attached.set(wanted.element, { ...wanted, room, detach });
  }
}
