import { describeError } from '../http/log.js';
import type { Core } from './transact.js';
import type { Change } from './types.js';

/** Transactions that were running when the connection broke dated their rows before they committed. */
const MARGIN_MS = 60_000;
const AGAIN_MS = 500;

/** Tells what may have happened while this desk could not hear the others, as soon as the database can be asked. */
export class CatchUp {
  readonly #core: Core;
  #cancel: (() => void) | undefined;
  /** Since when it could not hear, as `elapsed` counts. */
  #since = Infinity;
  #stopped = false;

  constructor(core: Core) {
    this.#core = core;
  }

  missed(awayMs: number): void {
    this.#since = Math.min(this.#since, this.#core.clock.elapsed() - awayMs);
    this.#cancel?.();
    void this.#tell();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  async #tell(): Promise<void> {
    const { clock, changes, log } = this.#core;
    const since = this.#since;
    try {
      changes.emit(await changesSince(this.#core, clock.elapsed() - since), false);
      if (this.#since === since) this.#since = Infinity;
    } catch (error) {
      log.warn('catching up failed', { error: describeError(error) });
      if (!this.#stopped) this.#cancel = clock.after(AGAIN_MS, () => void this.#tell());
    }
  }
}

/** Readers go by their own cursors, so that being told twice does no harm. */
async function changesSince({ db, clock }: Core, awayMs: number): Promise<readonly Change[]> {
  const [time] = await db.query<{ now: number }>(`SELECT ${clock.sql} AS now`);
  const since = Math.floor((time?.now ?? 0) - awayMs) - MARGIN_MS;
  const interactions = await db.query<{ tenant: string; id: string; seq: number; queue: string }>(
    `SELECT tenant, id, (state->>'seq')::integer AS seq, queue FROM interactions WHERE updated_at > $1`,
    [since],
  );
  const agents = await db.query<{ tenant: string; id: string }>(
    'SELECT tenant, id FROM agents WHERE updated_at > $1',
    [since],
  );
  const queues = new Map(
    interactions.map(({ tenant, queue }) => [JSON.stringify([tenant, queue]), { tenant, id: queue }]),
  );
  return [
    ...interactions.map(({ tenant, id, seq }) => ({ kind: 'interaction' as const, tenant, id, seq })),
    ...agents.map((agent) => ({ kind: 'agent' as const, ...agent })),
    ...[...queues.values()].map((queue) => ({ kind: 'queue' as const, ...queue })),
  ];
}
