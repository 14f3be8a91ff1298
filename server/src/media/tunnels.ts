/** One page's signalling connection through the gate. */
export interface Tunnel {
  readonly room: string;
  readonly leg: string;
  readonly epoch: number;
  end(): void;
}

/** Every open tunnel of this process by room and leg, so that whoever is expelled can be cut off. */
export class Tunnels {
  readonly #rooms = new Map<string, Set<Tunnel>>();
  #closed = false;

  add(tunnel: Tunnel): () => void {
    if (this.#closed) tunnel.end();
    const tunnels = this.#rooms.get(tunnel.room) ?? new Set();
    this.#rooms.set(tunnel.room, tunnels.add(tunnel));
    return () => {
      tunnels.delete(tunnel);
      if (tunnels.size === 0 && this.#rooms.get(tunnel.room) === tunnels) this.#rooms.delete(tunnel.room);
    };
  }

  /** Those of a leg; with `before`, only those from before a takeover that began this epoch. */
  ofLeg(room: string, leg: string, before = Infinity): readonly Tunnel[] {
    return this.#matching(room, (tunnel) => tunnel.leg === leg && tunnel.epoch < before);
  }

  ofRoom(room: string): readonly Tunnel[] {
    return this.#matching(room, () => true);
  }

  /** Ends all, and whatever is still on its way. */
  close(): void {
    this.#closed = true;
    for (const room of [...this.#rooms.keys()]) for (const tunnel of this.ofRoom(room)) tunnel.end();
  }

  get size(): number {
    let size = 0;
    for (const tunnels of this.#rooms.values()) size += tunnels.size;
    return size;
  }

  #matching(room: string, wanted: (tunnel: Tunnel) => boolean): readonly Tunnel[] {
    return [...(this.#rooms.get(room) ?? [])].filter(wanted);
  }
}
