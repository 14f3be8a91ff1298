import type { Queryable } from '../db/db.js';
import { Alarm } from './alarm.js';
import type { Core } from './transact.js';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** A page may keep a command for as long as its device was off; after this nobody repeats one. */
const COMMANDS_DAYS = 30;

const EMPTY = 'UPDATE contents SET value = NULL, salt = NULL WHERE value IS NOT NULL AND interaction IN';

/** Erases what people wrote and are called once its time is over. Facts stay, and their chain still verifies. */
export class Retention {
  readonly #core: Core;
  readonly #alarm: Alarm;

  constructor(core: Core) {
    this.#core = core;
    const { clock, log } = core;
    this.#alarm = new Alarm({
      clock,
      log,
      name: 'retention',
      fallbackMs: EVERY_MS,
      task: () => this.sweep(),
    });
  }

  start(): void {
    this.#alarm.start();
  }

  stop(): Promise<void> {
    return this.#alarm.stop();
  }

  async sweep(): Promise<void> {
    const { db, clock, configs } = this.#core;
    const [time] = await db.query<{ now: number }>(`SELECT ${clock.sql} AS now`);
    const now = time?.now ?? 0;
    for (const tenant of await configs.tenants()) {
      const { config } = await configs.current(tenant);
      await db.query(
        `WITH over AS (UPDATE interactions SET erased = true
           WHERE tenant = $1 AND ended_at IS NOT NULL AND ended_at < $2 AND NOT erased RETURNING id)
         ${EMPTY} (SELECT id FROM over)`,
        [tenant, now - config.retentionDays * DAY_MS],
      );
    }
    await db.query('DELETE FROM commands WHERE at < $1', [now - COMMANDS_DAYS * DAY_MS]);
  }
}

/** Erases what is known of a contact in every interaction of theirs that has ended; says in how many. */
export async function eraseContact(q: Queryable, tenant: string, contact: string): Promise<number> {
  const rows = await q.query<{ interaction: string }>(
    `${EMPTY} (SELECT interaction FROM history WHERE tenant = $1 AND contact_ref = $2 AND ended_at IS NOT NULL)
     RETURNING interaction`,
    [tenant, contact],
  );
  return new Set(rows.map(({ interaction }) => interaction)).size;
}
