import type { ClockPort, Code, Outcome } from '../../interaction/index.js';
import type { Problem } from './problem.js';
import { readProblem } from './problem.js';
import { timeLimit } from './sleep.js';
import type { Tokens } from './tokens.js';

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

/** Why there was no good answer. Only `refused` is final. */
export type Failed = Problem & {
  readonly ok: false;
  readonly why:
    /** The desk said no, and nothing changed. */
    | 'refused'
    /** The desk, or something in front of it, said "later". */
    | 'busy'
    /** No answer came: the desk may or may not have done it. */
    | 'unanswered'
    /** Nobody is signed in. */
    | 'signed-out';
};
export type Reply = { readonly ok: true; readonly body: unknown } | Failed;

export interface HttpOptions {
  readonly url: string;
  readonly tokens: Tokens;
  readonly clock: ClockPort;
  readonly fetch: Fetch;
  /** Hears that the desk has refused the sign-in twice. */
  readonly onSignedOut: (code: Code) => void;
}

export interface Ask {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Requests to the desk in the name of whoever is signed in. Failures are answers here, and none holds a token. */
export class DeskHttp {
  readonly #options: HttpOptions;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  post(path: string, body: unknown, limitMs: number, signal?: AbortSignal): Promise<Reply> {
    return exchange(this.#options.clock, limitMs, signal, (own) =>
      this.#authorized({ method: 'POST', path, body, signal: own }),
    );
  }

  get(path: string, limitMs: number, signal?: AbortSignal): Promise<Reply> {
    return exchange(this.#options.clock, limitMs, signal, (own) =>
      this.#authorized({ method: 'GET', path, signal: own }),
    );
  }

  /** Opens an answer whose body goes on; the signal ends it. Also tells the token it was opened with. */
  async open(
    path: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Opened | Failed> {
    return await this.#authorized({ method: 'GET', path, headers, signal });
  }

  async #authorized(ask: Ask): Promise<Opened | Failed> {
    const { tokens, onSignedOut, fetch, url } = this.#options;
    let last: Failed | undefined;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const token = await tokens.get(ask.signal);
      if (ask.signal.aborted) return unanswered;
      if (token === undefined) {
        const code = last?.code ?? tokens.code;
        if (transient.has(code)) return { ok: false, why: 'unanswered', code };
        onSignedOut(code);
        return { ok: false, why: 'signed-out', code };
      }
      const answer = await request(fetch, url, ask, token);
      if (answer.ok || answer.why !== 'signed-out') return answer;
      tokens.refuse(token, answer.code);
      last = answer;
    }
    const code = last?.code ?? 'unauthorized';
    onSignedOut(code);
    return { ok: false, why: 'signed-out', code };
  }
}

export interface Opened {
  readonly ok: true;
  readonly response: Response;
  readonly token: string;
}

/** One request, with a token or without. */
export async function request(fetch: Fetch, url: string, ask: Ask, token?: string): Promise<Opened | Failed> {
  const hasBody = ask.body !== undefined;
  const headers = {
    ...ask.headers,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
  };
  let response: Response;
  try {
    response = await fetch(`${url}${ask.path}`, {
      method: ask.method,
      headers,
      signal: ask.signal,
      cache: 'no-store',
      credentials: 'omit',
      // The token is for the desk at this address and nobody it may point to.
      redirect: 'error',
      ...(hasBody ? { body: JSON.stringify(ask.body) } : {}),
    });
  } catch {
    return unanswered;
  }
  return response.ok ? { ok: true, response, token: token ?? '' } : await failed(response);
}

/** Reads a whole JSON answer within a time limit. */
export async function exchange(
  clock: ClockPort,
  limitMs: number,
  outer: AbortSignal | undefined,
  open: (signal: AbortSignal) => Promise<Opened | Failed>,
): Promise<Reply> {
  const limit = timeLimit(clock, limitMs, outer);
  try {
    const opened = await open(limit.signal);
    if (!opened.ok) return opened;
    const text = await opened.response.text();
    return { ok: true, body: text === '' ? undefined : JSON.parse(text) };
  } catch {
    // The answer broke off half way, or was no JSON: it said yes, but not what came of it.
    return unanswered;
  } finally {
    limit.stop();
  }
}

/** Whoever gives tokens could not be reached: that is no sign-out. */
const transient: ReadonlySet<Code> = new Set<Code>([
  'desk-unavailable',
  'not-sent',
  'rate-limited',
  'internal',
]);

const unanswered: Failed = { ok: false, why: 'unanswered', code: 'desk-unavailable' };

async function failed(response: Response): Promise<Failed> {
  const problem = await readProblem(response);
  return { ok: false, why: reason(response.status), ...problem };
}

function reason(status: number): Failed['why'] {
  if (status === 401) return 'signed-out';
  if (status === 408 || status === 502 || status === 504) return 'unanswered';
  return status === 429 || status >= 500 ? 'busy' : 'refused';
}

/** A failed answer as the ports tell it. */
export function outcomeOf({ code, detail, retryAfterMs }: Problem): Extract<Outcome, { ok: false }> {
  return {
    ok: false,
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
