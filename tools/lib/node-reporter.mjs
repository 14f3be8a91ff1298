// A reporter for node:test: each case becomes a JSON line in REPORT_FILE and a short line on standard output.
// The file is written at once, so that what was known survives a process that is killed.
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';

const reportFile = process.env.REPORT_FILE;

const write = (entry) => reportFile && appendFileSync(reportFile, JSON.stringify(entry) + '\n');

export default async function* report(events) {
  const above = [];
  const said = new Map();
  for await (const { type, data } of events) {
    if (type === 'test:start') {
      above.length = data.nesting;
      above[data.nesting] = data.name;
    }
    if (type === 'test:stdout' || type === 'test:stderr') {
      said.set(data.file, ((said.get(data.file) ?? '') + data.message).slice(-4000));
      yield data.message;
    }
    // The sums come last. Without them the process left before its tests were through, with whatever exit code.
    if (type === 'test:diagnostic' && data.nesting === 0 && /^tests \d+$/.test(data.message))
      write({ end: true });
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const found = asCase(type === 'test:pass', data, above, said);
    if (!found) continue;
    write(found);
    yield `  ${{ passed: 'ok', failed: 'NOT OK', skipped: 'skipped' }[found.status]} ${found.name}\n`;
    if (found.status === 'failed') yield found.message.replace(/^/gm, '      ') + '\n';
  }
}

function asCase(passed, data, above, said) {
  const file = data.file ? relative(process.cwd(), data.file) : undefined;
  const ms = data.details?.duration_ms ?? 0;
  const error = data.details?.error;
  const isFile = data.nesting === 0 && (data.name === data.file || data.name === file);
  if (isFile) {
    // Node reports a file by its path when it has no tests, or when it broke outside of them.
    // What broke it stands in its output only.
    const output = said.get(data.file) ?? '';
    const message = passed
      ? 'This file holds no tests.'
      : `${text(error)}, exit code ${error?.exitCode}\n${output}`;
    return { name: '(the file)', file, status: 'failed', ms, message };
  }
  const failureType = error?.failureType;
  // A group is not a case: only what breaks it by itself, like a hook, is one.
  if (data.details?.type === 'suite' && (passed || failureType === 'subtestsFailed')) return undefined;
  if (!passed && failureType === 'subtestsFailed') return undefined;
  const name = [...above.slice(0, data.nesting), data.name].filter(Boolean).join(' › ');
  if (data.skip !== undefined || data.todo !== undefined) return { name, file, status: 'skipped', ms };
  if (passed) return { name, file, status: 'passed', ms };
  return { name, file, status: 'failed', ms, message: text(error) };
}

function text(error) {
  const cause = error?.cause;
  if (cause?.stack)
    return cause.stack.includes(cause.message) ? cause.stack : `${cause.message}\n${cause.stack}`;
  return String(cause?.message ?? cause ?? error?.message ?? error ?? 'failed without a message');
}
