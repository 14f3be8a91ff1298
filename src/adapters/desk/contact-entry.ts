import * as v from 'valibot';
import type { ClockPort, Code, Outcome, StoragePort } from '../../interaction/index.js';
import { Id } from '../../interaction/index.js';
import { backoffMs, liveBackoff } from './backoff.js';
import type { Fetch, Reply } from './http.js';
import { exchange, outcomeOf, request } from './http.js';
import { SEAT } from './seat.js';
import { sleep } from './sleep.js';
import type { TokenAnswer } from './tokens.js';

/** A call as a contact's page begins it: vouched for by the company's backend, or by a public entry key. */
export interface ContactCall {
  readonly privacyVersion: string;
  readonly entryKey?: string;
  /** Signed by the company's backend; it goes into a header, never into an address. */
  readonly callToken?: string;
  readonly queue?: string;
  readonly name?: string;
  readonly subject?: string;
  readonly language?: string;
}

/** A contact's place in an interaction. */
export interface Seat {
  readonly interaction: string;
  readonly party: string;
  readonly leg: string;
}

export type EntryAnswer = { readonly ok: true; readonly seat: Seat } | Extract<Outcome, { ok: false }>;

export interface ContactEntryOptions {
  readonly url: string;
  readonly clock: ClockPort;
  /** Forgets when the tab is closed, and is not shared with other tabs. */
  readonly storage: StoragePort;
  readonly fetch?: Fetch;
  readonly random?: () => number;
}

const SeatAnswer = v.object({
  interaction: Id,
  party: Id,
  leg: Id,
  token: v.pipe(v.string(), v.minLength(1)),
  expires: v.number(),
  key: v.pipe(v.string(), v.minLength(1)),
});
type SeatAnswer = v.InferOutput<typeof SeatAnswer>;

const ATTEMPT = 'contact/attempt';
const TRY_LIMIT_MS = 8_000;
/** How long somebody who tapped *Call* is kept waiting for the desk before they are told. */
const PATIENCE_MS = 20_000;

/**
 * How a contact's page gets into an interaction and back into it. A call is begun under an id of the page's own, kept over
 * a reload: tapping twice, or again after the answer was lost, leads to the same call.
 */
export class ContactEntry {
  readonly #options: ContactEntryOptions;
  readonly #url: string;
  readonly #fetch: Fetch;
  #fresh: { readonly token: string; readonly expires: number } | undefined;
  #over: Code | undefined;
  #attempt = Promise.resolve('');

  constructor(options: ContactEntryOptions) {
    this.#options = options;
    this.#url = options.url.replace(/\/+$/, '');
    this.#fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  }

  async start(call: ContactCall): Promise<EntryAnswer> {
    const { privacyVersion, callToken, ...rest } = call;
    const id = await this.#attemptId(JSON.stringify([call.entryKey ?? null, call.queue ?? null]));
    const body = { ...rest, id, privacy: { version: privacyVersion } };
    return this.#enter(() => this.#post('/v1/calls', body, callToken));
  }

  /** Joins an interaction by a link; the token stood in the page's fragment. */
  async claim(token: string, privacyVersion: string): Promise<EntryAnswer> {
    const id = await this.#attemptId(`link ${fingerprint(token)}`);
    const body = { id, token, privacy: { version: privacyVersion } };
    return this.#enter(() => this.#post('/v1/links/claim', body));
  }

  /** Back in after a reload; undefined when this tab was in no call. */
  async resume(): Promise<EntryAnswer | undefined> {
    const seat = await this.#seat();
    if (!seat) return undefined;
    return this.#enter(() => this.#post('/v1/session', { key: seat.key }));
  }

  /** The token for a desk port: the one that came with the seat, then always a new one for the key. */
  async getToken(): Promise<TokenAnswer> {
    const fresh = this.#fresh;
    this.#fresh = undefined;
    if (fresh) return fresh;
    if (this.#over) throw new EntryRefused(this.#over);
    const seat = await this.#seat();
    if (!seat) throw new EntryRefused('unauthorized');
    const reply = await this.#post('/v1/session', { key: seat.key });
    const answer = await this.#take(reply);
    if (!answer.ok) throw new EntryRefused(answer.code);
    this.#fresh = undefined;
    return { token: answer.token, expires: answer.expires };
  }

  /** The call is over: the next tap begins another one. */
  async forget(): Promise<void> {
    this.#fresh = undefined;
    await this.#options.storage.delete(SEAT);
    await this.#options.storage.delete(ATTEMPT);
  }

  async #enter(ask: () => Promise<Reply>): Promise<EntryAnswer> {
    const { clock, random = Math.random } = this.#options;
    const giveUpAt = clock.now() + PATIENCE_MS;
    for (let attempt = 0; ; attempt += 1) {
      const reply = await ask();
      if (reply.ok || reply.why === 'refused' || reply.why === 'signed-out') {
        const answer = await this.#take(reply);
        if (!answer.ok) return answer;
        const { interaction, party, leg } = answer;
        return { ok: true, seat: { interaction, party, leg } };
      }
      const wait = backoffMs(liveBackoff, attempt, random, reply.retryAfterMs);
      if (clock.now() + wait >= giveUpAt)
        return reply.why === 'busy' ? outcomeOf(reply) : { ok: false, code: 'not-sent' };
      await sleep(clock, wait);
    }
  }

  /** The next key is kept before anything else: until then the one before stays good. */
  async #take(reply: Reply): Promise<({ ok: true } & SeatAnswer) | Extract<Outcome, { ok: false }>> {
    if (!reply.ok) {
      const final = reply.why === 'refused' || reply.why === 'signed-out';
      if (final && ends.has(reply.code)) {
        this.#over = reply.code;
        await this.forget();
      }
      return outcomeOf(reply);
    }
    const parsed = v.safeParse(SeatAnswer, reply.body);
    if (!parsed.success) return { ok: false, code: 'internal' };
    const answer = parsed.output;
    const { interaction, party, leg, key, token, expires } = answer;
    this.#over = undefined;
    this.#fresh = { token, expires };
    await this.#options.storage.set(SEAT, JSON.stringify({ interaction, party, leg, key }));
    return { ok: true, ...answer };
  }

  #post(path: string, body: unknown, token?: string): Promise<Reply> {
    const ask = { method: 'POST', path, body } as const;
    const { clock } = this.#options;
    return exchange(clock, TRY_LIMIT_MS, undefined, (signal) =>
      request(this.#fetch, this.#url, { ...ask, signal }, token),
    );
  }

  /** The same id for the same thing wanted, until the call is over. */
  #attemptId(purpose: string): Promise<string> {
    // One after the other: two quick taps must not both find nothing.
    this.#attempt = this.#attempt.then(() => this.#keptId(purpose));
    return this.#attempt;
  }

  async #keptId(purpose: string): Promise<string> {
    const { storage, clock } = this.#options;
    const known = readAttempt(await storage.get(ATTEMPT));
    if (known?.purpose === purpose) return known.id;
    const id = clock.newId();
    await storage.set(ATTEMPT, JSON.stringify({ id, purpose }));
    return id;
  }

  async #seat(): Promise<(Seat & { readonly key: string }) | undefined> {
    const parsed = v.safeParse(StoredSeat, parseJson(await this.#options.storage.get(SEAT)));
    return parsed.success ? parsed.output : undefined;
  }
}

const StoredSeat = v.object({ interaction: Id, party: Id, leg: Id, key: v.string() });
const Attempt = v.object({ id: v.string(), purpose: v.string() });

/** After these the same id or key leads nowhere any more. */
const ends: ReadonlySet<Code> = new Set<Code>([
  'call-ended',
  'unauthorized',
  'id-reused',
  'link-ended',
  'unknown-interaction',
]);

/** What the desk answered instead of a place; it names the code and nothing else. */
class EntryRefused extends Error {
  readonly code: Code;

  constructor(code: Code) {
    super(code);
    this.name = 'EntryRefused';
    this.code = code;
  }
}

function readAttempt(text: string | undefined): v.InferOutput<typeof Attempt> | undefined {
  const parsed = v.safeParse(Attempt, parseJson(text));
  return parsed.success ? parsed.output : undefined;
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Written by something else, or cut short: as good as nothing.
    return undefined;
  }
}

/** Tells one link from another without keeping the link. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16);
}
