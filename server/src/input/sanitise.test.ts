import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TooDeep, sanitise, sanitiseText } from './sanitise.js';

describe('input is made storable', () => {
  it('leaves every well-formed text as it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
        (text) => sanitiseText(text) === text,
      ),
    );
  });

  it('replaces U+0000 and halves of pairs one for one', () => {
    assert.equal(sanitiseText('a\0b\uD83Dc\uDE00d\u{1F600}'), 'a\uFFFDb\uFFFDc\uFFFDd\u{1F600}');
  });

  it('keeps any JSON the same but for those characters and hostile keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('__proto__') && !/\\u0000|\\ud[89a-f]/.test(text));
        assert.deepEqual(sanitise(JSON.parse(text)), JSON.parse(text));
      }),
    );
    assert.deepEqual(sanitise(JSON.parse('{"__proto__": {"admin": true}, "a\\u0000": "\\ud800"}')), {
      'a\uFFFD': '\uFFFD',
    });
  });

  it('gives up on what nobody sends on purpose', () => {
    assert.throws(() => sanitise(JSON.parse('['.repeat(50_000) + ']'.repeat(50_000))), TooDeep);
  });
});
