// What a phone's browser gets from the front, with a desk behind it that answers as we like.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect } from 'node:tls';
import { onPath } from '../lib/find.mjs';
import { certificate } from './certificate.mjs';
import { startFront } from './front.mjs';

const skip = (await onPath('openssl')) ? false : 'openssl is not installed';
const folder = mkdtempSync(join(tmpdir(), 'front-'));
let front;
let desk;
let ca;
let answer;
let upgrade;

before(async () => {
  if (skip) return;
  for (const name of ['crm', 'contact']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.html'), `<p>${name}`);
  }
  desk = createServer((asked, response) => answer(asked, response));
  desk.on('upgrade', (asked, socket, head) => upgrade(asked, socket, head));
  desk.listen(0, '127.0.0.1');
  await once(desk, 'listening');
  const pem = await certificate(join(folder, 'lan'), '127.0.0.1');
  ca = pem.cert;
  const place = (name) => (_asked, response) => void response.end(name);
  const page = (name) => ({ mounts: { '/': join(folder, name) }, routes: { 'GET /api/place': place(name) } });
  const pages = { '/': page('contact'), '/crm/': page('crm') };
  front = await startFront({ address: '127.0.0.1', port: 0, ...pem, deskPort: desk.address().port, pages });
});

after(async () => {
  await front?.close();
  desk?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The response, as soon as its headers are there. */
function ask(path, { method = 'GET', headers, body } = {}) {
  const sent = request({ host: '127.0.0.1', port: front.port, path, method, headers, ca, agent: false });
  sent.end(body);
  return new Promise((resolve, reject) => sent.on('response', resolve).on('error', reject));
}

async function textOf(response) {
  let text = '';
  for await (const part of response) text += part;
  return text;
}

const bodyOf = async (...args) => textOf(await ask(...args));

test('each page with its own routes, under one origin', { skip }, async () => {
  assert.equal(await bodyOf('/'), '<p>contact');
  assert.equal(await bodyOf('/crm/'), '<p>crm');
  assert.equal(await bodyOf('/api/place'), 'contact');
  assert.equal(await bodyOf('/crm/api/place'), 'crm');
  assert.equal((await ask('/crm?agent=x')).headers.location, '/crm/?agent=x');
  assert.equal((await ask('/crmx')).statusCode, 404);
});

test('a command reaches the desk whole, and its answer comes back whole', { skip }, async () => {
  answer = async (asked, response) => {
    response.writeHead(201, { 'x-request-id': 'r1', 'set-cookie': ['a=1', 'b=2'] });
    response.end(JSON.stringify([asked.method, asked.url, asked.headers.authorization, await textOf(asked)]));
  };
  const response = await ask('/v1/commands?x=%20y', {
    method: 'POST',
    headers: { authorization: 'Bearer t' },
    body: 'hold',
  });
  assert.deepEqual([response.statusCode, response.headers['x-request-id']], [201, 'r1']);
  assert.deepEqual(response.headers['set-cookie'], ['a=1', 'b=2']);
  assert.deepEqual(JSON.parse(await textOf(response)), ['POST', '/v1/commands?x=%20y', 'Bearer t', 'hold']);
});

test('only the desk’s own paths are passed on, however they are written', { skip }, async () => {
  const seen = [];
  answer = (asked, response) => {
    seen.push(asked.url);
    response.end('desk');
  };
  for (const path of ['/metrics', '/readyz', '/v1/../metrics', '/v1/%2e%2e/metrics', '/v1x', '/healthz/x'])
    assert.notEqual(await bodyOf(path), 'desk', path);
  for (const path of ['/healthz', '/v1/openapi.json', '/rtc/v1/validate?x=1'])
    assert.equal(await bodyOf(path), 'desk', path);
  assert.deepEqual(seen, ['/healthz', '/v1/openapi.json', '/rtc/v1/validate?x=1']);
});

test('the desk is told who is calling by us alone', { skip }, async () => {
  answer = ({ headers }, response) =>
    response.end(JSON.stringify([headers['x-forwarded-for'], headers.forwarded]));
  const lies = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9' };
  assert.deepEqual(JSON.parse(await bodyOf('/v1/time', { headers: lies })), ['127.0.0.1', null]);
});

test('odd header names do no harm', { skip }, async () => {
  answer = ({ headers }, response) => response.end(headers.constructor);
  assert.equal(await bodyOf('/v1/time', { headers: { constructor: 'x', ['__proto__']: 'y' } }), 'x');
});

test('an event arrives when it is sent, not when the stream ends', { skip }, async () => {
  let stream;
  answer = (_asked, response) => {
    stream = response;
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  };
  const response = await ask('/v1/events');
  for (const event of ['hello', 'held']) {
    stream.write(event);
    assert.equal(String((await once(response, 'data'))[0]), event);
  }
  const gone = once(stream, 'close');
  response.destroy();
  await gone;
});

test('who leaves before the answer is not waited for', { skip }, async () => {
  const asked = new Promise((resolve) => (answer = (_asked, response) => resolve(response)));
  const sent = request({ host: '127.0.0.1', port: front.port, path: '/v1/events', ca, agent: false });
  sent.on('error', () => undefined).end();
  const left = once(await asked, 'close');
  sent.destroy();
  await left;
});

test('an answer that breaks off is not taken for a whole one', { skip }, async () => {
  answer = (asked, response) => {
    response.write('half');
    setImmediate(() => asked.socket.destroy());
  };
  await assert.rejects(bodyOf('/v1/history'), { code: 'ECONNRESET' });
});

test('signalling passes raw, both ways, with the words before the end', { skip }, async () => {
  let heard = '';
  let address;
  upgrade = (asked, socket, head) => {
    address = asked.headers['x-forwarded-for'];
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: ${asked.headers.upgrade}\r\n\r\nhello`,
    );
    heard += head;
    socket.on('data', (part) => {
      heard += part;
      if (heard === 'early later') socket.end(' goodbye');
    });
  };
  const socket = connect({ host: '127.0.0.1', port: front.port, ca });
  let text = '';
  socket.on('data', (part) => {
    text += part;
    if (text.endsWith('hello')) socket.write('later');
  });
  const lines = [
    'GET /rtc/v1?access_token=x HTTP/1.1',
    'host: x',
    'connection: Upgrade',
    'upgrade: websocket',
    'x-forwarded-for: 9.9.9.9',
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\nearly `);
  await once(socket, 'close');
  assert.match(text, /^HTTP\/1\.1 101 [^]*hello goodbye$/);
  assert.deepEqual([heard, address], ['early later', '127.0.0.1']);
});

test('a page that vanishes ends its tunnel, and nothing but signalling is upgraded', { skip }, async () => {
  const opened = new Promise((resolve) => (upgrade = (_asked, socket) => resolve(socket)));
  const say = (path) => {
    const socket = connect({ host: '127.0.0.1', port: front.port, ca });
    socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n`);
    return socket;
  };
  const page = say('/rtc/v1');
  const behind = await opened;
  const ended = once(behind, 'close');
  behind.resume().on('end', () => behind.end());
  page.destroy();
  await ended;

  assert.match(await textOf(say('/v1/events')), /^HTTP\/1\.1 404/);
});

// The last one: afterwards there is no desk.
test('while the desk is down pages are told to try again', { skip }, async () => {
  desk.closeAllConnections();
  await new Promise((done) => desk.close(done));
  const response = await ask('/v1/commands', { method: 'POST', body: 'x'.repeat(100_000) });
  assert.deepEqual(
    [response.statusCode, response.headers['content-type']],
    [503, 'application/problem+json'],
  );
  assert.equal(JSON.parse(await textOf(response)).code, 'desk-unavailable');
  const socket = connect({ host: '127.0.0.1', port: front.port, ca });
  socket.write('GET /rtc/v1 HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n');
  await once(socket, 'close');
  assert.equal(await bodyOf('/'), '<p>contact');
});
