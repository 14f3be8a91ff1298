// Runs one test process and gives its cases. However it ends, the answer is honest: a crash or a hang is a failure.
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { failure, readCases } from './cases.mjs';
import { endLeftovers, noteIn } from './leftovers.mjs';
import { start } from './process.mjs';
import { root } from './root.mjs';

const results = join(root, 'test-results');
const nodeReporter = pathToFileURL(join(root, 'tools/lib/node-reporter.mjs')).href;

/** Where the output of a stage is kept. */
export function logFor(name) {
  mkdirSync(results, { recursive: true });
  return join(results, `${name.replaceAll('/', '-')}.log`);
}

/**
 * @param {{stage: string, name?: string, command: string, args: string[], env?: object, limit: number, show?: boolean}} options
 */
export async function runProcess({
  stage,
  name = stage,
  command,
  args,
  env,
  limit,
  show = false,
  oneCase = false,
}) {
  const logFile = logFor(name);
  const reportFile = `${logFile}.${process.pid}.jsonl`;
  const notes = `${logFile}.${process.pid}.pids`;
  const began = Date.now();
  let hung = false;
  let ended;
  try {
    const child = await start(command, args, {
      cwd: root,
      // Without what the runner around this one, if there is one, tells its own children.
      env: { ...env, NODE_TEST_CONTEXT: undefined, REPORT_FILE: reportFile, ...noteIn(notes) },
      logFile,
      freshLog: true,
      onLine: show ? (line) => process.stdout.write(`${line}\n`) : undefined,
    });
    const timer = setTimeout(() => {
      hung = true;
      void child.stop(10_000);
    }, limit);
    ended = { ...(await child.exited), tail: child.tail };
    clearTimeout(timer);
  } catch (error) {
    ended = { error, tail: [] };
  }
  endLeftovers(notes);
  const { cases, ended: through } = readCases(reportFile, stage);
  const ms = Date.now() - began;
  const tail = [...ended.tail, `(all of it: test-results/${basename(logFile)})`].join('\n');
  if (hung) {
    cases.push(failure(stage, '(time limit)', `${name} was ended after ${limit / 1000} s.\n${tail}`, { ms }));
  } else if (ended.error) {
    cases.push(failure(stage, '(start)', String(ended.error.message ?? ended.error)));
  } else if (ended.code !== 0 && !cases.some((each) => each.status === 'failed')) {
    const how = ended.signal ?? `code ${ended.code}`;
    cases.push(
      failure(stage, oneCase ? name : '(the process)', `${name} ended with ${how}.\n${tail}`, { ms }),
    );
  } else if (!through && !oneCase) {
    const text = `${name} left before its tests were through.\n${tail}`;
    cases.push(failure(stage, '(the process)', text, { ms }));
  } else if (cases.length === 0 && oneCase) {
    cases.push({ stage, name, status: 'passed', ms });
  }
  return cases;
}

/** Runs files with node:test; `together` in processes of their own under one runner, else one file in this one process. */
export function runNodeTests({ files, together = true, concurrency = 2, ...options }) {
  const args = [
    '--enable-source-maps',
    `--test-reporter=${nodeReporter}`,
    '--test-reporter-destination=stdout',
  ];
  if (together) args.push('--test', `--test-concurrency=${concurrency}`);
  // A browser or server that a story left open must not keep its process alive for ever.
  else args.push('--test-force-exit');
  return runProcess({ command: process.execPath, args: [...args, ...files], ...options });
}
