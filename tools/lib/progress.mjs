// What a person or a CI log sees while tools work: one plain line a step, with the time since the start.
// No colours and no rewriting of lines: the same text is right on a terminal and in a file.
const began = Date.now();

/** Seconds since this process began, as `m:ss`. */
export function elapsed(since = began) {
  const seconds = Math.floor((Date.now() - since) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

let out = process.stdout;

/** Where lines go: a command whose output is data sends them to the standard error. */
export function sayTo(stream) {
  out = stream;
}

export function say(text) {
  out.write(`[${elapsed()}] ${text}\n`);
}

/** Says what begins, runs it, and says how long it took when that was noticeable. */
export async function step(text, work) {
  say(text);
  const start = Date.now();
  const result = await work();
  const took = Date.now() - start;
  if (took > 2000) say(`  done in ${(took / 1000).toFixed(1)} s`);
  return result;
}

/** An error whose message alone is for a person; `fail` prints it without a stack. */
export class PlainError extends Error {
  name = 'PlainError';
}

/** Last stop of a command: tells what went wrong and sets the exit code. */
export function fail(error) {
  const text = error instanceof PlainError ? error.message : (error?.stack ?? String(error));
  process.stderr.write(`\n${text}\n`);
  process.exitCode = 1;
}
