import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/** What the desk asks of the thread that runs PGlite, so that no query ever blocks its event loop. */
export type WorkerRequest =
  | { readonly id: number; readonly type: 'query'; readonly sql: string; readonly params: readonly unknown[] }
  | { readonly id: number; readonly type: 'script'; readonly sql: string }
  | { readonly id: number; readonly type: 'listen' | 'unlisten'; readonly channel: string }
  | { readonly id: number; readonly type: 'close' };

export type WorkerAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'result'; readonly id: number; readonly rows: readonly unknown[] }
  | {
      readonly type: 'error';
      readonly id: number;
      readonly message: string;
      readonly code: string;
      readonly constraint?: string;
    }
  | { readonly type: 'notified'; readonly channel: string; readonly payload: string };

if (!parentPort) throw new Error('This file runs in a worker thread.');
const port = parentPort;
const post = (answer: WorkerAnswer): void => port.postMessage(answer);
const { dataDir } = workerData as { readonly dataDir?: string };

try {
  const db = await PGlite.create(dataDir === undefined ? {} : { dataDir });
  port.on('message', (request: WorkerRequest) => {
    answer(db, request).then(
      (rows) => post({ type: 'result', id: request.id, rows }),
      (error: unknown) => post({ type: 'error', id: request.id, ...described(error) }),
    );
  });
  post({ type: 'ready' });
} catch (error) {
  post({ type: 'failed', message: described(error).message });
}

async function answer(db: PGlite, request: WorkerRequest): Promise<readonly unknown[]> {
  switch (request.type) {
    case 'query':
      return (await db.query(request.sql, [...request.params])).rows;
    case 'script':
      await db.exec(request.sql);
      return [];
    case 'listen': {
      const { channel } = request;
      await db.listen(channel, (payload) => post({ type: 'notified', channel, payload }));
      return [];
    }
    case 'unlisten':
      await db.unlisten(request.channel);
      return [];
    case 'close':
      await db.close();
      return [];
    default:
      return request satisfies never;
  }
}

function described(error: unknown): { message: string; code: string; constraint?: string } {
  if (!(error instanceof Error)) return { message: String(error), code: '' };
  const text = (key: string): string => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'string' ? value : '';
  };
  const constraint = text('constraint');
  return { message: error.message, code: text('code'), ...(constraint && { constraint }) };
}
