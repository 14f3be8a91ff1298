import type { AccessAnswer, Code, Source } from '../interaction/index.js';
import type { FakeMediaRoom } from './fake-media-room.js';

/** What a leg may do; the desk's `Grants` fit. */
export interface FakeGrants {
  readonly canPublish: boolean;
  readonly sources: readonly Source[];
  readonly canSubscribe: boolean;
}

const everything: FakeGrants = { canPublish: true, sources: ['microphone', 'camera'], canSubscribe: true };

/**
 * A media server in memory. Rooms of any number of `FakeMedia` ports meet in it, and whoever is in the same room is seen and
 * heard by the others within what `grants` says.
 */
export class FakeMediaServer {
  readonly #rooms = new Map<string, Map<string, FakeMediaRoom>>();
  readonly #grants: (leg: string) => FakeGrants | undefined;
  #running = true;

  /** @param grants what a leg may do now: for a demo `(leg) => grantsFor(desk.state(), leg)`. Without it, everything. */
  constructor(grants: (leg: string) => FakeGrants | undefined = () => everything) {
    this.#grants = grants;
  }

  get running(): boolean {
    return this.#running;
  }

  /** Access as a desk gives it. Any access whose token ends in `.<leg>` is taken; its address names the room. */
  access(room: string, leg: string): AccessAnswer {
    return { ok: true, access: { url: `fake:${room}`, token: `fake.${leg}`, expires: Date.now() + 60_000 } };
  }

  grantsOf(leg: string): FakeGrants {
    return this.#grants(leg) ?? { canPublish: false, sources: [], canSubscribe: false };
  }

  /** Grants have changed: tell everybody who is there. */
  look(): void {
    for (const room of this.#rooms.keys()) this.changed(room);
  }

  /** Takes a leg out of its rooms; its page asks the desk whether it may come back. */
  remove(leg: string): void {
    for (const members of this.#rooms.values()) members.get(leg)?.removed('removed');
  }

  /** The server is gone: pages hold on for a while and then ask the desk for new access. */
  stop(): void {
    this.#running = false;
    for (const members of this.#rooms.values()) for (const room of members.values()) room.cutOff();
  }

  start(): void {
    this.#running = true;
    for (const members of this.#rooms.values()) for (const room of members.values()) room.resumed();
    this.look();
  }

  /** Called by a room that enters; false while the server is away. */
  enter(name: string, leg: string, room: FakeMediaRoom): boolean {
    if (!this.#running) return false;
    const members = this.#rooms.get(name) ?? new Map<string, FakeMediaRoom>();
    this.#rooms.set(name, members);
    const before = members.get(leg);
    members.set(leg, room);
    if (before !== room) before?.removed('open-elsewhere');
    this.changed(name);
    return true;
  }

  leave(name: string, leg: string, room: FakeMediaRoom): void {
    const members = this.#rooms.get(name);
    if (members?.get(leg) !== room) return;
    members.delete(leg);
    if (members.size === 0) this.#rooms.delete(name);
    this.changed(name);
  }

  others(name: string, leg: string): readonly FakeMediaRoom[] {
    return [...(this.#rooms.get(name)?.values() ?? [])].filter((room) => room.leg !== leg);
  }

  find(name: string, leg: string): FakeMediaRoom | undefined {
    return this.#rooms.get(name)?.get(leg);
  }

  changed(name: string): void {
    const members = [...(this.#rooms.get(name)?.values() ?? [])];
    // First what everybody sends, then what everybody sees of it.
    for (const room of members) room.settle();
    for (const room of members) room.look();
  }

  /** How many legs are in any room: zero when everybody has left. */
  get members(): number {
    return [...this.#rooms.values()].reduce((total, members) => total + members.size, 0);
  }
}

/** Why a room was left without its own doing. */
export type FakeRemoval = 'removed' | Extract<Code, 'open-elsewhere'>;
