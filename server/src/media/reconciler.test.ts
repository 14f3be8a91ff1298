import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ParticipantInfo, TrackInfo, TrackSource } from 'livekit-server-sdk';
import type { Grants } from 'video-session-window/interaction';
import { grantsFor } from 'video-session-window/interaction';
import { DeskError } from '../core/types.js';
import type { LiveKit } from './livekit.js';
import { toPermission } from './permission.js';
import { Reconciler } from './reconciler.js';
import { FakeDesk } from './testing/fake-desk.js';
import { eventually } from './testing/lab.js';
import { Tunnels } from './tunnels.js';

/** A LiveKit of one room that notes what it is asked to do. */
class FakeLiveKit implements LiveKit {
  readonly calls: string[] = [];
  readonly inside = new Map<string, ParticipantInfo>();
  down = false;

  #note(call: string): void {
    if (this.down) throw new DeskError('media-unavailable');
    this.calls.push(call);
  }

  async permit(leg: string, grants: Grants): Promise<boolean> {
    this.#note(`permit ${leg} ${grants.sources.join('+') || 'nothing'}`);
    const participant = this.inside.get(leg);
    if (participant) participant.permission = toPermission(grants);
    return participant !== undefined;
  }

  async takeDown(leg: string): Promise<void> {
    this.#note(`take-down ${leg}`);
  }

  async remove(_room: string, leg: string): Promise<boolean> {
    this.#note(`remove ${leg}`);
    return this.inside.delete(leg);
  }

  async deleteRoom(room: string): Promise<boolean> {
    this.#note(`delete ${room}`);
    return true;
  }

  participants = async () => [...this.inside.values()];
  participant = async (_room: string, leg: string) => this.inside.get(leg);
  rooms = async () => [];
  ensureRoom = async () => undefined;
  answers = async () => !this.down;
  health = () => ({ state: 'up', since: 0 }) as const;
  onRecovery = () => undefined;
}

function setup() {
  const desk = new FakeDesk();
  const livekit = new FakeLiveKit();
  const tunnels = new Tunnels();
  const note = () => undefined;
  const reconciler = new Reconciler({ desk, livekit, tunnels, log: { info: note, warn: note, error: note } });
  const call = desk.connect();
  const { contact, agent } = call;
  for (const { leg } of [contact, agent]) {
    const grants = grantsFor(desk.state(call.id), leg);
    assert.ok(grants);
    livekit.inside.set(leg, new ParticipantInfo({ identity: leg, permission: toPermission(grants) }));
  }
  /** What LiveKit was asked since the last time. */
  const asked = async () => {
    await eventually('idle', () => reconciler.pending === 0 || undefined);
    return livekit.calls.splice(0);
  };
  return { desk, livekit, tunnels, reconciler, call, contact: contact.leg, agent: agent.leg, asked };
}

describe('the reconciler', () => {
  it('asks LiveKit for what changed and for nothing else', async () => {
    const { desk, call, contact, asked } = setup();
    await asked();
    desk.press(call.id, { type: 'hold', data: {} });
    assert.deepEqual(await asked(), [`permit ${contact} nothing`]);
    desk.append(call.id, [
      { type: 'content-saved', data: { kind: 'note', key: 'n', rev: 1, hash: 'h'.repeat(43) } },
    ]);
    assert.deepEqual(await asked(), []);
    desk.press(call.id, { type: 'unhold', data: {} });
    assert.deepEqual(await asked(), [`permit ${contact} microphone`]);
  });

  it('takes away before it gives', async () => {
    const { desk, call, contact, agent, asked } = setup();
    desk.press(call.id, { type: 'hold', data: {} });
    assert.deepEqual(await asked(), [`permit ${contact} nothing`, `permit ${agent} microphone`]);
  });

  it('applies the newest state only, when much happens at once', async () => {
    const { desk, call, contact, asked } = setup();
    await asked();
    for (let round = 0; round < 3; round += 1) {
      desk.press(call.id, { type: 'hold', data: {} });
      desk.press(call.id, { type: 'unhold', data: {} });
    }
    desk.press(call.id, { type: 'hold', data: {} });
    assert.deepEqual(await asked(), [`permit ${contact} nothing`]);
  });

  it('does not count on what it told nobody', async () => {
    const { desk, livekit, reconciler, call, contact, asked } = setup();
    await asked();
    const away = livekit.inside.get(contact);
    assert.ok(away);
    livekit.inside.delete(contact);
    desk.press(call.id, { type: 'hold', data: {} });
    await asked();
    livekit.inside.set(contact, away);
    reconciler.compare(call.id);
    assert.deepEqual(await asked(), [`permit ${contact} nothing`]);
  });

  it('takes down what is published without permission, without touching the rest', async () => {
    const { livekit, reconciler, call, contact, asked } = setup();
    await asked();
    livekit.inside.get(contact)?.tracks.push(new TrackInfo({ source: TrackSource.CAMERA }));
    reconciler.compare(call.id);
    assert.deepEqual(await asked(), [`take-down ${contact}`]);
  });

  it('cuts the connection of somebody it cannot remove because LiveKit does not answer', async () => {
    const { desk, livekit, tunnels, call, agent, asked } = setup();
    await asked();
    const ended = new Promise<void>((resolve) =>
      tunnels.add({ room: call.room, leg: agent, epoch: 1, end: resolve }),
    );
    livekit.down = true;
    desk.append(call.id, [{ type: 'party-left', data: { party: call.agent.party, why: 'removed' } }]);
    await ended;
    livekit.down = false;
    // And removes them once it answers again.
    assert.ok((await asked()).includes(`remove ${agent}`));
    assert.ok(!livekit.inside.has(agent));
  });

  it('deletes the room of an ended call once, and again only when something is found there', async () => {
    const { desk, reconciler, call, asked } = setup();
    await asked();
    desk.press(call.id, { type: 'disconnect', data: {} });
    assert.deepEqual(await asked(), [`delete ${call.room}`]);
    desk.append(call.id, [
      { type: 'content-saved', data: { kind: 'note', key: 'n', rev: 1, hash: 'h'.repeat(43) } },
    ]);
    assert.deepEqual(await asked(), []);
    reconciler.compare(call.id);
    assert.deepEqual(await asked(), [`delete ${call.room}`]);
  });
});
