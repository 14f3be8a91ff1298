import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  JoinRequest,
  SignalResponse,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from '@livekit/protocol';

export interface RawAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

/** What the LiveKit client sends when it joins; with `resume`, when it comes back. */
export function joinRequest(options: { resume?: string; metadata?: string } = {}): string {
  const join = new JoinRequest({
    connectionSettings: { autoSubscribe: true },
    ...(options.metadata !== undefined && { metadata: options.metadata }),
    ...(options.resume !== undefined && { reconnect: true, participantSid: options.resume }),
  });
  const compression = WrappedJoinRequest_Compression.NONE;
  const wrapped = new WrappedJoinRequest({ compression, joinRequest: join.toBinary() });
  return Buffer.from(wrapped.toBinary()).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

export interface RawOptions {
  readonly path?: string;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly method?: string;
  readonly origin?: string;
  readonly resume?: string;
}

const queryOf = (token: string, { query, resume }: RawOptions) =>
  query ??
  new URLSearchParams({
    access_token: token,
    join_request: joinRequest(resume === undefined ? {} : { resume }),
  }).toString();

const originOf = ({ origin }: RawOptions): Record<string, string> => (origin === undefined ? {} : { origin });

/** Asks `/rtc/v1/validate` (or another path) as a page would. */
export async function ask(gate: string, token: string, options: RawOptions = {}): Promise<RawAnswer> {
  const headers = { ...originOf(options), ...options.headers };
  return answerOf(callTo(gate, '/rtc/v1/validate', token, options, headers).end());
}

/** The path goes out as it is written; a URL would tidy it up. */
function callTo(
  gate: string,
  path: string,
  token: string,
  options: RawOptions,
  headers: Record<string, string>,
) {
  const { hostname, port } = new URL(gate);
  const target = `${options.path ?? path}?${queryOf(token, options)}`;
  return request({ hostname, port, path: target, method: options.method ?? 'GET', headers, agent: false });
}

async function answerOf(call: ReturnType<typeof request>): Promise<RawAnswer> {
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode ?? 0, body, headers: response.headers };
}

/** Joins by signalling alone: no media, but a participant to LiveKit in every other way. */
export async function join(
  gate: string,
  token: string,
  options: RawOptions = {},
): Promise<RawAnswer | RawSession> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
    ...originOf(options),
    ...options.headers,
  };
  const call = callTo(gate, '/rtc/v1', token, options, headers);
  const refused = answerOf(call);
  const upgraded = once(call, 'upgrade') as Promise<[IncomingMessage, Duplex, Buffer]>;
  call.end();
  // Whichever does not happen stays open; a broken call makes both fail.
  upgraded.catch(() => undefined);
  return Promise.race([refused, upgraded.then(([, socket, head]) => new RawSession(socket, head))]);
}

/** Joins, and fails the test if that was refused. */
export async function enter(gate: string, token: string, options?: RawOptions): Promise<RawSession> {
  const outcome = await join(gate, token, options);
  if (outcome instanceof RawSession) return outcome;
  throw new Error(`refused: ${outcome.status} ${outcome.body}`);
}

/** One signalling connection, read frame by frame. */
export class RawSession {
  readonly socket: Duplex;
  readonly closed: Promise<void>;
  readonly messages: SignalResponse[] = [];
  #buffer: Buffer;
  #waiting: (() => void)[] = [];

  constructor(socket: Duplex, head: Buffer) {
    this.socket = socket;
    this.#buffer = head;
    this.closed = new Promise((resolve) => socket.on('close', () => resolve()));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#wake());
    socket.on('end', () => socket.end());
    socket.on('data', (chunk: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      this.#read();
    });
    this.#read();
  }

  /** The newest refresh token. */
  get refreshToken(): string | undefined {
    const messages = this.messages.flatMap(({ message }) =>
      message.case === 'refreshToken' ? [message.value] : [],
    );
    return messages.at(-1);
  }

  /** Waits for a message; undefined when the connection ends first. */
  async until<T>(pick: (message: SignalResponse['message']) => T | undefined): Promise<T | undefined> {
    for (let at = 0; ; at += 1) {
      while (at >= this.messages.length) {
        if (this.socket.destroyed) return undefined;
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
      const message = this.messages[at]?.message;
      const picked = message && pick(message);
      if (picked !== undefined) return picked;
    }
  }

  joined() {
    return this.until((message) => (message.case === 'join' ? message.value : undefined));
  }

  left() {
    return this.until((message) => (message.case === 'leave' ? message.value : undefined));
  }

  refreshed() {
    return this.until((message) => (message.case === 'refreshToken' ? message.value : undefined));
  }

  end(): void {
    this.socket.destroy();
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Server frames are not masked; only whole binary messages matter here. */
  #read(): void {
    for (;;) {
      const [first, second] = this.#buffer;
      if (first === undefined || second === undefined) return;
      const short = second & 0x7f;
      const header = short === 127 ? 10 : short === 126 ? 4 : 2;
      if (this.#buffer.length < header) return;
      const length =
        short === 127
          ? Number(this.#buffer.readBigUInt64BE(2))
          : short === 126
            ? this.#buffer.readUInt16BE(2)
            : short;
      if (this.#buffer.length < header + length) return;
      const payload = this.#buffer.subarray(header, header + length);
      if ((first & 0x0f) === 2) this.messages.push(SignalResponse.fromBinary(payload));
      this.#buffer = this.#buffer.subarray(header + length);
      this.#wake();
    }
  }
}
