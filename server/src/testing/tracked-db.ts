import { setImmediate } from 'node:timers/promises';
import type { Db } from '../db/db.js';

/** Quiet for so many turns of the event loop means that nothing more follows from what was done. */
const QUIET_TURNS = 5;

/** A database that knows when nobody is using it: all a desk does by itself goes through its database. */
export interface TrackedDb extends Db {
  /** Resolves once no query runs and none follows. */
  idle(): Promise<void>;
}

export function trackedDb(db: Db): TrackedDb {
  let running = 0;
  const tracked = async <T>(work: () => Promise<T>): Promise<T> => {
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
    }
  };
  return {
    kind: db.kind,
    query: (sql, params) => tracked(() => db.query(sql, params)),
    script: (sql) => tracked(() => db.script(sql)),
    tx: (work) => tracked(() => db.tx(work)),
    listen: (channel, handlers) => db.listen(channel, handlers),
    close: () => db.close(),
    async idle() {
      for (let quiet = 0; quiet < QUIET_TURNS; quiet = running === 0 ? quiet + 1 : 0) await setImmediate();
    },
  };
}
