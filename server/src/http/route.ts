import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ProblemCode } from 'video-session-window/interaction';
import type * as v from 'valibot';
import type { Principal } from '../core/types.js';

/** Who may call a route; everyone else is told `unauthorized` or `forbidden` before it runs. */
export type Who = 'anybody' | 'agent' | 'party' | 'admin' | 'operator';

export type Person = Extract<Principal, { kind: 'agent' | 'contact' }>;
export type AgentPrincipal = Extract<Principal, { kind: 'agent' }>;

interface PrincipalOf {
  anybody: undefined;
  agent: AgentPrincipal;
  admin: AgentPrincipal;
  party: Person;
  operator: undefined;
}

/** One request as its route sees it: everything is read and checked. */
export interface Call<W extends Who, B> {
  readonly who: PrincipalOf[W];
  readonly body: B;
  /** A part of the path, already a valid id. */
  param(name: string): string;
  query(name: string): string | undefined;
  header(name: string): string | undefined;
  readonly address: string;
  readonly origin: string | undefined;
  readonly requestId: string;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** What a route answers: JSON with a status, or nothing when it has answered by itself (streams). */
export type Answer =
  | {
      readonly status?: 200 | 201;
      readonly json: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly status?: 200 | 204 | 503; readonly text: string; readonly type: string }
  | 'answered';

export type Method = 'GET' | 'POST' | 'PUT';

/** A route declared once: dispatch, checks, limits, documentation and the authorisation tests all read this. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly who: Who;
  readonly summary: string;
  /** Its JSON body. `'raw'`: it reads bytes itself. */
  readonly body?: v.GenericSchema | 'raw';
  readonly query?: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<number, v.GenericSchema | string>>;
  /** What it can answer besides what every route can. */
  readonly codes: readonly ProblemCode[];
  handle(call: Call<Who, unknown>): Promise<Answer>;
}

type Declared<W extends Who, S extends v.GenericSchema | 'raw' | undefined> = Omit<
  Route,
  'who' | 'body' | 'handle'
> & {
  readonly who: W;
  readonly body?: S;
  handle(call: Call<W, S extends v.GenericSchema ? v.InferOutput<S> : undefined>): Promise<Answer>;
};

/** Gives a route's handler the types of its own declaration. The dispatcher guarantees what the cast says. */
export function route<W extends Who, S extends v.GenericSchema | 'raw' | undefined = undefined>(
  declared: Declared<W, S>,
): Route {
  return declared as Route;
}
