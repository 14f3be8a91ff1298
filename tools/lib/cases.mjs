// Cases of all runners in one list, and what is printed about them at the end.
import { readFileSync, rmSync } from 'node:fs';

/** @typedef {{name: string, stage: string, file?: string, status: 'passed'|'failed'|'skipped', ms: number, message?: string}} Case */

/**
 * Reads what a reporter wrote. A half line comes from a process that was killed while writing; `ended` is whether the
 * reporter said that it was through.
 */
export function readCases(file, stage) {
  let lines = [];
  try {
    lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return { cases: [], ended: false }; // It was never written: the runner did not get that far.
  }
  const cases = [];
  let ended = false;
  for (const line of lines) {
    try {
      const { end, ...found } = JSON.parse(line);
      if (end) ended = true;
      else cases.push({ stage, ...found });
    } catch {
      cases.push(failure(stage, '(the report)', 'The test process ended while it wrote its report.'));
    }
  }
  rmSync(file, { force: true });
  return { cases, ended };
}

export function failure(stage, name, message, more = {}) {
  return { stage, name, status: 'failed', ms: 0, message, ...more };
}

export function count(cases) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { status } of cases) sum[status] += 1;
  return sum;
}

const title = ({ stage, file, name }) => [stage, file, name].filter(Boolean).join(' › ');

/** Prints failures, the slowest cases and, as the very last line, the sums. */
export function printSummary(cases, out = process.stdout) {
  const failed = cases.filter((each) => each.status === 'failed');
  if (failed.length > 0) {
    out.write('\nFailures\n');
    for (const each of failed) {
      out.write(`\n  ${title(each)}\n${indent(shorten(each.message ?? 'no message'), '    ')}\n`);
    }
  }
  const slow = cases
    .filter((each) => each.ms >= 1)
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 10);
  if (slow.length > 0) {
    out.write('\nSlowest\n');
    for (const each of slow) out.write(`  ${(each.ms / 1000).toFixed(1).padStart(6)} s  ${title(each)}\n`);
  }
  const sum = count(cases);
  if (sum.skipped > 0) out.write(`\n${sum.skipped} skipped\n`);
  out.write(`\n${sum.passed} passed, ${sum.failed} failed\n`);
}

const indent = (text, by) => text.trimEnd().replace(/^/gm, by);

function shorten(text) {
  const lines = text.trimEnd().split('\n');
  if (lines.length <= 60) return lines.join('\n');
  return [...lines.slice(0, 45), `… ${lines.length - 55} lines left out …`, ...lines.slice(-10)].join('\n');
}
