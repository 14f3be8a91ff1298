import { execFile } from 'node:child_process';
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

/** A network of its own beside this machine's, joined by one cable: another computer, as far as sockets know. Needs root. */
export async function makeNamespace(subnet = 87): Promise<Namespace> {
  const name = `vsw${process.pid}`;
  const [outer, inner] = [`${name}a`, `${name}b`];
  const [host, guest] = [`10.213.${subnet}.1`, `10.213.${subnet}.2`];
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
