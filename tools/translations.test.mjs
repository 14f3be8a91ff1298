// Every phrase that the elements can say exists in every language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Localizer, textOf } from './lib/localizer.mjs';

const localizer = new Localizer();
const { messages } = localizer.extractSourceMessages();
const { translations } = localizer.readTranslationsSync();

const placeholders = (text) => (text.match(/\{\d+\}/g) ?? []).sort().join(' ');

/** Each phrase with what stands for it in the language. */
function pairs(locale) {
  const there = new Map((translations.get(locale) ?? []).map((message) => [message.name, textOf(message)]));
  return messages.map((message) => [textOf(message), there.get(message.name) ?? '']);
}

test('there are phrases, and four languages besides English', () => {
  assert.ok(messages.length > 100, `${messages.length} phrases were found`);
  assert.deepEqual([...localizer.locales].sort(), ['ar', 'de', 'es', 'fr']);
});

for (const locale of localizer.locales) {
  const wrong = (isWrong) =>
    pairs(locale).filter(([source, target]) => target !== '' && isWrong(source, target));

  test(`${locale}: every phrase is translated (npm run localize, then write the target in ${locale}.xlf)`, () => {
    const missing = pairs(locale).filter(([, target]) => target.trim() === '');
    assert.deepEqual(
      missing.map(([source]) => source),
      [],
    );
  });

  test(`${locale}: what is put into a phrase is put into its translation`, () => {
    assert.deepEqual(
      wrong((source, target) => placeholders(source) !== placeholders(target)),
      [],
    );
  });

  test(`${locale}: a sentence stays a sentence, a question a question, a label a label`, () => {
    const kind = (text) => (/[.]$/.test(text) ? 'sentence' : /[?؟]$/.test(text) ? 'question' : 'label');
    assert.deepEqual(
      wrong((source, target) => kind(source) !== kind(target) || /^\s|\s$/.test(target)),
      [],
    );
  });
}

test('ar: every translation is in Arabic letters', () => {
  const letters = (text) => text.replace(/\{\d+\}/g, '');
  const foreign = pairs('ar').filter(
    ([source, target]) => /[a-z]/i.test(letters(source)) && !/\p{Script=Arabic}/u.test(target),
  );
  assert.deepEqual(foreign, []);
});
