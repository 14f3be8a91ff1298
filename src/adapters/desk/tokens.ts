import type { ClockPort, Code } from '../../interaction/index.js';
import { isCode } from '../../interaction/index.js';
import { readClaims } from './jwt.js';
import { sleep } from './sleep.js';

/** A token as the page's host gives it; `expires` (desk's clock) only where the token does not say so itself. */
export type TokenAnswer = string | { readonly token: string; readonly expires?: number };

export interface TokensOptions {
  readonly ask: () => Promise<TokenAnswer>;
  readonly clock: ClockPort;
  /** The desk's clock: this device's own may be wrong by hours. */
  readonly now: () => number;
  /** A token other than the last one has come. */
  readonly onFresh: (owner: string | undefined) => void;
}

const ASK_AGAIN_MS = 5_000;
/** A host that shows its sign-in dialog may take as long as the person needs; whoever waits for a token does not. */
const PATIENCE_MS = 5_000;

/**
 * Keeps the sign-in: asked for at start, before it ends and when the desk refuses it. A token that was refused is not used
 * again; then the host is asked now and again until it has a new one.
 */
export class Tokens {
  readonly #options: TokensOptions;
  #current: { readonly token: string; readonly expires: number; readonly renewAt: number } | undefined;
  #refused: string | undefined;
  #asking: Promise<void> | undefined;
  #cancelTimer: () => void = () => {};
  #closed = false;
  /** Why there is no token, if there is none. */
  code: Code = 'unauthorized';
  /** Whose token the last one was. */
  owner: string | undefined;

  constructor(options: TokensOptions) {
    this.#options = options;
  }

  /** A token that is good as far as we know, or undefined when nobody is signed in. */
  async get(signal?: AbortSignal): Promise<string | undefined> {
    const now = this.#options.now();
    if (this.#current && now < this.#current.expires) {
      if (now >= this.#current.renewAt) void this.#ask();
      return this.#current.token;
    }
    const patience = new AbortController();
    const giveUp = (): void => patience.abort();
    signal?.addEventListener('abort', giveUp);
    await Promise.race([this.#ask(), sleep(this.#options.clock, PATIENCE_MS, patience.signal)]);
    signal?.removeEventListener('abort', giveUp);
    patience.abort();
    return this.#current && this.#options.now() < this.#current.expires ? this.#current.token : undefined;
  }

  /** The desk does not take this token any more. */
  refuse(token: string, code: Code): void {
    this.code = code;
    if (this.#current?.token !== token) return;
    this.#refused = token;
    this.#current = undefined;
    this.#again(ASK_AGAIN_MS);
  }

  /** Asks now, for instance because the person has just signed in. */
  nudge(): void {
    if (!this.#current) void this.#ask();
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer();
  }

  #ask(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#asking ??= this.#fetch().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #fetch(): Promise<void> {
    this.#cancelTimer();
    let answer: TokenAnswer;
    try {
      answer = await this.#options.ask();
    } catch (error) {
      // The host says it has none, or could not reach whoever signs: the one we have may still be good.
      this.code = codeOf(error) ?? this.code;
      return this.#again(ASK_AGAIN_MS);
    }
    const { token, expires } = typeof answer === 'string' ? { token: answer } : answer;
    if (typeof token !== 'string' || token === '' || token === this.#refused)
      return this.#again(ASK_AGAIN_MS);
    this.#keep(token, expires);
  }

  #keep(token: string, expires: number | undefined): void {
    const claims = readClaims(token);
    const end = expires ?? claims.expires ?? Number.POSITIVE_INFINITY;
    const now = this.#options.now();
    const isNew = this.#current?.token !== token;
    // A short token is renewed in its last fifth, a long one a minute ahead; one that looks expired is left to the desk.
    const ahead = Math.min(60_000, (end - now) / 5);
    const renewAt = Math.max(end - ahead, now + ASK_AGAIN_MS);
    this.#current = { token, expires: Math.max(end, renewAt), renewAt };
    this.code = 'unauthorized';
    if (Number.isFinite(renewAt)) this.#again(renewAt - now);
    if (!isNew) return;
    this.owner = claims.owner;
    this.#options.onFresh(claims.owner);
  }

  #again(ms: number): void {
    this.#cancelTimer();
    if (this.#closed) return;
    // Timers take at most 24 days; nothing is lost by looking earlier.
    this.#cancelTimer = this.#options.clock.after(Math.min(ms, 24 * 3_600_000), () => void this.#ask());
  }
}

function codeOf(error: unknown): Code | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return isCode(error.code) ? error.code : undefined;
}
