import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandClass, commandData, factData, parseCommand, readFact } from '../index.js';
import { connected } from '../call.test.support.js';

const [fact] = connected().facts;

test('a command is read with its defaults, and nothing is added to it', () => {
  assert.deepEqual(parseCommand({ id: 'c1', type: 'enable-video' }), {
    id: 'c1',
    type: 'enable-video',
    data: { camera: true },
  });
  assert.deepEqual(parseCommand({ id: 'c1', type: 'hold', data: { more: 1 }, deadline: 5, extra: 1 }), {
    id: 'c1',
    type: 'hold',
    data: {},
    deadline: 5,
  });
});

for (const [what, input] of [
  ['no id', { type: 'hold' }],
  ['an id with a space', { id: 'a b', type: 'hold' }],
  ['an id that is too long', { id: 'x'.repeat(129), type: 'hold' }],
  ['an unknown type', { id: 'c1', type: 'shout' }],
  ['what only the desk may ask', { id: 'c1', type: 'end-by-system', data: { reason: 'system' } }],
  ['a name every object has', { id: 'c1', type: 'constructor' }],
  ['missing data', { id: 'c1', type: 'accept' }],
  ['data of another kind', { id: 'c1', type: 'set-camera', data: { on: 'yes' } }],
  ['a deadline that is no instant', { id: 'c1', type: 'hold', deadline: 1.5 }],
  ['nothing', undefined],
] as const) {
  test(`a command with ${what} is not read`, () =>
    assert.throws(() => parseCommand(input), { name: 'ValiError' }));
}

test('only Disconnect and Mark Done are kept until they are delivered', () => {
  const durable = (Object.keys(commandData) as (keyof typeof commandData)[]).filter(
    (type) => commandClass(type) === 'durable',
  );
  assert.deepEqual(durable, ['disconnect', 'mark-done']);
});

test('a fact of a type this reader does not know is skipped, unless it must be understood', () => {
  assert.deepEqual(readFact({ ...fact, type: 'whispered', seq: 4 }), { kind: 'unknown', seq: 4 });
  assert.deepEqual(readFact({ ...fact, type: 'whispered', mustUnderstand: true }), {
    kind: 'too-new',
    type: 'whispered',
  });
  assert.deepEqual(readFact({ ...fact, type: 'constructor', seq: 4 }), { kind: 'unknown', seq: 4 });
});

test('a fact that lost something on the way is not read', () => {
  assert.throws(() => readFact({ ...fact, data: {} }), { name: 'ValiError' });
  assert.throws(() => readFact({ ...fact, seq: 0 }), { name: 'ValiError' });
  assert.throws(() => readFact({ ...fact, actor: undefined }), { name: 'ValiError' });
});

interface Schema {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly wrapped?: Schema;
  readonly key?: Schema;
  readonly value?: Schema;
  readonly pipe?: readonly { readonly type: string }[];
}

/** Where a schema lets any text through. */
function freeText(schema: Schema, path: string): readonly string[] {
  if (schema.type === 'string') return schema.pipe?.some((step) => step.type === 'regex') ? [] : [path];
  const inner = { ...schema.entries, wrapped: schema.wrapped, key: schema.key, value: schema.value };
  return Object.entries(inner).flatMap(([name, one]) => (one ? freeText(one, `${path}.${name}`) : []));
}

test('no fact holds free text: every text in it is an id, a hash or a language', () => {
  const schemas = Object.entries<Schema>(factData);
  assert.ok(schemas.length > 20);
  assert.deepEqual(
    schemas.flatMap(([type, schema]) => freeText(schema, type)),
    [],
  );
});
