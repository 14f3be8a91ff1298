/**
 * All words go through here.
 *
 * Adding words:
 * 1. Write them in `src/ui/words/<subject>.ts`, one exported function per phrase, named after what it says:
 *
 *    ```ts
 *    import { msg, str } from './words.js';
 *
 *    export const hold = () => msg('Hold', { desc: 'Button: the contact waits' });
 *    export const heldFor = (time: string) => msg(str`On hold ${time}`);
 *    ```
 *
 *    Functions, not constants: a constant would be read once, in one language. `msg` takes a literal, a
 *    `str` template or a Lit `html` template; nothing computed. Plurals: `plural(n, {one, other})`.
 * 2. Use them while rendering: `import * as words from '../../ui/words/<subject>.js'`, then `words.hold()`. Every
 *    `VswElement` renders in its own language. In an event handler, use `this.say(() => words.hold())`.
 * 3. `npm run localize` extracts them to `src/ui/words/xliff/*.xlf`; translate the `<target>`s there and run it
 *    again: it writes `src/ui/words/locales/*.ts`. What is not translated shows in English.
 *
 * `for` the host: `setLocale('de')`, or a `lang` attribute on any ancestor.
 */
import { currentLocale } from './locale.js';

export { str } from '@lit/localize';
export {
  addLocale,
  chosenLocale,
  currentLocale,
  loadWords,
  msg,
  onLocaleChange,
  setLocale,
  sourceLocale,
  targetLocales,
  withLocale,
} from './locale.js';

const rules = new Map<string, Intl.PluralRules>();

/** Picks the phrase for `count` by the current locale's plural rules: `plural(2, {one: a, other: b})`. */
export function plural(
  count: number,
  phrases: Partial<Record<Intl.LDMLPluralRule, () => string>> & { other: () => string },
): string {
  const locale = currentLocale();
  let rule = rules.get(locale);
  if (!rule) rules.set(locale, (rule = new Intl.PluralRules(locale)));
  return (phrases[rule.select(count)] ?? phrases.other)();
}
