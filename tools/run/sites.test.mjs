// The demo's server gives out what it should and nothing else.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startSite } from './sites.mjs';

const folder = mkdtempSync(join(tmpdir(), 'sites-'));
let site;

before(async () => {
  mkdirSync(join(folder, 'site/sub'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'site/.hidden'), 'secret');
  writeFileSync(join(folder, 'site/index.html'), '<p>home');
  writeFileSync(join(folder, 'site/sub/index.html'), '<p>sub');
  writeFileSync(join(folder, 'site/clip.webm'), '0123456789');
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'site/link.txt'));
  site = await startSite({
    hostname: 'localhost',
    mounts: { '/': join(folder, 'site') },
    routes: { 'POST /login': (_request, response) => void response.end('signed') },
    policy: { connect: ['http://desk.example'] },
  });
});

after(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Without `fetch`, which would tidy up the path before it sends it. */
const get = (path, { method = 'GET', headers } = {}) =>
  new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: site.port, path, method, headers };
    const sent = request(options, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode, headers: response.headers, body });
    });
    sent.on('error', reject).end();
  });

test('files come with their type, a strict policy and a tag', async () => {
  const { status, headers, body } = await get('/');
  assert.deepEqual([status, body, headers['content-type']], [200, '<p>home', 'text/html; charset=utf-8']);
  const policy = headers['content-security-policy'];
  assert.match(policy, /connect-src 'self' http:\/\/desk\.example;/);
  assert.match(policy, /require-trusted-types-for 'script'; trusted-types lit-html$/);
  assert.doesNotMatch(policy, /unsafe/);
  const again = await get('/', { headers: { 'If-None-Match': headers.etag } });
  assert.deepEqual([again.status, again.body], [304, '']);
});

test('nothing outside of the folder, nothing hidden', async () => {
  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/sub/../../secret.txt',
    '/.hidden',
    '/link.txt',
    '/..%5csecret.txt',
    '/%00',
    '/%',
  ]) {
    const { status, body } = await get(path);
    assert.ok(status >= 400, path);
    assert.doesNotMatch(body, /secret/);
  }
});

test('a folder is asked for with a slash', async () => {
  assert.equal((await get('/sub?x=1')).headers.location, '/sub/?x=1');
  assert.equal((await get('/sub/')).body, '<p>sub');
});

test('a video is given in pieces', async () => {
  const piece = async (range) => get('/clip.webm', { headers: { Range: range } });
  assert.deepEqual([(await piece('bytes=2-4')).status, (await piece('bytes=2-4')).body], [206, '234']);
  assert.equal((await piece('bytes=-3')).body, '789');
  assert.equal((await piece('bytes=8-')).headers['content-range'], 'bytes 8-9/10');
  assert.equal((await piece('bytes=20-')).status, 416);
});

test('routes answer their method only', async () => {
  assert.equal((await get('/login', { method: 'POST' })).body, 'signed');
  assert.equal((await get('/login')).status, 404);
  assert.equal((await get('/', { method: 'DELETE' })).status, 405);
});
