import type { Db } from '../db/db.js';
import { CHANNEL } from './batch.js';
import type { Change } from './types.js';

/** PostgreSQL takes 8000 bytes; ids have at most 128 characters. */
const MAX_NOTICE = 7000;

interface Notice {
  readonly desk: string;
  readonly changes: readonly Change[];
}

/** What was committed, by this desk and by the others, told once to each listener. Ids only: readers read rows. */
export class Changes {
  /** Which desk this is, so that it knows its own notices. */
  readonly desk: string;
  readonly #listeners = new Set<(change: Change, own: boolean) => void>();
  #stop: (() => Promise<void>) | undefined;

  constructor(desk: string) {
    this.desk = desk;
  }

  /** @param missed called after the connection to the database was lost and is back */
  async start(db: Db, missed: (awayMs: number) => void): Promise<void> {
    this.#stop = await db.listen(CHANNEL, { notified: (payload) => this.#receive(payload), missed });
  }

  async stop(): Promise<void> {
    this.#listeners.clear();
    await this.#stop?.();
  }

  on(listener: (change: Change, own: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The texts that tell the other desks, each small enough for the database. */
  notices(changes: readonly Change[]): readonly string[] {
    const groups: Change[][] = [];
    let size = MAX_NOTICE;
    for (const change of changes) {
      const length = JSON.stringify(change).length + 1;
      if (size + length > MAX_NOTICE) {
        groups.push([]);
        size = this.desk.length + 50;
      }
      groups.at(-1)?.push(change);
      size += length;
    }
    return groups.map((group) => JSON.stringify({ desk: this.desk, changes: group } satisfies Notice));
  }

  emit(changes: readonly Change[], own = true): void {
    for (const change of changes) for (const listener of this.#listeners) listener(change, own);
  }

  #receive(payload: string): void {
    const notice = JSON.parse(payload) as Notice;
    // Own changes were told at the commit already.
    if (notice.desk !== this.desk) this.emit(notice.changes, false);
  }
}
