// The demo's own keys: made once, kept in a file that only its owner can read, so that a second start accepts what the
// first one signed.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const make = (bytes = 32) => randomBytes(bytes).toString('base64url');

const wanted = {
  /** Signs what the desk gives out itself: access for the gate, re-entry keys. */
  deskSecret: () => make(),
  /** Signs the demo company's logins and calls; its backend and the desk both know it. */
  tenantSecret: () => make(),
  livekitKey: () => `key${randomBytes(6).toString('hex')}`,
  livekitSecret: () => make(),
};

export async function secrets(folder) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'secrets.json');
  const known = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  const all = Object.fromEntries(
    Object.entries(wanted).map(([name, create]) => [name, known[name] ?? create()]),
  );
  if (Object.keys(wanted).some((name) => !(name in known))) {
    await writeFile(`${file}.new`, JSON.stringify(all, null, 2) + '\n', { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  return all;
}
