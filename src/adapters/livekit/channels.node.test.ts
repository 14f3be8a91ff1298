import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Room } from 'livekit-client';
import { Channels } from './channels.js';

interface Sent {
  readonly piece: Uint8Array;
  readonly to: readonly string[];
}

function setup(state = 'connected') {
  const sent: Sent[] = [];
  const publishData = (
    piece: Uint8Array,
    { destinationIdentities }: { destinationIdentities: readonly string[] },
  ) => {
    sent.push({ piece, to: destinationIdentities });
    return Promise.resolve();
  };
  const room = { state, localParticipant: { publishData } } as unknown as Room;
  const channels = new Channels(() => room);
  const heard: string[] = [];
  channels
    .open('notes', { to: [], reliable: true })
    .listen((payload, from) => heard.push(`${from} ${payload.length}`));
  return { channels, sent, heard };
}

const bytes = (length: number) => new Uint8Array(length).fill(7);

for (const length of [0, 1, 13_999, 14_000, 14_001, 28_000, 100_000]) {
  test(`a message of ${length} bytes arrives whole`, async () => {
    const { channels, sent, heard } = setup();
    await channels.open('notes', { to: ['maria'], reliable: true }).send(bytes(length));
    for (const { piece } of sent) channels.receive(piece, 'anna', 'notes');
    assert.deepEqual(heard, [`anna ${length}`]);
    assert.ok(sent.every(({ piece, to }) => piece.length <= 14_001 && to.join() === 'maria'));
  });
}

test('pieces of two senders do not mix', async () => {
  const { channels, sent, heard } = setup();
  await channels.open('notes', { to: ['maria'], reliable: true }).send(bytes(20_000));
  for (const { piece } of sent) {
    channels.receive(piece, 'anna', 'notes');
    channels.receive(piece, 'otto', 'notes');
  }
  assert.deepEqual(heard, ['anna 20000', 'otto 20000']);
});

test('to nobody is to nobody: the library would send it to everybody', async () => {
  const { channels, sent } = setup();
  await channels.open('notes', { to: [], reliable: true }).send(bytes(3));
  assert.deepEqual(sent, []);
});

test('a message that cannot be handed over is a coded failure', async () => {
  const { channels } = setup('reconnecting');
  const sending = channels.open('notes', { to: ['maria'], reliable: true }).send(bytes(3));
  await assert.rejects(sending, { code: 'not-sent' });
});

test('a sender who never ends a message fills no memory', () => {
  const { channels, heard } = setup();
  const piece = new Uint8Array(1_000_000).fill(1);
  for (let count = 0; count < 40; count += 1) channels.receive(piece, 'otto', 'notes');
  channels.receive(new Uint8Array([0, 5]), 'otto', 'notes');
  assert.equal(heard.length, 1);
  assert.ok(Number(heard[0]?.split(' ')[1]) < 16_000_000);
});

test('what the server sends, or nobody listens to, is dropped', () => {
  const { channels, heard } = setup();
  channels.receive(new Uint8Array([0, 1]), undefined, 'notes');
  channels.receive(new Uint8Array([0, 1]), 'anna', 'other');
  channels.receive(new Uint8Array(0), 'anna', 'notes');
  assert.deepEqual(heard, []);
});
