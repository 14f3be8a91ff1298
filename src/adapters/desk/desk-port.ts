import type {
  Access,
  AccessAnswer,
  AgentCommand,
  ClockPort,
  Code,
  Command,
  DeskPort,
  Outcome,
  Page,
  StoragePort,
  Topic,
  TopicListener,
} from '../../interaction/index.js';
import { LIVE_DEADLINE_MS, commandClass } from '../../interaction/index.js';
import { isAccess, queryPath, readPage } from './answers.js';
import { DeskClock } from './desk-clock.js';
import { EarlyAccess } from './early-access.js';
import type { Fetch } from './http.js';
import { DeskHttp, outcomeOf } from './http.js';
import { sendLive } from './live.js';
import { Outbox } from './outbox.js';
import type { Rules } from './receiver.js';
import { Receiver } from './receiver.js';
import { EventStream } from './stream.js';
import { tabId } from './tab-id.js';
import type { TokenAnswer } from './tokens.js';
import { Tokens } from './tokens.js';
import { Topics } from './topics.js';

export interface DeskPortOptions {
  /** The desk's address, without a path. */
  readonly url: string;
  /** Asked at start, before the token ends and when the desk refuses it. May reject with an error that has a `code`. */
  readonly getToken: () => Promise<TokenAnswer>;
  readonly role: 'agent' | 'contact';
  readonly clock: ClockPort;
  readonly storage: StoragePort;
  readonly fetch?: Fetch;
  /** This page's name; by default one that survives a reload but not a duplicated tab. */
  readonly tabId?: string;
  /** Whose commands are kept here; by default the token says so. */
  readonly owner?: string;
  readonly random?: () => number;
  /** Loads what an interaction needs, before its first message is taken; by default with a dynamic import. */
  readonly loadRules?: () => Promise<Rules>;
  /** What became of commands that an earlier page had left undelivered. */
  readonly onSettled?: (interaction: string, command: Command, outcome: Outcome) => void;
  /** A listener that threw; by default the page's own error handling hears of it. */
  readonly onError?: (error: unknown) => void;
}

/** The desk over HTTP. */
export interface HttpDeskPort extends DeskPort {
  /** Tries again now: the network is back, the page is shown again, or somebody has signed in. */
  wake(): void;
}

const REQUEST_LIMIT_MS = 10_000;

export function createDeskPort(options: DeskPortOptions): HttpDeskPort {
  return new Desk(options);
}

class Desk implements HttpDeskPort {
  readonly #options: DeskPortOptions;
  readonly #random: () => number;
  readonly #closed = new AbortController();
  readonly #tokens: Tokens;
  readonly #http: DeskHttp;
  readonly #topics: Topics;
  readonly #stream: EventStream;
  readonly #outbox: Outbox;
  readonly #time: DeskClock;
  readonly #early: EarlyAccess;
  #owner: string | undefined;
  #tab: Promise<string> | undefined;
  #tabNow: string | undefined;

  constructor(options: DeskPortOptions) {
    const { clock, getToken, storage, role, onSettled } = options;
    const url = options.url.replace(/\/+$/, '');
    const fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
    const random = options.random ?? Math.random;
    const closed = this.#closed.signal;
    this.#options = options;
    this.#random = random;
    this.#early = new EarlyAccess(clock);
    this.#topics = new Topics(options.onError ?? report);
    this.#time = new DeskClock(clock, () => askTime(this.#http, closed));
    this.#tokens = new Tokens({
      ask: getToken,
      clock,
      now: () => this.time(),
      onFresh: (owner) => this.#signedIn(owner),
    });
    this.#http = new DeskHttp({
      url,
      clock,
      fetch,
      tokens: this.#tokens,
      onSignedOut: (code) => this.#signedOut(code),
    });
    const deliver = (interaction: string, command: Command) =>
      this.#http.post(commandPath(interaction), command, REQUEST_LIMIT_MS, closed);
    const signedOutIsFinal = role === 'contact';
    this.#outbox = new Outbox({ storage, clock, random, deliver, signedOutIsFinal, onSettled, closed });
    const receiver = new Receiver({
      topics: this.#topics,
      loadRules: () => {
        // A call is near: the page's name is asked for with it, and finding it may take a moment.
        void this.#tabName();
        return options.loadRules ? options.loadRules() : import('./rules.js');
      },
      onHello: (now) => this.#time.heard(now),
      onRefused: (token, code) => this.#tokens.refuse(token, code),
    });
    this.#stream = new EventStream({
      http: this.#http,
      clock,
      random,
      onEvent: (event, token) => receiver.take(event, token),
      onConnection: (connection) => {
        if (closed.aborted) return;
        this.#topics.connected(connection);
        if (connection.state === 'live') this.#outbox.wake();
      },
    });
    void this.#stream.run();
    void this.#time.measure();
  }

  send(interaction: string, command: Command): Promise<Outcome> {
    if (commandClass(command.type) === 'durable') return this.#outbox.add(interaction, command);
    const deadline = command.deadline ?? this.time() + LIVE_DEADLINE_MS;
    const path = commandPath(interaction);
    if (command.type === 'accept') return this.#accept(interaction, path, { ...command, deadline }, deadline);
    return this.#live(path, { ...command, deadline }, deadline);
  }

  sendAgent(command: AgentCommand): Promise<Outcome> {
    return this.#live('/v1/agent/commands', command, this.time() + LIVE_DEADLINE_MS);
  }

  subscribe(topic: Topic, listener: TopicListener, cursor?: number): () => void {
    return this.#topics.subscribe(topic, listener, cursor);
  }

  async access(
    interaction: string,
    leg: string,
    options?: { readonly takeOver?: boolean },
  ): Promise<AccessAnswer> {
    const early = options?.takeOver ? undefined : await this.#early.take(interaction, leg, () => this.time());
    if (early) return { ok: true, access: early };
    const path = `/v1/interactions/${encodeURIComponent(interaction)}/legs/${encodeURIComponent(leg)}/access`;
    const body = { holder: await this.#tabName(), ...(options?.takeOver ? { takeOver: true } : {}) };
    const reply = await this.#http.post(path, body, REQUEST_LIMIT_MS, this.#closed.signal);
    if (!reply.ok) return outcomeOf(reply);
    if (!isAccess(reply.body)) return { ok: false, code: 'internal' };
    const { url, token, expires }: Access = reply.body;
    return { ok: true, access: { url, token, expires } };
  }

  async query<T>(
    name: 'history',
    args: Readonly<Record<string, string>>,
    page?: string,
  ): Promise<Page<T> | Extract<Outcome, { ok: false }>> {
    const reply = await this.#http.get(queryPath(name, args, page), REQUEST_LIMIT_MS, this.#closed.signal);
    if (!reply.ok) return outcomeOf(reply);
    return readPage<T>(reply.body) ?? { ok: false, code: 'internal' };
  }

  time(): number {
    return this.#time.time();
  }

  wake(): void {
    this.#tokens.nudge();
    this.#stream.wake();
    this.#outbox.wake();
  }

  close(): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.#stream.close();
    this.#tokens.close();
    this.#time.stop();
    this.#topics.connected({ state: 'closed' });
  }

  /** With this page's name, if it is known by now: the answer then brings the way into the room. */
  async #accept(interaction: string, path: string, body: object, deadline: number): Promise<Outcome> {
    const holder = this.#tabNow;
    if (holder === undefined) return await this.#live(path, body, deadline);
    const answered = this.#early.expect(interaction);
    const outcome = await this.#live(path, { ...body, holder }, deadline, answered);
    if (!outcome.ok) answered(undefined);
    return outcome;
  }

  #tabName(): Promise<string> {
    const { tabId: given, clock } = this.#options;
    this.#tab ??= (given === undefined ? tabId(clock) : Promise.resolve(given)).then(
      (name) => (this.#tabNow = name),
    );
    return this.#tab;
  }

  #live(path: string, body: unknown, deadline: number, answered?: (body: unknown) => void): Promise<Outcome> {
    const { clock } = this.#options;
    const isLive = (): boolean => this.#topics.connection.state === 'live';
    const common = {
      http: this.#http,
      clock,
      random: this.#random,
      now: () => this.time(),
      closed: this.#closed.signal,
    };
    return sendLive({ ...common, isLive }, path, body, deadline, answered);
  }

  #signedIn(fromToken: string | undefined): void {
    const owner = this.#options.owner ?? fromToken ?? 'unnamed';
    const before = this.#owner;
    this.#owner = owner;
    void this.#outbox.open(owner);
    if (before !== undefined && before !== owner) {
      this.#topics.close('left');
      this.#stream.restart('start');
    } else if (this.#topics.connection.state === 'signed-out') {
      this.#stream.restart('cursor');
    }
  }

  #signedOut(code: Code): void {
    if (this.#closed.signal.aborted) return;
    this.#topics.connected({ state: 'signed-out', code });
    // A contact is only let back in as long as there is a call.
    if (code === 'call-ended') this.#topics.close('ended');
  }
}

const commandPath = (interaction: string): string =>
  `/v1/interactions/${encodeURIComponent(interaction)}/commands`;

async function askTime(http: DeskHttp, closed: AbortSignal): Promise<number | undefined> {
  const reply = await http.get('/v1/time', REQUEST_LIMIT_MS, closed);
  const now =
    reply.ok && typeof reply.body === 'object' && reply.body !== null && 'now' in reply.body
      ? reply.body.now
      : undefined;
  return typeof now === 'number' && Number.isFinite(now) ? now : undefined;
}

/** The page's own error handling hears of a listener that failed; the desk's stream goes on. */
function report(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
