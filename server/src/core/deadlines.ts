import type { SystemCommandBody } from 'video-session-window/interaction';
import type { Queryable } from '../db/db.js';
import { describeError } from '../http/log.js';
import { Alarm } from './alarm.js';
import { runSystemCommand } from './commands.js';
import type { DeadlineRow } from './presence-rows.js';
import type { Core } from './transact.js';

/** A claimed row is this desk's for so long; should it die meanwhile, another one takes it after that. */
const CLAIM_MS = 10_000;
const AT_ONCE = 20;
/** What nobody told this desk about is found after this long. */
const FALLBACK_MS = 5000;
/** Timers may ring a moment before the database's clock agrees. */
const LATE_MS = 5;

export interface DueRow extends DeadlineRow {
  /** Absent for what is not derived from an interaction's state. */
  readonly command: SystemCommandBody | null;
}

/**
 * Carries out what happens by itself. Rows are claimed with SKIP LOCKED by any desk and deleted in the transaction that
 * carries them out, so that each takes effect once, however many desks run or die.
 */
export class Deadlines {
  readonly #core: Core;
  readonly #absence: (row: DueRow) => Promise<void>;
  readonly #alarm: Alarm;

  /** @param absence carries out rows of presence */
  constructor(core: Core, absence: (row: DueRow) => Promise<void>) {
    this.#core = core;
    this.#absence = absence;
    const { clock, log } = core;
    this.#alarm = new Alarm({
      clock,
      log,
      name: 'deadlines',
      fallbackMs: FALLBACK_MS,
      task: () => this.#work(),
    });
  }

  start(): void {
    this.#alarm.within(0);
  }

  /** Something is due in `ms`. */
  within(ms: number): void {
    this.#alarm.within(ms + LATE_MS);
  }

  /** Another desk has changed something: look again soon, in case that desk is gone when it is due. */
  lookAgain(): void {
    this.#alarm.within(1000);
  }

  stop(): Promise<void> {
    return this.#alarm.stop();
  }

  async #work(): Promise<void> {
    const { db, clock } = this.#core;
    const [next] = await db.query<{ now: number; at: number | null }>(
      `SELECT ${clock.sql} AS now, (SELECT min(at) FROM deadlines) AS at`,
    );
    if (!next || next.at === null) return;
    if (next.at > next.now) return this.within(next.at - next.now);
    const due = await this.#claim(next.now);
    // What is due but claimed by another desk is looked at again, in case that desk dies.
    this.#alarm.within(due.length === 0 ? 1000 : 0);
    await Promise.all(due.map((row) => this.#carryOut(row)));
  }

  #claim(now: number): Promise<readonly DueRow[]> {
    return this.#core.db.query<DueRow>(
      `UPDATE deadlines AS d SET claimed_until = $1::bigint + ${CLAIM_MS} FROM (
         SELECT owner_kind, tenant, owner, key FROM deadlines WHERE at <= $1 AND claimed_until <= $1
         ORDER BY at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED) AS due
       WHERE d.owner_kind = due.owner_kind AND d.tenant = due.tenant AND d.owner = due.owner AND d.key = due.key
       RETURNING d.owner_kind AS kind, d.tenant, d.owner, d.key, d.at, d.command`,
      [now],
    );
  }

  async #carryOut(row: DueRow): Promise<void> {
    const { command } = row;
    try {
      if (command === null) await this.#absence(row);
      else await runSystemCommand(this.#core, row.owner, command, ({ q }) => takeDeadline(q, row));
    } catch (error) {
      // The claim lapses and the row is tried again, here or elsewhere.
      this.#core.log.error('deadline failed', {
        interaction: row.owner,
        key: row.key,
        error: describeError(error),
      });
    }
  }
}

/** Deletes a due row inside the transaction that carries it out; false when it was moved, taken or cancelled meanwhile. */
export async function takeDeadline(q: Queryable, row: DeadlineRow): Promise<boolean> {
  const taken = await q.query(
    `DELETE FROM deadlines WHERE owner_kind = $1 AND tenant = $2 AND owner = $3 AND key = $4 AND at = $5 RETURNING key`,
    [row.kind, row.tenant, row.owner, row.key, row.at],
  );
  return taken.length > 0;
}
