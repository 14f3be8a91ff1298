import { chmod, mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Db, ListenHandlers, Queryable } from './db.js';
import { CannotOpen, SqlError, unavailable } from './errors.js';
import { lockDirectory } from './lock.js';
import type { WorkerAnswer, WorkerRequest } from './pglite-worker.js';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
/** Told when the thread of the database has died: only a new process helps then. */
type Trouble = (error: Error) => void;
type Ask = (request: WithoutId<WorkerRequest>) => Promise<readonly unknown[]>;

/**
 * PGlite in a folder of its own. What it has answered survives the end of the process, however that comes about; it never
 * calls fsync, so it does not survive a power cut. Use PostgreSQL where that matters.
 */
export async function openPglite(dataDir: string, onTrouble: Trouble = () => undefined): Promise<Db> {
  const directory = resolve(dataDir);
  // Personal data: nobody else on this machine reads it, whatever mode PGlite would give its files.
  process.umask(0o077);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const lock = await lockDirectory(directory);
  try {
    const db = await start(join(directory, 'pgdata'), () => lock.release(), onTrouble);
    // PGlite gives its first files a mode of its own, whatever the mask says. Until now only the folder kept others out.
    await makePrivate(directory).catch(async (error: unknown) => {
      await db.close();
      throw error;
    });
    return db;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** PGlite in memory: for tests, and for trying the desk out. */
export function openMemory(onTrouble: Trouble = () => undefined): Promise<Db> {
  return start(undefined, async () => undefined, onTrouble);
}

async function start(
  dataDir: string | undefined,
  released: () => Promise<void>,
  onTrouble: Trouble,
): Promise<Db> {
  const worker = new Worker(new URL('./pglite-worker.js', import.meta.url), { workerData: { dataDir } });
  const waiting = new Map<number, { resolve(rows: readonly unknown[]): void; reject(error: Error): void }>();
  const listeners = new Map<string, Set<ListenHandlers>>();
  let last = 0;
  let failure: Error | undefined;
  let closing = false;

  const ask: Ask = (request) =>
    new Promise((resolve, reject) => {
      if (failure) return reject(failure);
      closing ||= request.type === 'close';
      const id = ++last;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...request, id } as WorkerRequest);
    });
  const fail = (error: Error): void => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };

  await new Promise<void>((resolve, reject) => {
    const died = (error: Error): void => {
      if (failure || closing) return;
      fail(unavailable(error));
      reject(new CannotOpen('The database could not be started.', { cause: error }));
      onTrouble(error);
    };
    worker.on('error', died);
    worker.on('exit', () => died(new Error('The thread of the database has ended.')));
    worker.on('message', (answer: WorkerAnswer) => {
      if (answer.type === 'ready') return resolve();
      if (answer.type === 'failed')
        return reject(new CannotOpen(`The database could not be opened: ${answer.message}`));
      if (answer.type === 'notified') {
        for (const { notified } of listeners.get(answer.channel) ?? []) notified(answer.payload);
        return;
      }
      const caller = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.type === 'result') caller?.resolve(answer.rows);
      else caller?.reject(new SqlError(answer.message, answer.code, answer.constraint));
    });
  });
  return database(worker, ask, listeners, released);
}

function database(
  worker: Worker,
  ask: Ask,
  listeners: Map<string, Set<ListenHandlers>>,
  released: () => Promise<void>,
): Db {
  // There is one connection: whoever comes waits until the transaction before is over.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };
  const query = async <Row>(sql: string, params: readonly unknown[] = []) =>
    (await ask({ type: 'query', sql, params })) as readonly Row[];
  const script = async (sql: string) => void (await ask({ type: 'script', sql }));
  const connection: Queryable = { query, script };
  let closed: Promise<unknown> | undefined;

  return {
    kind: 'pglite',
    query: (sql, params) => inTurn(() => query(sql, params)),
    script: (sql) => inTurn(() => script(sql)),
    tx: (work) =>
      inTurn(async () => {
        await query('BEGIN');
        try {
          const result = await work(connection);
          await query('COMMIT');
          return result;
        } catch (error) {
          await query('ROLLBACK');
          throw error;
        }
      }),
    async listen(channel, handlers) {
      const known = listeners.get(channel);
      const all = known ?? new Set<ListenHandlers>();
      all.add(handlers);
      listeners.set(channel, all);
      if (!known) await inTurn(() => ask({ type: 'listen', channel }));
      return async () => {
        all.delete(handlers);
      };
    },
    async close() {
      closed ??= inTurn(() => ask({ type: 'close' })).finally(async () => {
        await worker.terminate();
        await released();
      });
      await closed;
    },
  };
}

async function makePrivate(directory: string): Promise<void> {
  await chmod(directory, 0o700);
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600);
  }
}
