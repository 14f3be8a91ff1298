import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { Id, problemCodes } from 'video-session-window/interaction';
import { DeskError } from '../core/types.js';
import { sanitiseText } from '../input/sanitise.js';
import { describeError } from '../log.js';
import { addressOf } from './address.js';
import { readJson } from './body.js';
import type { Context } from './context.js';
import { parsed, problemResponse } from './problem.js';
import type { Answer, Call, Person, Route, Who } from './route.js';
import { checkSite } from './routes/calls.js';
import { corsHeaders, securityHeaders } from './sites.js';
import { personOf } from './stream/streams.js';

/** A request as it came, with what is known of it before its route is. */
export interface Incoming {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly requestId: string;
  readonly address: string;
  readonly origin: string | undefined;
}

export function arrived(incoming: IncomingMessage, outgoing: ServerResponse, proxies: number): Incoming {
  const { origin } = incoming.headers;
  return { incoming, outgoing, requestId: randomUUID(), address: addressOf(incoming, proxies), origin };
}

/** Runs one route for one request. Undefined: the route has answered by itself. */
export async function dispatch(
  context: Context,
  route: Route,
  from: Incoming,
  params: Readonly<Record<string, string>>,
): Promise<Response | undefined> {
  const began = performance.now();
  const done = { method: route.method, route: route.path };
  const settled = (status: number, code?: string): void => {
    const seconds = (performance.now() - began) / 1000;
    context.metrics.observe({ ...done, status: `${Math.floor(status / 100)}xx` }, seconds);
    const ms = Math.round(seconds * 1000);
    context.log.info('request', {
      ...done,
      status,
      code,
      ms,
      address: from.address,
      request: from.requestId,
    });
  };
  try {
    const answer = await answerOf(context, route, from, params);
    const status = answer === 'answered' ? 200 : (answer.status ?? 200);
    settled(status);
    return answer === 'answered' ? undefined : toResponse(answer);
  } catch (error) {
    if (from.outgoing.headersSent) {
      context.log.error('failed-midway', { request: from.requestId, error: describeError(error) });
      from.outgoing.destroy();
      return undefined;
    }
    const response = failure(context, from, error);
    settled(response.status, error instanceof DeskError ? error.code : 'internal');
    return response;
  }
}

async function answerOf(
  context: Context,
  route: Route,
  from: Incoming,
  params: Readonly<Record<string, string>>,
): Promise<Answer> {
  const who = await authorised(context, route.who, from);
  const body = await bodyOf(route, from.incoming);
  return route.handle({
    ...from,
    who,
    body,
    param: (name) => pathId(params[name]),
    query: (name) => queryOf(from.incoming, name),
    header: (name) => headerOf(from.incoming, name),
  } as Call<Who, unknown>);
}

/** Says who asks, and refuses whoever may not ask this; nothing of the body was read yet. */
async function authorised(context: Context, needed: Who, from: Incoming): Promise<Person | undefined> {
  if (needed === 'anybody' || needed === 'operator') {
    if (!(await context.sites.allowed(undefined, from.origin))) throw new DeskError('origin-not-allowed');
    return undefined;
  }
  const { limiter, auth, sites } = context;
  limiter.take('guess', from.address);
  const who = await auth.person(headerOf(from.incoming, 'authorization')).catch((error: unknown) => {
    // A login that is only too old was no guess.
    if (!(error instanceof DeskError && error.code === 'unauthorized'))
      limiter.giveBack('guess', from.address);
    throw error;
  });
  limiter.giveBack('guess', from.address);
  await checkSite(sites, who.tenant, from.origin);
  limiter.take(who.kind, personOf(who));
  if (needed !== 'party' && who.kind !== 'agent') throw new DeskError('forbidden');
  if (needed === 'admin' && !(who.kind === 'agent' && who.roles.includes('admin')))
    throw new DeskError('forbidden');
  return who;
}

async function bodyOf(route: Route, incoming: IncomingMessage): Promise<unknown> {
  if (route.body === undefined || route.body === 'raw') return undefined;
  return parsed(route.body, await readJson(incoming));
}

function pathId(text: string | undefined): string {
  // An id that cannot exist is an interaction that does not.
  if (!v.is(Id, text)) throw new DeskError('unknown-interaction');
  return text;
}

function queryOf(incoming: IncomingMessage, name: string): string | undefined {
  const [, query = ''] = (incoming.url ?? '').split('?', 2);
  const value = new URLSearchParams(query).get(name);
  return value === null ? undefined : sanitiseText(value);
}

function headerOf(incoming: IncomingMessage, name: string): string | undefined {
  const value = incoming.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function toResponse(answer: Exclude<Answer, 'answered'>): Response {
  if ('text' in answer)
    return new Response(answer.text, {
      status: answer.status ?? 200,
      headers: { 'content-type': answer.type },
    });
  return Response.json(answer.json, { status: answer.status ?? 200, headers: { ...answer.headers } });
}

/** What went wrong, told to the caller alone. What was not foreseen says nothing but an id that the log knows. */
export function failure(
  context: Pick<Context, 'log'>,
  { requestId }: Pick<Incoming, 'requestId'>,
  error: unknown,
): Response {
  if (error instanceof DeskError) {
    if (problemCodes[error.code].status >= 500)
      context.log.warn('trouble', {
        code: error.code,
        request: requestId,
        error: describeError(error.cause ?? error),
      });
    return problemResponse(error.code, { detail: error.detail, retryAfterMs: error.retryAfterMs });
  }
  context.log.error('internal', { request: requestId, error: describeError(error) });
  return problemResponse('internal', { instance: `urn:uuid:${requestId}` });
}

/** An answer to what is no route. */
export function refused(
  context: Pick<Context, 'log'>,
  from: Incoming,
  code: 'unknown-route' | 'wrong-method',
): Response {
  const response = problemResponse(code);
  const method = from.incoming.method ?? '';
  // The path is the caller's own text, and may hold anything: it is not logged.
  context.log.info('request', {
    method,
    status: response.status,
    code,
    address: from.address,
    request: from.requestId,
  });
  return response;
}

/** What every answer carries, good or bad. */
export async function finish(
  context: Pick<Context, 'sites'>,
  from: Incoming,
  response: Response,
): Promise<Response> {
  const allowed = await isAllowed(context, from.origin);
  const shared = {
    ...securityHeaders,
    ...(allowed ? corsHeaders(from.origin) : {}),
    'x-request-id': from.requestId,
  };
  for (const [name, value] of Object.entries(shared)) response.headers.set(name, value);
  return response;
}

/** A failure must stay readable for the page even while the database, which knows the sites, is away. */
async function isAllowed({ sites }: Pick<Context, 'sites'>, origin: string | undefined): Promise<boolean> {
  return sites.allowed(undefined, origin).catch(() => true);
}
