import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contactOf } from '../interaction/index.js';
import type { Scene, ScenePhase } from './index.js';
import { FakeClock, scene, scenePhases, settled } from './index.js';

/** What the agent is doing, where the call stands for the agent and for the contact, and what is special about it. */
const expected: Readonly<Record<ScenePhase, readonly [string, string | undefined, string, string?]>> = {
  queued: ['not-ready', undefined, 'queued'],
  alerting: ['ringing', 'alerting', 'queued'],
  declined: ['ready', 'queued', 'queued', 'closed left'],
  missed: ['not-ready', 'queued', 'queued', 'closed left'],
  connected: ['on-a-call', 'connected', 'connected', 'sound'],
  'asked-by-agent': ['on-a-call', 'connected', 'connected', 'sound, video asking'],
  'asked-by-contact': ['on-a-call', 'connected', 'connected', 'sound, video asking'],
  video: ['on-a-call', 'connected', 'connected', 'sound, picture, video on'],
  'video-stopped': ['on-a-call', 'connected', 'connected', 'sound'],
  held: ['on-a-call', 'connected', 'connected', 'held'],
  'held-video': ['on-a-call', 'connected', 'connected', 'held, video on'],
  'contact-lost': ['on-a-call', 'connected', 'connected', 'sound, waited for contact'],
  'agent-lost': ['on-a-call', 'connected', 'connected', 'sound, waited for agent'],
  requeued: ['after-call-work', 'queued', 'queued'],
  'wrap-up': ['after-call-work', 'ended', 'ended'],
  done: ['ready', 'ended', 'ended', 'closed done'],
  'ended-by-contact': ['after-call-work', 'ended', 'ended'],
  'ended-lost': ['after-call-work', 'ended', 'ended'],
  abandoned: ['ready', 'queued', 'ended', 'closed ended'],
};

function specials({ session, contactSession }: Scene): string {
  const { interaction, closed } = session.state;
  const heard = contactSession.state.media.remote.some((leg) => leg.microphone);
  const seen = contactSession.state.media.remote.some((leg) => leg.camera === 'on');
  const lost = interaction?.parties.find((party) => party.lostUntil !== undefined)?.kind;
  const all = [
    heard && 'sound',
    seen && 'picture',
    interaction && contactOf(interaction)?.held && 'held',
    interaction && interaction.video.phase !== 'off' && `video ${interaction.video.phase}`,
    lost && `waited for ${lost}`,
    closed && `closed ${closed}`,
  ];
  return all.filter((one) => typeof one === 'string').join(', ');
}

for (const phase of scenePhases) {
  test(`scene('${phase}') shows both sides where the call stands`, async () => {
    const made = await scene(phase);
    const { agentSession, session, contactSession } = made;
    const [state, forAgent, forContact, special = ''] = expected[phase];
    assert.equal(agentSession.state.view?.state, state);
    assert.equal(session.state.interaction?.phase, forAgent);
    assert.equal(contactSession.state.interaction?.phase, forContact);
    assert.equal(specials(made), special);
    assert.deepEqual([session.state.failures, contactSession.state.failures], [[], []]);
    made.dispose();
  });
}

test('a scene that is disposed of leaves no timer and nobody in a room', async () => {
  const { dispose, clock, media } = await scene('video');
  assert.equal(media.server.members, 2);
  dispose();
  await settled();
  assert.equal(media.server.members, 0);
  assert.equal(media.agent.devices.open + media.contact.devices.open, 0);
  assert.equal(clock.timers, 0);
});

test('a fake clock fires each timer at its own instant, also those that others set on the way', async () => {
  const clock = new FakeClock(0);
  const rung: number[] = [];
  clock.after(10, () => {
    rung.push(clock.now());
    clock.after(5, () => rung.push(clock.now()));
  });
  const cancel = clock.after(12, () => rung.push(-1));
  cancel();
  await clock.advance(20);
  assert.deepEqual(rung, [10, 15]);
  assert.equal(clock.now(), 20);
});
