import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allCodes } from './interaction/index.js';
import { readyForCalls } from './ui/for-calls.js';
import { wordsOf } from './ui/words/codes.js';

test('what a page says of a code in English is what the desk and the documentation say of it', () => {
  readyForCalls();
  const said = Object.fromEntries(
    Object.keys(allCodes).map((code) => {
      const { title, cause, remedy } = wordsOf(code);
      return [code, [title(), cause(), remedy()]];
    }),
  );
  const meant = Object.fromEntries(
    Object.entries(allCodes).map(([code, { title, cause, remedy }]) => [code, [title, cause, remedy]]),
  );
  assert.deepEqual(said, meant);
});
