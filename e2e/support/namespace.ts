import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onEnd } from '#tools/lib/cleanup.mjs';

const run = promisify(execFile);
const ip = (...args: string[]) => run('ip', args);

export interface Namespace {
  readonly name: string;
  /** This machine's address as the namespace sees it, and its own. */
  readonly host: string;
  readonly guest: string;
  /** Runs a program inside. */
  exec(command: string, ...args: string[]): Promise<{ stdout: string; stderr: string }>;
  dispose(): Promise<void>;
}

/** Why this machine cannot make namespaces, or undefined when it can. */
export async function noNamespaces(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'network namespaces are of Linux only';
  if (process.getuid?.() !== 0) return 'a network namespace needs root';
  const name = `vswtry${process.pid}`;
  return ip('netns', 'add', name)
    .then(() => ip('netns', 'delete', name))
    .then(
      () => undefined,
      (error: Error) => `no network namespace can be made here: ${error.message}`,
    );
}

/** A network of its own beside this machine's, joined by one cable: another computer, as far as sockets know. Needs root. */
export async function makeNamespace(): Promise<Namespace> {
  await removeAbandoned();
  const name = `vsw${process.pid}`;
  const [outer, inner] = [`${name}a`, `${name}b`];
  const subnet = freeSubnet();
  const [host, guest] = [`${subnet}.1`, `${subnet}.2`];
  await ip('netns', 'add', name);
  const dispose = async () => {
    forget();
    await ip('netns', 'delete', name);
  };
  const forget = onEnd(() => ip('netns', 'delete', name).then(() => undefined));
  await ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', inner, 'netns', name);
  await ip('address', 'add', `${host}/24`, 'dev', outer);
  await ip('link', 'set', outer, 'up');
  await ip('-n', name, 'address', 'add', `${guest}/24`, 'dev', inner);
  await ip('-n', name, 'link', 'set', inner, 'up');
  await ip('-n', name, 'link', 'set', 'lo', 'up');
  return {
    name,
    host,
    guest,
    exec: (command, ...args) => run('ip', ['netns', 'exec', name, command, ...args]),
    dispose,
  };
}

/** The path of a program that runs `program` inside: for whoever starts programs by path alone. */
export async function programIn({ name }: Namespace, program: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'vsw-inside-')), 'run');
  await writeFile(path, `#!/bin/sh\nexec ip netns exec ${name} '${program}' "$@"\n`, { mode: 0o755 });
  return path;
}

/** Two tests at once, in two processes, must not share a network. */
function freeSubnet(): string {
  const used = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  for (let step = 0; step < 250; step += 1) {
    const subnet = `10.213.${((process.pid + step) % 250) + 1}`;
    if (!used.some(({ address }) => address.startsWith(`${subnet}.`))) return subnet;
  }
  throw new Error('Every subnet for namespaces is in use.');
}

/** Those of test processes that were killed. */
async function removeAbandoned(): Promise<void> {
  const { stdout } = await ip('netns', 'list');
  for (const [, name, pid] of stdout.matchAll(/^(vsw(?:try)?(\d+))\b/gm)) {
    if (name !== undefined && !isAlive(Number(pid))) await ip('netns', 'delete', name);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
