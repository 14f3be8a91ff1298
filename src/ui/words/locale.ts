import type { LocaleModule, MsgFn, TemplateLike, MsgOptions } from '@lit/localize';
import { runtimeMsg } from '@lit/localize/internal/runtime-msg.js';

/**
 * Which language is spoken, and where.
 *
 * The templates, ids and extraction are `@lit/localize`'s. Its global `configureLocalization` is not used: it
 * throws when called twice (a host page may use it too) and knows one language per page, while two windows in
 * two languages may stand side by side here. So the language is set around each element's rendering.
 */

/** The language the sources are written in. */
export const sourceLocale = 'en';

/** The languages words exist in, besides the source. */
export const targetLocales = ['ar', 'de', 'es', 'fr'] as const;

type Templates = LocaleModule['templates'];

// Literal imports, so that every bundler finds and splits them.
const loaders: Record<string, () => Promise<LocaleModule>> = {
  ar: () => import('./locales/ar.js'),
  de: () => import('./locales/de.js'),
  es: () => import('./locales/es.js'),
  fr: () => import('./locales/fr.js'),
};

const loaded = new Map<string, Templates>();
const loading = new Map<string, Promise<void>>();
const listeners = new Set<() => void>();
let chosen: string | undefined;
let current: string | undefined;

/**
 * Chooses the language of every element that no `lang` attribute nearer than the document's covers.
 * Resolves when its words are there; `undefined` goes back to the document's `lang`.
 */
export function setLocale(locale: string | undefined): Promise<void> {
  chosen = locale === undefined ? undefined : canonical(locale);
  const ready = loadWords(chosen ?? sourceLocale);
  notify();
  return ready;
}

/** What `setLocale` chose last, if anything. */
export function chosenLocale(): string | undefined {
  return chosen;
}

/** Adds or replaces a language: `addLocale('pt', () => import('./pt.js'))`. */
export function addLocale(language: string, load: () => Promise<LocaleModule>): void {
  loaders[language] = load;
  loaded.delete(language);
  loading.delete(language);
  notify();
}

/** Calls back whenever the chosen language changes or words arrive. Returns a function that ends it. */
export function onLocaleChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(): void {
  for (const listener of [...listeners]) listener();
}

/** The tag in its canonical form, or the source locale when it is not a language tag. */
export function canonical(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? sourceLocale;
  } catch (error) {
    if (error instanceof RangeError) return sourceLocale;
    throw error;
  }
}

/** `es-MX` → `es`: words exist per language, formats per locale. */
function languageOf(locale: string): string {
  return locale.split('-', 1)[0]?.toLowerCase() ?? sourceLocale;
}

/** Whether this locale's words can be used now. Languages we do not have count as there (in English). */
export function hasWords(locale: string): boolean {
  const language = languageOf(locale);
  return loaded.has(language) || !(language in loaders);
}

/** Loads a locale's words once. Never rejects: without them, English is shown and the error is reported. */
export function loadWords(locale: string): Promise<void> {
  const language = languageOf(locale);
  const load = loaders[language];
  if (!load || loaded.has(language)) return Promise.resolve();
  const known = loading.get(language);
  if (known) return known;
  const started = load().then(
    ({ templates }) => {
      loaded.set(language, templates);
      notify();
    },
    (error: unknown) => {
      loading.delete(language); // the next request tries again
      // Nobody waits for this error, so it goes where the page collects such errors.
      reportError(new Error(`The words for "${language}" did not load; English is shown.`, { cause: error }));
    },
  );
  loading.set(language, started);
  return started;
}

/** The locale of the rendering going on now; outside of one, the chosen locale. Formats use it. */
export function currentLocale(): string {
  return current ?? chosen ?? sourceLocale;
}

/** Runs `speak` with `locale` as the current one. Synchronous: what it awaits is outside. */
export function withLocale<T>(locale: string, speak: () => T): T {
  const before = current;
  current = locale;
  try {
    return speak();
  } finally {
    current = before;
  }
}

/** Whether the locale is written from right to left. */
export function isRightToLeft(locale: string): boolean {
  const { language, script } = new Intl.Locale(locale).maximize();
  return /^(Arab|Hebr|Thaa|Syrc|Nkoo|Adlm|Rohg)$/.test(script ?? '') || language === 'ar';
}

/** `@lit/localize`'s `msg`, in the current locale. The brand in its type is what the extraction looks for. */
export const msg: MsgFn = ((template: TemplateLike, options?: MsgOptions) =>
  runtimeMsg(loaded.get(languageOf(currentLocale())), template, options)) as MsgFn;
