import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatCursor, parseCursor } from './cursor.js';

describe('a cursor', () => {
  it('says again what was put in', () => {
    const id = fc.stringMatching(/^[\w.:@+-]{1,40}$/);
    const positions = fc.array(fc.tuple(id, fc.nat()), { maxLength: 20 }).map((entries) => new Map(entries));
    fc.assert(
      fc.property(fc.option(fc.nat(), { nil: undefined }), positions, (agent, interactions) => {
        const cursor = agent === undefined ? { interactions } : { agent, interactions };
        assert.deepEqual(parseCursor(formatCursor(cursor)), cursor);
      }),
    );
  });

  it('takes nothing from text that is no cursor, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => parseCursor(text).interactions.size <= 100),
    );
    assert.equal(parseCursor(undefined).interactions.size, 0);
    assert.equal(parseCursor('a:1,'.repeat(100_000)).interactions.size, 1);
  });
});
