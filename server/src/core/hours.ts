import * as v from 'valibot';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const Time = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/));
const Span = v.strictObject({
  days: v.pipe(v.array(v.picklist(days)), v.minLength(1)),
  from: Time,
  to: Time,
});

/** When a queue is open, in its own time zone. A span that ends before it begins goes on after midnight. */
export const Hours = v.strictObject({
  timeZone: v.pipe(v.string(), v.check(isTimeZone, 'must be a time zone such as Europe/Berlin')),
  open: v.array(Span),
  /** Days on which it stays closed, as `YYYY-MM-DD`. */
  closed: v.optional(v.array(v.pipe(v.string(), v.isoDate())), []),
});
export type Hours = v.InferOutput<typeof Hours>;

export function isOpen(hours: Hours, now: number): boolean {
  const local = localTime(hours.timeZone, now);
  if (hours.closed.includes(local.date)) return false;
  const yesterday = days[(days.indexOf(local.day) + 6) % 7] ?? local.day;
  return hours.open.some(({ days: on, from, to }) => {
    if (from < to) return on.includes(local.day) && from <= local.time && local.time < to;
    return (on.includes(local.day) && from <= local.time) || (on.includes(yesterday) && local.time < to);
  });
}

function localTime(timeZone: string, now: number) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const part = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const day = days.find((name) => name === part['weekday']?.toLowerCase()) ?? 'mon';
  return {
    day,
    date: `${part['year']}-${part['month']}-${part['day']}`,
    time: `${part['hour']}:${part['minute']}`,
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // The only reason it throws is a name it does not know.
    return false;
  }
}
