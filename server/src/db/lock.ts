import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { CannotOpen } from './errors.js';

/** Who holds a data directory. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly started: string;
  /** When the process itself began, by the kernel: process ids are used again. Absent where there is no /proc. */
  readonly birth?: string;
  readonly nonce: string;
}

/** The holder touches its lock this often; from another machine (or a container's new name) silence is all one can see. */
const BEAT_MS = 2000;
const SILENT_MS = 30_000;
const TAKEOVER_MS = 10_000;

export interface DirectoryLock {
  release(): Promise<void>;
}

/**
 * Takes a data directory for this process alone: PGlite has no lock of its own, and two processes on one directory lose
 * data without an error. Throws `CannotOpen` naming the holder.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = join(directory, 'desk.lock');
  const birth = birthOf(process.pid);
  const me: Holder = {
    pid: process.pid,
    host: hostname(),
    started: new Date().toISOString(),
    ...(birth === undefined ? {} : { birth }),
    nonce: randomUUID(),
  };
  if (!(await created(path, me))) {
    await takeOver(directory, path);
    if (!(await created(path, me)))
      throw new CannotOpen(`The data directory ${directory} was just taken by another desk.`);
  }
  const beat = setInterval(() => {
    const now = new Date();
    // A lock that cannot be touched is found out by whoever wants it; this desk goes on.
    utimes(path, now, now).catch(() => undefined);
  }, BEAT_MS);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      if ((await holderOf(path))?.nonce === me.nonce) await rm(path, { force: true });
    },
  };
}

async function created(path: string, me: Holder): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(JSON.stringify(me));
    await file.close();
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Removes the lock of a dead process, or throws. A folder made for it keeps two from doing so at once. */
async function takeOver(directory: string, path: string): Promise<void> {
  const guard = `${path}.takeover`;
  try {
    await mkdir(guard);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    if ((await ageOf(guard)) > TAKEOVER_MS) await rm(guard, { recursive: true, force: true });
    throw new CannotOpen(`Another desk is just taking over the data directory ${directory}. Try again.`);
  }
  try {
    const holder = await holderOf(path);
    const age = await ageOf(path);
    if (holder ? isAlive(holder, age) : age < TAKEOVER_MS)
      throw new CannotOpen(refusal(directory, holder, age));
    await rm(path, { force: true });
  } finally {
    await rm(guard, { recursive: true, force: true });
  }
}

function isAlive(holder: Holder, age: number): boolean {
  if (holder.host !== hostname()) return age < SILENT_MS;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // Not allowed to signal it means that it lives.
    if (!isCode(error, 'EPERM')) return false;
  }
  const birth = birthOf(holder.pid);
  return birth === undefined || holder.birth === undefined || birth === holder.birth;
}

function refusal(directory: string, holder: Holder | undefined, age: number): string {
  if (!holder) return `The data directory ${directory} is being opened by another desk. Try again.`;
  const who = `process ${holder.pid} on ${holder.host}, started ${holder.started}`;
  const wait =
    holder.host === hostname()
      ? 'Stop it first, or use PostgreSQL (DATABASE_URL) to run several desks.'
      : `If it is gone, its lock lapses in ${Math.ceil((SILENT_MS - age) / 1000)} s; try again then.`;
  return `The data directory ${directory} is in use by another desk: ${who}. ${wait}`;
}

async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isHolder(value) ? value : undefined;
  } catch (error) {
    // Gone, or caught while it is being written.
    if (isCode(error, 'ENOENT') || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && 'pid' in value && 'host' in value && 'nonce' in value;
}

async function ageOf(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return Infinity;
    throw error;
  }
}

function birthOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; the start time is the 20th field after it.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    // No /proc here (or no such process): the process id alone has to do.
    return undefined;
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
