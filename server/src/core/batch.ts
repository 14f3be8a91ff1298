import type { Queryable } from '../db/db.js';

/** What every desk on the database listens to. */
export const CHANNEL = 'desk';

/**
 * Writes that go to the database as one statement: a command costs one round trip to store, however much follows from it.
 * No two parts may change the same row.
 */
export class Batch {
  readonly #parts: string[] = [];
  readonly #params: unknown[] = [];

  /** Adds an INSERT, UPDATE or DELETE with its own `$1`, `$2` … */
  add(sql: string, params: readonly unknown[]): void {
    const before = this.#params.length;
    this.#parts.push(sql.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + before}`));
    this.#params.push(...params);
  }

  /** Runs all of them; `notices` reach the other desks when the transaction commits. */
  async run(q: Queryable, notices: readonly string[]): Promise<void> {
    if (this.#parts.length === 0 && notices.length === 0) return;
    const writes = this.#parts.map((sql, index) => `w${index} AS (${sql})`);
    const last = this.#params.length + 1;
    const tell = `SELECT count(pg_notify('${CHANNEL}', notice)) FROM jsonb_array_elements_text($${last}::jsonb) AS notice`;
    const sql = writes.length === 0 ? tell : `WITH ${writes.join(', ')} ${tell}`;
    await q.query(sql, [...this.#params, JSON.stringify(notices)]);
  }
}
