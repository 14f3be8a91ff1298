import { createHash } from 'node:crypto';
import type { Desk } from '../core/types.js';
import type { Log } from '../log.js';
import { describeError } from '../log.js';
import type { LiveKit } from './livekit.js';
import type { Reconciler } from './reconciler.js';

export interface SweeperParts {
  readonly desk: Pick<Desk, 'live' | 'load' | 'byRoom'>;
  readonly livekit: LiveKit;
  readonly reconciler: Reconciler;
  readonly log: Log;
  readonly everyMs: number;
  /** Whether this process may do the next round: with several desks one of them is enough. */
  lease(name: string, ms: number): Promise<boolean>;
}

const RETRY_MS = 1000;

/**
 * Looks at everything from time to time, in case an event was lost: rooms of live interactions that LiveKit does not know
 * (any more) are made, rooms of ended ones are deleted, and whoever is in one is compared with the state.
 */
export class Sweeper {
  readonly #parts: SweeperParts;
  readonly #spread = new Set<NodeJS.Timeout>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: SweeperParts) {
    this.#parts = parts;
    // After LiveKit was away its rooms are gone: every desk that noticed mends that at once.
    parts.livekit.onRecovery(() => void this.#round(0));
    this.#next(parts.everyMs * Math.random());
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const timer of this.#spread) clearTimeout(timer);
  }

  /** One round over everything. @param spreadMs over how long the comparisons are spread */
  async sweep(spreadMs: number): Promise<void> {
    const { desk, livekit } = this.#parts;
    const rooms = await livekit.rooms();
    const missing = new Set(await desk.live());
    for (const room of rooms) {
      if (this.#closed) return;
      const loaded = await desk.byRoom(room.name);
      // Not one of ours: left alone.
      if (!loaded) continue;
      missing.delete(loaded.state.id);
      this.#soon(loaded.state.id, spreadMs);
    }
    for (const id of missing) {
      const loaded = await desk.load(id);
      if (this.#closed) return;
      if (!loaded || loaded.state.phase === 'ended') continue;
      await livekit.ensureRoom(loaded.state.rooms.main);
      // It may have ended while the room was made.
      this.#soon(id, spreadMs);
    }
  }

  /** Each interaction at its own moment of the round. */
  #soon(id: string, spreadMs: number): void {
    if (this.#closed) return;
    const place = createHash('sha256').update(id).digest().readUInt32BE() / 2 ** 32;
    const timer = setTimeout(() => {
      this.#spread.delete(timer);
      this.#parts.reconciler.compare(id);
    }, place * spreadMs);
    this.#spread.add(timer.unref());
  }

  #next(ms: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.#tick(), ms).unref();
  }

  async #tick(): Promise<void> {
    const { everyMs } = this.#parts;
    const done = await this.#round(everyMs * 0.8);
    this.#next(done ? everyMs : RETRY_MS);
  }

  async #round(spreadMs: number): Promise<boolean> {
    try {
      if (spreadMs > 0 && !(await this.#parts.lease('media-sweep', this.#parts.everyMs))) return true;
      await this.sweep(spreadMs);
      return true;
    } catch (error) {
      this.#parts.log.warn('sweep-failed', { error: describeError(error) });
      return false;
    }
  }
}
