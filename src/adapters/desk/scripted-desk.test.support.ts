import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StreamMessage } from '../../interaction/index.js';

/** A request as it arrived at the scripted desk. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly lastEventId: string | undefined;
  readonly body: { readonly [key: string]: unknown };
  readonly response: ServerResponse;
  answer(status: number, body: object, headers?: Record<string, string>): void;
  /** The connection breaks without an answer, as when a cable is pulled. */
  cut(): void;
  /** Opens the stream with its first message. */
  stream(): void;
  event(message: StreamMessage | object, id?: string): void;
  write(text: string): void;
}

/** Who asked and has gone away meanwhile does not wait any more. */
const isWaiting = (ending: string) => (asked: Asked) =>
  asked.path.endsWith(ending) && !asked.response.destroyed;

/** A desk on the loopback that answers what a test tells it to. */
export class ScriptedDesk {
  readonly #server = createServer((request, response) => void this.#receive(request, response));
  readonly #arrived: Asked[] = [];
  readonly #handlers = new Map<string, (asked: Asked) => void>();
  #look: () => void = () => {};
  url = '';

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}`;
    this.on('/v1/time', (asked) => asked.answer(200, { now: Date.now() }));
    return this;
  }

  /** Answers every request whose path ends so; others wait for `next`. */
  on(ending: string, handler: (asked: Asked) => void): void {
    this.#handlers.set(ending, handler);
  }

  off(ending: string): void {
    this.#handlers.delete(ending);
  }

  /** The next request, once it is there, whose path ends so. */
  async next(ending: string): Promise<Asked> {
    for (;;) {
      const found = this.#arrived.findIndex(isWaiting(ending));
      if (found !== -1) return this.#arrived.splice(found, 1)[0]!;
      await new Promise<void>((resolve) => {
        const before = this.#look;
        this.#look = () => {
          before();
          resolve();
        };
      });
    }
  }

  /** How many requests wait for `next`. */
  waiting(ending: string): number {
    return this.#arrived.filter(isWaiting(ending)).length;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const text = Buffer.concat(chunks).toString();
    const path = request.url ?? '/';
    const lastEventId = request.headers['last-event-id'];
    const asked: Asked = {
      method: request.method ?? 'GET',
      path,
      token: request.headers.authorization?.replace('Bearer ', ''),
      lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined,
      body: text === '' ? {} : (JSON.parse(text) as Asked['body']),
      response,
      answer: (status, body, headers = {}) => {
        const type = status < 400 ? 'application/json' : 'application/problem+json';
        response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body));
      },
      cut: () => response.destroy(),
      stream: () => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        asked.event({ type: 'hello', protocol: 1, min: 1, now: Date.now() });
      },
      event: (message, id) => {
        const data = JSON.stringify(message);
        response.write(`${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`);
      },
      write: (piece) => void response.write(piece),
    };
    const handler = [...this.#handlers].find(([ending]) => path.endsWith(ending))?.[1];
    if (handler) return handler(asked);
    this.#arrived.push(asked);
    const look = this.#look;
    this.#look = () => {};
    look();
  }
}
