import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canonicalJson, saltedHash } from './chain.js';

describe('canonical JSON', () => {
  it('is the same text however the value was put together', () => {
    const one = { b: [1, { y: undefined, x: 'ä' }], a: null, c: undefined };
    const other = JSON.parse('{"a": null, "b": [1.0, {"x": "\\u00e4"}]}') as unknown;
    assert.equal(canonicalJson(one), '{"a":null,"b":[1,{"x":"ä"}]}');
    assert.equal(canonicalJson(other), canonicalJson(one));
  });
});

describe('the hash that stands in a fact', () => {
  it('differs each time for the same text, so that nothing can be guessed from it', () => {
    assert.notEqual(saltedHash('Eva').hash, saltedHash('Eva').hash);
  });

  it('is found again with the salt, and only for the same text', () => {
    const { salt, hash } = saltedHash('Eva');
    assert.equal(saltedHash('Eva', salt).hash, hash);
    assert.notEqual(saltedHash('Max', salt).hash, hash);
  });
});
