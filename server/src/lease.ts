import { randomUUID } from 'node:crypto';
import type { Queryable } from './db/db.js';

/** Which process does what only one should do at a time. */
export const leaseTable = `
  CREATE TABLE leases (
    name text PRIMARY KEY,
    holder text NOT NULL,
    until timestamptz NOT NULL
  );
`;

/** Whether this process may do `name` for the next `ms`: it has it already, or nobody has. */
export type Lease = (name: string, ms: number) => Promise<boolean>;

export function createLease(db: Queryable, holder: string = randomUUID()): Lease {
  return async (name, ms) => {
    const rows = await db.query(
      `INSERT INTO leases (name, holder, until) VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
       WHERE leases.holder = excluded.holder OR leases.until < clock_timestamp()
       RETURNING name`,
      [name, holder, ms / 1000],
    );
    return rows.length > 0;
  };
}
