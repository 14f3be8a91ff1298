import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ServerEvent } from './sse.js';
import { EventParser } from './sse.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function parse(...chunks: readonly Uint8Array[]): readonly ServerEvent[] {
  const parser = new EventParser();
  return chunks.flatMap((chunk) => [...parser.push(chunk)]);
}

/** Cuts bytes at the given places. */
function cut(whole: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const at = [0, ...places.map((place) => place % (whole.length + 1)), whole.length].toSorted(
    (a, b) => a - b,
  );
  return at.slice(1).map((end, index) => whole.slice(at[index], end));
}

const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll(/[\r\n\0]/g, ''));
const event = fc.record({
  id: fc.option(text, { nil: undefined }),
  lines: fc.array(text, { minLength: 1, maxLength: 4 }),
  comment: fc.boolean(),
  space: fc.boolean(),
});

test('events come out whole wherever the bytes were cut and however lines end', () => {
  const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
  fc.assert(
    fc.property(fc.array(event), lineEnd, fc.array(fc.nat()), (events, end, places) => {
      const wire = events.map(({ id, lines, comment, space }) => {
        const gap = space ? ' ' : '';
        // Without the space of its own, a value that begins with one would lose it.
        const value = (own: string) => (own.startsWith(' ') ? ` ${own}` : gap + own);
        const fields = [
          ...(comment ? [': somebody is there'] : []),
          ...(id === undefined ? [] : [`id:${value(id)}`]),
          ...lines.map((line) => `data:${value(line)}`),
        ];
        return fields.map((field) => field + end).join('') + end;
      });
      const expected = events.map(({ id, lines }) => ({
        ...(id === undefined ? {} : { id }),
        data: lines.join('\n'),
      }));
      assert.deepEqual(parse(...cut(bytes(wire.join('')), places)), expected);
    }),
    { numRuns: 500 },
  );
});

test('one byte at a time gives the same as all at once', () => {
  const wire = bytes('id: 1\r\ndata: Grüße 👋\r\n\r\n: beat\n\ndata:a\rdata:b\r\r');
  const expected = [{ id: '1', data: 'Grüße 👋' }, { data: 'a\nb' }];
  assert.deepEqual(parse(wire), expected);
  assert.deepEqual(parse(...[...wire].map((byte) => Uint8Array.of(byte))), expected);
});

test('an event that was cut off before its blank line is never told', () => {
  assert.deepEqual(parse(bytes('data: whole\n\ndata: half\n')), [{ data: 'whole' }]);
});

test('an id belongs to its own event, and one with NUL is none', () => {
  assert.deepEqual(parse(bytes('id: 7\n\ndata: a\n\nid: x\0y\ndata: b\n\n')), [{ data: 'a' }, { data: 'b' }]);
});

test('a peer that never ends an event is not listened to for ever', () => {
  const parser = new EventParser();
  const chunk = bytes('x'.repeat(1024 * 1024));
  assert.throws(() => {
    for (let count = 0; count < 20; count += 1) parser.push(chunk);
  }, RangeError);
});
