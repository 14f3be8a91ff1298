import { expect } from '@open-wc/testing';
import { clock, duration, list, number, relativeTime, spokenDuration } from './format.js';
import { plural, withLocale } from './words.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

describe('durations', () => {
  for (const [milliseconds, shown] of [
    [0, '0:00'],
    [-5 * second, '0:00'],
    [59_999, '0:59'],
    [192 * second, '3:12'],
    [hour - 1, '59:59'],
    [hour + 3 * minute + 12 * second, '1:03:12'],
    [1000 * hour, '1000:00:00'],
    [Number.NaN, '0:00'],
  ] as const) {
    it(`${milliseconds} ms are shown as ${shown}`, () =>
      expect(duration(milliseconds, 'en')).to.equal(shown));
  }

  it('use the digits of the locale', () => expect(duration(192 * second, 'ar-EG')).to.equal('٣:١٢'));

  it('are spoken in words', () => {
    expect(spokenDuration(192 * second, 'en')).to.equal('3 minutes, 12 seconds');
    expect(spokenDuration(0, 'de')).to.equal('0 Sekunden');
  });
});

describe('times', () => {
  const now = new Date(2026, 10, 22, 15, 0).getTime();

  it('are relative only under an hour', () => {
    expect(relativeTime(now - 20 * second, now, 'en')).to.equal('20 seconds ago');
    expect(relativeTime(now - 5 * minute, now, 'en')).to.equal('5 minutes ago');
    expect(relativeTime(now - 59 * minute, now, 'de')).to.equal('vor 59 Minuten');
    expect(relativeTime(now - hour, now, 'en')).to.equal(clock(now - hour, 'en'));
    expect(relativeTime(now - 24 * hour, now, 'en')).to.contain('Nov 21');
  });

  it('lists and numbers are as the rendering locale writes them', () => {
    withLocale('de', () => {
      expect(list(['Ana', 'Ben', 'Cem'])).to.equal('Ana, Ben und Cem');
      expect(number(1234.5)).to.equal('1.234,5');
    });
    expect(number(1234.5)).to.equal('1,234.5');
  });

  it('counted things follow the plural rules of the locale', () => {
    const files = (count: number) =>
      plural(count, { one: () => 'one', few: () => 'few', other: () => 'other' });
    expect([1, 2].map(files)).to.deep.equal(['one', 'other']);
    expect(withLocale('pl', () => [1, 2, 5].map(files))).to.deep.equal(['one', 'few', 'other']);
  });
});
