/**
 * PostgreSQL stores neither U+0000 nor half a surrogate pair, so both become U+FFFD before anything else sees them: a note
 * with such a character must not be an error that repeats for ever.
 */
export function sanitiseText(text: string): string {
  return text.replace(unstorable, '\uFFFD');
}

const unstorable = /\0|\p{Surrogate}/gu;

/** Nobody sends us anything deeper on purpose. */
const MAX_DEPTH = 32;

/** Thrown for input nested too deep. */
export class TooDeep extends Error {}

/** A copy of parsed JSON with every string (keys too) made storable. */
export function sanitise(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return sanitiseText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) throw new TooDeep(`nested deeper than ${MAX_DEPTH}`);
  if (Array.isArray(value)) return value.map((item) => sanitise(item, depth + 1));
  const entries = Object.entries(value)
    // Assigning this key would change the object's prototype instead of its content.
    .filter(([key]) => key !== '__proto__')
    .map(([key, item]) => [sanitiseText(key), sanitise(item, depth + 1)] as const);
  return Object.fromEntries(entries);
}
