// The seam to demo/: what start.mjs takes from there, and what it says when a part is missing.
//   demo/desk-config.mjs  export function deskConfig({crmOrigin, contactOrigin, deskUrl, secrets}) → the desk's configuration
//   demo/backend.mjs      export function createDemo({deskUrl, crmOrigin, contactOrigin, secrets}) → {crm, contact},
//                         each with `routes` (and, where wanted, `mounts`, `policy`, `headers` as in run/sites.d.mts)
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PlainError } from '../lib/progress.mjs';
import { root } from '../lib/root.mjs';

export async function loadDemo() {
  const { deskConfig } = await part('demo/desk-config.mjs', 'deskConfig');
  const { createDemo } = await part('demo/backend.mjs', 'createDemo');
  return { deskConfig, createDemo };
}

async function part(path, name) {
  const file = join(root, path);
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (!there) throw new PlainError(`${path} is missing, so there is no demo to start.`);
  const module = await import(pathToFileURL(file).href);
  if (typeof module[name] !== 'function')
    throw new PlainError(`${path} does not export the function ${name}.`);
  return module;
}

const shared = { '/dist/': 'dist', '/shared/': 'demo/shared', '/elements/': 'demo/elements' };

/** The options of both sites: what demo/backend.mjs says, over what every site has. */
export function siteOptions(side, folder, deskUrl) {
  const { mounts, policy, ...rest } = side ?? {};
  const socket = deskUrl.replace(/^http/, 'ws');
  const usual = { ...policy, connect: [deskUrl, socket, ...(policy?.connect ?? [])] };
  return {
    mounts: { '/': folder, ...shared, ...mounts },
    policy: typeof policy === 'string' ? policy : usual,
    ...rest,
  };
}
