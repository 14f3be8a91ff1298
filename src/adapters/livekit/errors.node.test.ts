import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceCode, redact } from './errors.js';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJ2aWRlbyI6eyJyb29tIjoibWFpbiJ9fQ.0Zk3lqkq6yq1ySr2bRZWlH0Wm0_3-A';

for (const [what, text] of [
  ['in a sentence', `invalid token: ${token}, error: expired`],
  [
    'in an address',
    `WebSocket connection to 'wss://host/rtc/v1?access_token=${token}&join_request=CgYKBHRlc3Q' failed`,
  ],
  ['alone', token],
  ['in JSON', JSON.stringify({ token })],
] as const) {
  test(`a token ${what} is not in a log`, () => {
    const line = redact(new Error(text));
    for (const part of token.split('.')) assert.ok(!line.includes(part), line);
    assert.ok(!line.includes('CgYKBHRlc3Q'), line);
  });
}

test('what is left of a line still says what happened', () => {
  assert.equal(
    redact(new TypeError('could not establish signal connection: 503')),
    'TypeError: could not establish signal connection: 503',
  );
});

for (const [name, code] of [
  ['NotAllowedError', 'camera-denied'],
  ['NotFoundError', 'camera-missing'],
  ['OverconstrainedError', 'camera-missing'],
  ['NotReadableError', 'device-busy'],
] as const) {
  test(`${name} is told as ${code}`, () => {
    assert.equal(deviceCode(new DOMException('', name), 'camera'), code);
  });
}

test('a browser without devices says so', () => {
  assert.equal(deviceCode(new TypeError('undefined is not an object'), 'camera'), 'media-unsupported');
});
