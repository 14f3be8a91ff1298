// A reporter for web-test-runner that writes the same JSON lines as node-reporter.mjs.
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';

export function jsonLines(reportFile) {
  const write = (found) => appendFileSync(reportFile, JSON.stringify(found) + '\n');
  return {
    onTestRunFinished: () => write({ end: true }),
    reportTestFileResults({ sessionsForTestFile, testFile }) {
      const file = relative(process.cwd(), testFile);
      for (const session of sessionsForTestFile) {
        const { tests, suites } = session.testResults ?? { tests: [], suites: [] };
        let cases = 0;
        for (const found of flatten({ tests, suites }, [])) {
          cases += 1;
          write({ ...found, file });
        }
        // Errors outside of a case: the file could not be loaded, or the page crashed or ran out of time.
        const wrong = (session.errors ?? []).map(errorText);
        if (wrong.length === 0 && cases === 0) wrong.push('This file holds no tests.');
        const missing = (session.request404s ?? []).map((url) => `\nnot found: ${url}`).join('');
        for (const text of wrong) {
          write({ name: '(the file)', file, status: 'failed', ms: 0, message: text + missing });
        }
      }
    },
  };
}

function* flatten({ tests, suites }, above) {
  for (const test of tests ?? []) {
    const name = [...above, test.name].join(' › ');
    const ms = test.duration ?? 0;
    if (test.skipped) yield { name, status: 'skipped', ms };
    else if (test.passed) yield { name, status: 'passed', ms };
    else
      yield {
        name,
        status: 'failed',
        ms,
        message: errorText(test.error ?? { message: 'failed without a message' }),
      };
  }
  for (const suite of suites ?? []) yield* flatten(suite, [...above, suite.name]);
}

function errorText({ name, message, stack, expected, actual }) {
  const parts = [[name, message].filter(Boolean).join(': ')];
  if (expected !== undefined || actual !== undefined)
    parts.push(`expected: ${expected}\nactual:   ${actual}`);
  if (stack) parts.push(stack);
  return parts.join('\n');
}
