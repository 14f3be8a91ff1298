import { toJsonSchema } from '@valibot/to-json-schema';
import type { ConversionConfig } from '@valibot/to-json-schema';
import * as v from 'valibot';
import type { ProblemCode } from 'video-session-window/interaction';
import { Content, FactEnvelope, PROTOCOL, factData, problemCodes } from 'video-session-window/interaction';
import type { Route } from './route.js';

/** What a schema checks beyond JSON Schema is left out of it; the desk checks it all the same. */
const asJson = (schema: v.GenericSchema, typeMode: ConversionConfig['typeMode'] = 'input'): object => {
  const { $schema: _dialect, ...rest } = toJsonSchema(schema, { typeMode, errorMode: 'ignore' });
  return rest;
};

/** Answered by every route, whatever it does. */
const everywhere: readonly ProblemCode[] = [
  'rate-limited',
  'internal',
  'desk-unavailable',
  'origin-not-allowed',
];
const withBody: readonly ProblemCode[] = ['malformed-json', 'invalid-input', 'too-large', 'unsupported-type'];
const withLogin: readonly ProblemCode[] = ['unauthorized', 'token-expired'];

/** The codes a route can answer, for its documentation and its tests. */
export function codesOf(route: Route): readonly ProblemCode[] {
  const signedIn = route.who === 'agent' || route.who === 'party' || route.who === 'admin';
  const body = typeof route.body === 'object' ? withBody : [];
  const role = route.who === 'agent' || route.who === 'admin' ? (['forbidden'] as const) : [];
  return [
    ...new Set([...route.codes, ...(signedIn ? withLogin : []), ...role, ...body, ...everywhere]),
  ].sort();
}

/** The whole interface, from the same declarations that the desk runs by. */
export function openApi(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Video session desk',
      version: `${PROTOCOL.protocol}`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: problemSchema },
    },
  };
}

function operation(route: Route): object {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => parameter(name ?? '', 'path', true));
  const inQuery = Object.entries(route.query ?? {}).map(([name, text]) => ({
    ...parameter(name, 'query', false),
    description: text,
  }));
  return {
    summary: route.summary,
    ...(route.who === 'anybody' ? {} : { security: [{ bearer: [] }] }),
    'x-who': route.who,
    ...(inPath.length + inQuery.length > 0 && { parameters: [...inPath, ...inQuery] }),
    ...(typeof route.body === 'object' && {
      requestBody: { required: true, content: { 'application/json': { schema: asJson(route.body) } } },
    }),
    responses: { ...answers(route), ...problems(route) },
  };
}

const parameter = (name: string, where: string, required: boolean) => ({
  name,
  in: where,
  required,
  schema: { type: 'string' },
});

function answers(route: Route): Record<string, object> {
  const entries = Object.entries(route.answers).map(([status, schema]) => {
    const content =
      typeof schema === 'string'
        ? { [schema]: {} }
        : { 'application/json': { schema: asJson(schema, 'output') } };
    return [status, { description: 'Done', content }] as const;
  });
  return Object.fromEntries(entries);
}

function problems(route: Route): Record<string, object> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codesOf(route)) {
    const { status } = problemCodes[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const schema = { $ref: '#/components/schemas/Problem' };
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      { description: codes.join(', '), content: { 'application/problem+json': { schema } } },
    ]),
  );
}

const text = { type: 'string' } as const;
const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'remedy'],
  properties: {
    type: text,
    title: text,
    status: { type: 'integer' },
    detail: text,
    code: { enum: Object.keys(problemCodes) },
    remedy: text,
    pointer: { ...text, description: 'Which field, as a JSON pointer' },
    instance: { ...text, description: 'Under which id the log knows an internal failure' },
  },
};

/** Facts, contents and the messages of the event stream as one JSON Schema document. */
export function factSchemas(): object {
  const facts = Object.entries(factData).map(([type, data]) => {
    const schema = v.object({ ...FactEnvelope.entries, type: v.literal(type), data });
    return [`fact-${type}`, asJson(schema, 'output')] as const;
  });
  const ref = (name: string) => ({ $ref: `#/$defs/${name}` });
  const id = ref('id');
  const message = (type: string, properties: Record<string, object>, optional: readonly string[] = []) => ({
    type: 'object',
    required: ['type', ...Object.keys(properties).filter((name) => !optional.includes(name))],
    properties: { type: { const: type }, ...properties },
  });
  const contents = { type: 'array', items: ref('content') };
  const integer = { type: 'integer', minimum: 0 };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Facts and stream messages',
    $defs: {
      id: text,
      content: asJson(Content, 'output'),
      // A fact of an unknown type is skipped unless it says `mustUnderstand`.
      fact: { anyOf: facts.map(([name]) => ref(name)) },
      ...Object.fromEntries(facts),
      message: {
        oneOf: [
          message('hello', { protocol: integer, min: integer, now: integer }),
          message('snapshot', {
            interaction: id,
            state: { type: 'object' },
            contents,
            me: { type: 'object' },
          }),
          message('fact', { interaction: id, fact: ref('fact'), contents }),
          message('skipped', { interaction: id, seq: integer }),
          message('waiting', { interaction: id, waiting: { type: 'object' } }),
          message('agent', { rev: integer, view: { type: 'object' } }),
          message('closed', { interaction: id, why: { enum: ['left', 'done', 'ended'] } }),
          message('bye', { code: text }),
        ],
      },
    },
  };
}
