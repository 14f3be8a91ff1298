import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scene } from '../../testing/index.js';
import { InteractionSession } from './interaction-session.js';

test('a phone shows its rear camera first, until its owner flips it', async () => {
  const made = await scene('connected');
  const { clock, media, storage } = made;
  const desk = made.desk.contact(made.interaction);
  const ports = {
    desk,
    media: media.contact,
    storage: storage.contact,
    clock,
    facing: 'environment' as const,
  };
  const session = new InteractionSession(made.interaction, ports);
  assert.equal(session.state.intent.facing, 'environment');
  session.setIntent({ facing: 'user' });
  assert.equal(session.state.intent.facing, 'user');
  session.dispose();
  made.dispose();
});
