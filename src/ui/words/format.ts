import { currentLocale } from './locale.js';

/** Dates, numbers and durations in the locale of the rendering going on (or of the one given). */

type Time = Date | number;
const minute = 60_000;
const hour = 60 * minute;

const cache = new Map<string, unknown>();

function cached<T>(kind: string, locale: string, options: object, make: () => T): T {
  const key = `${kind} ${locale} ${JSON.stringify(options)}`;
  let format = cache.get(key) as T | undefined;
  if (format === undefined) cache.set(key, (format = make()));
  return format;
}

/** 1234.5 → "1,234.5". */
export function number(
  value: number,
  options: Intl.NumberFormatOptions = {},
  locale = currentLocale(),
): string {
  return cached('number', locale, options, () => new Intl.NumberFormat(locale, options)).format(value);
}

/** 0.42 → "42%". */
export function percent(share: number, locale = currentLocale()): string {
  return number(share, { style: 'percent' }, locale);
}

/** Milliseconds → "3:12", from an hour on "1:03:12". Never negative. */
export function duration(milliseconds: number, locale = currentLocale()): string {
  const seconds = Math.max(0, Math.floor((Number.isFinite(milliseconds) ? milliseconds : 0) / 1000));
  const plain = (value: number) => number(value, { useGrouping: false }, locale);
  const padded = (value: number) => number(value, { minimumIntegerDigits: 2 }, locale);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const head = hours > 0 ? `${plain(hours)}:${padded(minutes)}` : plain(minutes);
  return `${head}:${padded(seconds % 60)}`;
}

/** Milliseconds → "3 minutes, 12 seconds", for screen readers and announcements. */
export function spokenDuration(milliseconds: number, locale = currentLocale()): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts = {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
  };
  const spoken = (['hour', 'minute', 'second'] as const)
    .filter((unit) => parts[unit] > 0 || (unit === 'second' && seconds === 0))
    .map((unit) => number(parts[unit], { style: 'unit', unit, unitDisplay: 'long' }, locale));
  return list(spoken, 'unit', locale);
}

/** The time of day: "14:05" or "2:05 PM". */
export function clock(at: Time, locale = currentLocale()): string {
  return dateTime(at, { timeStyle: 'short' }, locale);
}

/** A date: "Nov 22, 2026". */
export function day(at: Time, locale = currentLocale()): string {
  return dateTime(at, { dateStyle: 'medium' }, locale);
}

/** Date and time by `Intl` options; date and time in full when none are given. */
export function dateTime(
  at: Time,
  options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' },
  locale = currentLocale(),
): string {
  return cached('date', locale, options, () => new Intl.DateTimeFormat(locale, options)).format(at);
}

/** "5 minutes ago" under an hour; the clock on the same day; date and clock before that. */
export function relativeTime(at: Time, now: Time, locale = currentLocale()): string {
  const away = Number(at) - Number(now);
  if (Math.abs(away) >= hour) {
    const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
    return sameDay ? clock(at, locale) : dateTime(at, undefined, locale);
  }
  const options = { numeric: 'auto' } as const;
  const format = cached('relative', locale, options, () => new Intl.RelativeTimeFormat(locale, options));
  const seconds = Math.trunc(away / 1000);
  return Math.abs(away) < minute
    ? format.format(seconds, 'second')
    : format.format(Math.trunc(away / minute), 'minute');
}

/** ["Ana", "Ben", "Cem"] → "Ana, Ben, and Cem". */
export function list(
  items: readonly string[],
  type: Intl.ListFormatType = 'conjunction',
  locale = currentLocale(),
): string {
  return cached('list', locale, { type }, () => new Intl.ListFormat(locale, { type })).format(items);
}

/** Sorts names as the locale does; use with `toSorted` or `sort`. */
export function compare(a: string, b: string, locale = currentLocale()): number {
  return cached('collate', locale, {}, () => new Intl.Collator(locale, { numeric: true })).compare(a, b);
}
