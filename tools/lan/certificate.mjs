// The certificate of --lan: browsers lend camera and microphone to https pages only. This machine signs it itself.
import { X509Certificate, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onPath } from '../lib/find.mjs';
import { run } from '../lib/process.mjs';
import { PlainError } from '../lib/progress.mjs';

/** Phones refuse a certificate that is valid for longer than 825 days; a year is plenty for a demo. */
const DAYS = 365;
const RENEW_BEFORE_MS = 7 * 24 * 3600_000;

/** Gives `{key, cert}` as PEM for this address: the kept one while it is good, else a new one. Both are kept in `folder`. */
export async function certificate(folder, address) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') };
  const kept = { key: await textOf(files.key), cert: await textOf(files.cert) };
  return isGood(kept, address) ? kept : make(files, address);
}

const textOf = (file) =>
  readFile(file, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });

function isGood({ key, cert }, address) {
  if (!key || !cert) return false;
  try {
    const read = new X509Certificate(cert);
    return (
      read.checkIP(address) !== undefined &&
      Date.parse(read.validTo) > Date.now() + RENEW_BEFORE_MS &&
      read.checkPrivateKey(createPrivateKey(key))
    );
  } catch {
    // Half written or edited: a new one costs a moment.
    return false;
  }
}

async function make(files, address) {
  const openssl = (await onPath('openssl')) ?? (await onPath('openssl.exe'));
  if (!openssl) {
    throw new PlainError(`--lan needs the program openssl, once, to make a certificate: phones lend their camera to https pages only.
  - Debian, Ubuntu: apt-get install openssl; Fedora: dnf install openssl; macOS has it.
  - Windows: it comes with Git; add C:\\Program Files\\Git\\usr\\bin to the PATH.`);
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const settings = `${files.cert}.cnf`;
  await writeFile(`${files.key}.new`, key, { mode: 0o600 });
  await writeFile(settings, request(address), { mode: 0o600 });
  try {
    const order = ['req', '-x509', '-new', '-sha256', '-days', String(DAYS), '-config', settings];
    const cert = await run(openssl, [...order, '-key', `${files.key}.new`]);
    await writeFile(`${files.cert}.new`, cert, { mode: 0o600 });
    await rename(`${files.cert}.new`, files.cert);
    await rename(`${files.key}.new`, files.key);
    return { key, cert };
  } finally {
    for (const file of [settings, `${files.key}.new`]) await rm(file, { force: true });
  }
}

/** In a file, because the options that say the same are not in every openssl (macOS has another one). */
const request = (address) => `[req]
prompt = no
distinguished_name = name
x509_extensions = extensions
[name]
CN = video-session-window demo
[extensions]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = IP:${address}, IP:127.0.0.1, DNS:localhost
`;
