import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allCodes, codeNames, isCode, refusalCodes, refusalNames } from './index.js';

test('a page knows exactly the codes that the desk and the documentation have texts for', () => {
  assert.deepEqual([...codeNames].sort(), Object.keys(allCodes).sort());
  assert.deepEqual([...refusalNames].sort(), Object.keys(refusalCodes).sort());
});

test('what is no code is not taken for one, not even a name that every object has', () => {
  assert.ok(isCode('on-hold'));
  for (const other of ['on hold', 'constructor', '', 7, undefined, {}])
    assert.ok(!isCode(other), JSON.stringify(other));
});
