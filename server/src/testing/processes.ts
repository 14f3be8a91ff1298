import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Ringing } from './desk-process.js';

export interface DeskProcess {
  readonly pid: number;
  readonly ringing: Ringing;
  kill(): Promise<void>;
}

export type Ended = { readonly code: number | null; readonly said: string };

/** Starts a desk of its own; resolves when its call rings, or with how it ended. */
export async function startDeskProcess(options: object): Promise<DeskProcess | Ended> {
  const file = fileURLToPath(new URL('./desk-process.js', import.meta.url));
  const child = spawn(process.execPath, [file, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close').then(([code]: unknown[]) => ({
    code: typeof code === 'number' ? code : null,
    said,
  }));
  const first = once(createInterface(child.stdout), 'line').then(([line]: unknown[]) => String(line));
  const outcome = await Promise.race([ended, first]);
  if (typeof outcome !== 'string') return outcome;
  return { pid: child.pid ?? 0, ringing: JSON.parse(outcome) as Ringing, kill: () => killed(child, ended) };
}

async function killed(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}
