import type { ProblemCode } from 'video-session-window/interaction';
import { problemCodes } from 'video-session-window/interaction';
import * as v from 'valibot';
import { DeskError } from '../core/types.js';

/** An RFC 9457 problem as the desk answers it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly remedy: string;
  /** Which field, as a JSON pointer. */
  readonly pointer?: string;
  /** Under which id the log knows an `internal` failure. */
  readonly instance?: string;
}

export interface ProblemDetails {
  /** `/pointer what is wrong`, or only what is wrong. */
  readonly detail?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly instance?: string | undefined;
}

/** The one place where an answer to a failure is made. */
export function problemResponse(code: ProblemCode, options: ProblemDetails = {}): Response {
  const { status, title, cause, remedy } = problemCodes[code];
  const { pointer, text } = splitDetail(options.detail);
  const problem: Problem = {
    type: `urn:video-session-window:problem:${code}`,
    title,
    status,
    detail: text ? `${cause} (${text})` : cause,
    code,
    remedy,
    ...(pointer === undefined ? {} : { pointer }),
    ...(options.instance === undefined ? {} : { instance: options.instance }),
  };
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (options.retryAfterMs !== undefined)
    headers.set('retry-after', String(Math.max(1, Math.ceil(options.retryAfterMs / 1000))));
  if (status === 401) headers.set('www-authenticate', 'Bearer');
  return new Response(JSON.stringify(problem), { status, headers });
}

function splitDetail(detail: string | undefined): { pointer?: string; text?: string } {
  if (detail === undefined) return {};
  if (!detail.startsWith('/')) return { text: detail };
  const [pointer = '', ...rest] = detail.split(' ');
  return { pointer, text: rest.join(' ') };
}

/** The first thing wrong with an input, as a refusal that names the field. */
export function inputError(issues: readonly v.BaseIssue<unknown>[], under = ''): DeskError {
  const [issue] = issues;
  return new DeskError('invalid-input', {
    detail: issue ? `${under}${pointerOf(issue)} expected ${issue.expected ?? issue.type}` : '',
  });
}

function pointerOf(issue: v.BaseIssue<unknown>): string {
  const path = issue.path ?? [];
  const escaped = path.map((item) =>
    String(item.key).replaceAll('~', '~0').replaceAll('/', '~1').replaceAll(' ', '%20'),
  );
  return escaped.map((part) => `/${part}`).join('') || '/';
}

/** Reads an input by its schema or refuses it. */
export function parsed<S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, input);
  if (!result.success) throw inputError(result.issues);
  return result.output;
}
