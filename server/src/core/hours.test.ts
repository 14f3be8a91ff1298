import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Hours } from './hours.js';
import { isOpen } from './hours.js';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const hours = (open: Hours['open'], rest: Partial<Hours> = {}): Hours => ({
  timeZone: 'Europe/Berlin',
  open,
  closed: [],
  ...rest,
});
const openAt = (when: Hours, ...instants: string[]): readonly boolean[] =>
  instants.map((at) => isOpen(when, Date.parse(at)));

describe('opening hours', () => {
  it('are in the time of the queue, summer and winter', () => {
    const nine = hours([{ days: [...weekdays], from: '09:00', to: '17:00' }]);
    assert.deepEqual(
      openAt(nine, '2026-01-05T07:59Z', '2026-01-05T08:00Z', '2026-01-05T15:59Z', '2026-01-05T16:00Z'),
      [false, true, true, false],
    );
    assert.deepEqual(openAt(nine, '2026-07-06T06:59Z', '2026-07-06T07:00Z'), [false, true]);
  });

  it('hold on their days only', () => {
    const nine = hours([{ days: [...weekdays], from: '09:00', to: '17:00' }]);
    assert.deepEqual(openAt(nine, '2026-01-02T11:00Z', '2026-01-03T11:00Z', '2026-01-04T11:00Z'), [
      true,
      false,
      false,
    ]);
  });

  it('may go on after midnight', () => {
    const night = hours([{ days: ['fri'], from: '22:00', to: '02:00' }], { timeZone: 'UTC' });
    const instants = [
      '2026-01-02T21:59Z',
      '2026-01-02T22:00Z',
      '2026-01-03T01:59Z',
      '2026-01-03T02:00Z',
      '2026-01-02T01:00Z',
    ];
    assert.deepEqual(openAt(night, ...instants), [false, true, true, false, false]);
  });

  it('may last the whole day, and not on a holiday', () => {
    const always = hours([{ days: [...weekdays, 'sat', 'sun'], from: '00:00', to: '24:00' }], {
      timeZone: 'America/New_York',
      closed: ['2026-12-25'],
    });
    const instants = ['2026-12-25T04:59Z', '2026-12-25T05:00Z', '2026-12-26T04:59Z', '2026-12-26T05:00Z'];
    assert.deepEqual(openAt(always, ...instants), [true, false, false, true]);
  });
});
