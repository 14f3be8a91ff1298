import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { StreamMessage } from 'video-session-window/interaction';

export interface Received {
  readonly id: string | undefined;
  readonly message: StreamMessage;
}

/** A page's reader: collects what comes, can stop reading without hanging up, and can be cut at any byte. */
export async function openStream(url: string, token: string, cursor?: string) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(cursor !== undefined && { 'last-event-id': cursor }),
    };
    request(url, { headers, agent: false }, resolve).on('error', reject).end();
  });
  const received: Received[] = [];
  const waiters = new Set<() => void>();
  let rest = '';
  let bytes = 0;
  let limit = Infinity;
  let ended = false;
  const wake = (): void => {
    for (const waiter of [...waiters]) waiter();
  };
  response.setEncoding('utf8');
  response.on('data', (text: string) => {
    bytes += text.length;
    // What was on its way when the connection was cut never arrived.
    rest += bytes > limit ? text.slice(0, Math.max(0, text.length - (bytes - limit))) : text;
    const events = rest.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const message = /^data: (.*)$/m.exec(event)?.[1];
      if (message !== undefined)
        received.push({ id: /^id: (.*)$/m.exec(event)?.[1], message: JSON.parse(message) });
    }
    if (bytes >= limit) response.destroy();
    wake();
  });
  const end = (): void => {
    ended = true;
    wake();
  };
  response.on('close', end).on('error', end);

  const stream = {
    status: response.statusCode ?? 0,
    received,
    get messages(): readonly StreamMessage[] {
      return received.map(({ message }) => message);
    },
    get ended() {
      return ended;
    },
    /** The id of the last event that came whole: where a page goes on. */
    get cursor(): string | undefined {
      return received.findLast(({ id }) => id !== undefined)?.id;
    },
    cutAfter(more: number) {
      limit = bytes + more;
    },
    pause: () => response.pause(),
    resume: () => response.resume(),
    close: () => response.destroy(),
    /** Resolves with the first message that fits, from those that came already on. */
    until<T extends StreamMessage>(fits: (message: StreamMessage) => message is T): Promise<T> {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const found = stream.messages.find(fits);
          if (!found && !ended) return;
          waiters.delete(look);
          if (found) resolve(found);
          else reject(new Error(`The stream ended after ${received.length} messages.`));
        };
        waiters.add(look);
        look();
      });
    },
    untilEnd: () =>
      new Promise<void>((resolve) => {
        if (ended) return resolve();
        response.on('close', () => resolve());
      }),
    /** Resolves once something true of what came. */
    untilTrue(holds: () => boolean): Promise<void> {
      return new Promise((resolve) => {
        const look = (): void => {
          if (!holds() && !ended) return;
          waiters.delete(look);
          resolve();
        };
        waiters.add(look);
        look();
      });
    },
  };
  return stream;
}

export type Stream = Awaited<ReturnType<typeof openStream>>;

export const isType =
  <T extends StreamMessage['type']>(type: T) =>
  (message: StreamMessage): message is Extract<StreamMessage, { type: T }> =>
    message.type === type;

export const isFact =
  (type: string) =>
  (message: StreamMessage): message is Extract<StreamMessage, { type: 'fact' }> =>
    message.type === 'fact' && message.fact.type === type;
