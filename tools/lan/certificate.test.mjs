// The certificate is made once, only for its owner, and again when it would not do.
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { onPath } from '../lib/find.mjs';
import { certificate } from './certificate.mjs';

const skip = (await onPath('openssl')) ? false : 'openssl is not installed';
const folder = join(mkdtempSync(join(tmpdir(), 'lan-')), 'lan');
after(() => rmSync(folder, { recursive: true, force: true }));

test('it names the address and this machine, for about a year', { skip }, async () => {
  const { cert } = await certificate(folder, '192.168.1.20');
  const read = new X509Certificate(cert);
  assert.equal(read.checkIP('192.168.1.20'), '192.168.1.20');
  assert.ok(read.checkIP('127.0.0.1') && read.checkHost('localhost') && !read.ca);
  assert.equal(read.checkIP('192.168.1.21'), undefined);
  assert.equal(read.publicKey.asymmetricKeyDetails.namedCurve, 'prime256v1');
  const days = (Date.parse(read.validTo) - Date.parse(read.validFrom)) / 86_400_000;
  assert.ok(days > 300 && days <= 825, `${days} days`);
});

test('only its owner can read what is kept', { skip: skip || process.platform === 'win32' }, () => {
  for (const [name, mode] of [
    ['key.pem', 0o600],
    ['cert.pem', 0o600],
    ['', 0o700],
  ])
    assert.equal(statSync(join(folder, name)).mode & 0o777, mode, name);
});

test('a second start keeps it: who accepted it is not warned again', { skip }, async () => {
  assert.deepEqual(await certificate(folder, '192.168.1.20'), await certificate(folder, '192.168.1.20'));
});

test('another address gets another one, and so does a damaged or mixed up one', { skip }, async () => {
  const first = await certificate(folder, '192.168.1.20');
  const moved = await certificate(folder, '192.168.1.21');
  assert.notEqual(moved.cert, first.cert);
  assert.equal(new X509Certificate(moved.cert).checkIP('192.168.1.21'), '192.168.1.21');

  writeFileSync(join(folder, 'key.pem'), first.key);
  const mended = await certificate(folder, '192.168.1.21');
  assert.notEqual(mended.cert, moved.cert);

  writeFileSync(join(folder, 'cert.pem'), 'half of it');
  assert.match((await certificate(folder, '192.168.1.21')).cert, /BEGIN CERTIFICATE/);
});

test('without openssl it says how to get it', async () => {
  const path = process.env.PATH;
  process.env.PATH = '';
  try {
    await assert.rejects(
      certificate(folder, '192.168.1.99'),
      /needs the program openssl[^]*apt-get install openssl/,
    );
  } finally {
    process.env.PATH = path;
  }
});
