// Child processes: started in their own group, ready by an event, ended by id with the whole group.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { endOnSignals, killGroup, onEnd, trackGroup } from './cleanup.mjs';
import { noteStarted } from './leftovers.mjs';
import { PlainError } from './progress.mjs';

/** Runs a command to its end and gives its output; throws with the last lines when it fails. */
export function run(command, args, { cwd, env, input, show = false, timeout } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let all = '';
    const timer = timeout && setTimeout(() => child.kill('SIGKILL'), timeout);
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      all += chunk;
      if (show) process.stdout.write(chunk);
    });
    child.stderr.on('data', (chunk) => {
      all += chunk;
      if (show) process.stderr.write(chunk);
    });
    if (input !== undefined) child.stdin.end(input);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(new PlainError(`${command} could not be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(stdout);
      const tail = all.trimEnd().split('\n').slice(-20).join('\n');
      const error = new PlainError(
        `${command} ${args.join(' ')} ended with ${signal ?? `code ${code}`}\n${tail}`,
      );
      reject(Object.assign(error, { code, signal, output: all }));
    });
  });
}

/**
 * Starts a process that stays. It is ready when `ready` says so:
 *   { line: RegExp }  a line on its standard output (or `stream: 'stderr'`) matches; the match is given back; or
 *   { http: url }     that address answers with a success.
 * Gives `{ pid, match, exited, stop(), kill(), tail }`, `tail` being its last lines.
 */
export async function start(command, args, options = {}) {
  const {
    cwd,
    env,
    name = command,
    ready,
    logFile,
    freshLog,
    timeout = 30_000,
    stopLimit = 8000,
    repeatStop,
    stopSignal = 'SIGTERM',
    onCrash,
    onLine,
  } = options;
  const child = spawn(command, args, {
    cwd,
    env: options.bareEnv ? env : { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const tail = [];
  const log = logFile ? createWriteStream(logFile, { flags: freshLog ? 'w' : 'a', mode: 0o600 }) : undefined;
  let sawLine;
  const lineSeen = new Promise((resolve) => (sawLine = resolve));
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > 40) tail.shift();
      log?.write(line + '\n');
      onLine?.(line);
      const match = stream === child[ready?.stream ?? 'stdout'] && ready?.line?.exec(line);
      if (match) sawLine(match);
    });
  }
  const exited = new Promise((resolve) => {
    child.on('close', (code, signal) => {
      log?.end();
      resolve({ code, signal });
    });
    child.on('error', (error) => resolve({ error }));
  });
  // Whoever starts processes also ends them when it is told to stop.
  endOnSignals({ quiet: true });
  if (child.pid) noteStarted(child.pid);
  const untrack = child.pid ? trackGroup(child.pid) : () => {};
  const forget = onEnd(() => stop());
  let wasReady = false;
  void exited.then(() => {
    forget();
    untrack();
    if (wasReady && !asked) onCrash?.();
  });

  let asked = false;
  async function stop(limit = stopLimit) {
    asked = true;
    if (!child.pid) return;
    killGroup(child.pid, stopSignal);
    const again = repeatStop && setTimeout(() => killGroup(child.pid, stopSignal), repeatStop);
    const timer = setTimeout(() => killGroup(child.pid, 'SIGKILL'), limit);
    await exited;
    clearTimeout(again);
    clearTimeout(timer);
    // What it started itself and left behind.
    killGroup(child.pid, 'SIGKILL');
  }
  async function kill() {
    asked = true;
    if (child.pid) killGroup(child.pid, 'SIGKILL');
    await exited;
  }

  const died = exited.then(({ code, signal, error }) => {
    const how = error ? error.message : `it ended with ${signal ?? `code ${code}`}`;
    throw new PlainError(`${name} did not start: ${how}\n${tail.join('\n')}`);
  });
  died.catch(() => {});
  const waits = [died];
  const abort = new AbortController();
  if (ready?.line) waits.push(lineSeen);
  else if (ready?.http) waits.push(answers(ready.http, abort.signal));
  else waits.push(Promise.resolve());
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new PlainError(`${name} was not ready after ${timeout / 1000} s\n${tail.join('\n')}`)),
      timeout,
    );
  });
  try {
    const match = await Promise.race([...waits, late]);
    wasReady = true;
    return { pid: child.pid, match, exited, stop, kill, tail };
  } catch (error) {
    await kill();
    throw error;
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

/** Resolves at the first successful answer of `url`. A refused connection means "not yet". */
export async function answers(url, signal) {
  for (;;) {
    signal?.throwIfAborted();
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
      await response.arrayBuffer();
      if (response.ok) return response;
    } catch {
      // Not listening yet; asked again below.
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
