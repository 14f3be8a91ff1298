import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyInteraction, evolve, view } from 'video-session-window/interaction';
import type { World } from '../../testing/world.js';
import { canonicalJson } from '../chain.js';

/** What a call is from the first ring to the last word in the history. */
export function storySuite(world: () => World): void {
  describe('a call', () => {
    it('begins as voice, becomes video, ends, is wrapped up and stands in the history', async () => {
      const tenant = await world().tenant();
      const { clock } = world();
      const anna = await tenant.agent('anna');
      const eva = await tenant.call({
        contact: { ref: 'crm-7', name: 'Eva' },
        subject: 'A broken lamp',
        source: 'backend',
      });
      const { interaction } = eva;

      assert.equal(await anna.ringing(), interaction);
      await clock.advance(3000);
      await anna.accept(interaction);
      assert.equal((await anna.view()).state, 'on-a-call');
      assert.deepEqual(
        textsFor(await eva.desk.contents(interaction, 'contact')),
        ['Name of anna', 'Eva', 'A broken lamp'].sort(),
      );

      await anna.send(interaction, { type: 'enable-video', data: { camera: true } });
      await clock.advance(2000);
      await eva.ask({ type: 'answer-video', data: { agree: true, camera: true } });
      assert.equal((await eva.state()).video.phase, 'on');
      await clock.advance(60_000);
      await anna.send(interaction, { type: 'disable-video', data: {} });
      await anna.send(interaction, { type: 'enable-video', data: { camera: false } });
      assert.equal(
        (await eva.state()).video.phase,
        'on',
        'after the agent paused video one press restarts it',
      );
      await clock.advance(5000);

      await anna.send(interaction, { type: 'disconnect', data: {} });
      assert.equal((await anna.view()).state, 'after-call-work');
      const pending = await tenant.desk.interactionHistory(anna.who, interaction);
      assert.equal(pending?.status, 'pending');

      await clock.advance(10_000);
      await anna.markDone(interaction);
      assert.equal((await anna.view()).state, 'ready');
      const { items } = await tenant.desk.history(anna.who, { contact: 'crm-7' });
      assert.equal(items.length, 1);
      const { createdAt = 0, ...entry } = items[0] ?? {};
      assert.deepEqual(entry, {
        interaction,
        queue: 'sales',
        source: 'backend',
        direction: 'inbound',
        status: 'done',
        durationMs: 67_000,
        videoMs: 65_000,
        video: true,
        done: true,
        agents: [{ agent: 'anna', status: 'done', name: 'Name of anna' }],
        name: 'Eva',
        subject: 'A broken lamp',
        contact: 'crm-7',
        connectedAt: createdAt + 3000,
        endedAt: createdAt + 70_000,
        doneAt: createdAt + 80_000,
        outcome: 'agent',
      });
    });

    it('gives each side a log that leads to what that side may see', async () => {
      const tenant = await world().tenant();
      const { agent, contact } = await tenant.connected();
      await agent.send(contact.interaction, { type: 'hold', data: {} });
      await agent.send(contact.interaction, { type: 'disconnect', data: {} });
      const state = await contact.state();
      for (const audience of ['agents', 'contact'] as const) {
        const facts = await tenant.desk.factsAfter(contact.interaction, audience, 0, 1000);
        const folded = facts.reduce(
          (before, { fact }) => evolve(before, fact),
          emptyInteraction(contact.interaction),
        );
        assert.equal(
          canonicalJson(folded),
          canonicalJson(view({ ...state, contactSeq: folded.contactSeq }, audience)),
        );
        assert.deepEqual(
          facts.map(({ fact }) => fact.seq),
          facts.map((_, index) => index + 1),
        );
      }
    });

    it('brings what the company knows to agents, and only what is theirs to the contact', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna');
      const attachedData = [{ key: 'score', label: 'Score', value: 'high risk' }];
      const eva = await tenant.call({
        source: 'backend',
        contact: { ref: 'crm-7', name: 'Eva' },
        attachedData,
      });
      await anna.accept(eva.interaction);
      const told = async (audience: 'agents' | 'contact') =>
        JSON.stringify([
          await tenant.desk.contents(eva.interaction, audience),
          await tenant.desk.factsAfter(eva.interaction, audience, 0, 100),
        ]);
      assert.match(await told('agents'), /high risk.*crm-7/);
      assert.match(await told('contact'), /Eva/);
      assert.doesNotMatch(await told('contact'), /high risk|crm-7|attached-data/);
    });

    it('never shows a contact who answered but by the name they go by', async () => {
      const tenant = await world().tenant();
      const { agent, contact } = await tenant.connected('login-of-anna');
      await agent.send(contact.interaction, { type: 'disconnect', data: {} });
      const facts = await tenant.desk.factsAfter(contact.interaction, 'contact', 0, 1000);
      const told = JSON.stringify([
        facts.map(({ fact }) => fact),
        await tenant.desk.waiting(contact.interaction),
      ]);
      assert.ok(!told.includes('login-of-anna'), told);
      assert.ok((await contact.facts()).includes('offered'));
      assert.ok(!(await contact.facts('contact')).includes('offered'));
    });

    it('that is begun again with the same id is the same call, even after it ended', async () => {
      const tenant = await world().tenant();
      const call = { id: 'click-1', source: 'entry', queue: 'sales' } as const;
      const [first, second] = await Promise.all([
        tenant.desk.createCall(tenant.id, call),
        tenant.desk.createCall(tenant.id, call),
      ]);
      assert.equal(first.interaction, second.interaction);
      assert.deepEqual([first.created, second.created].sort(), [false, true]);
      await tenant.desk.systemCommand(first.interaction, {
        type: 'end-by-system',
        data: { reason: 'system' },
      });
      const third = await tenant.desk.createCall(tenant.id, call);
      assert.deepEqual(third, { ...first, created: false });
      const other = await world().tenant();
      assert.notEqual((await other.desk.createCall(other.id, call)).interaction, first.interaction);
    });

    it('is refused for a queue that is unknown or closed', async () => {
      const hours = {
        timeZone: 'Europe/London',
        open: [{ days: ['mon' as const], from: '09:00', to: '10:30' }],
      };
      const tenant = await world().tenant({ queues: [{ id: 'sales', label: 'Sales', hours }] });
      const call = (queue: string) =>
        tenant.desk.createCall(tenant.id, { id: queue, source: 'entry', queue });
      await assert.rejects(call('nowhere'), { code: 'unknown-queue' });
      const closed = { ...hours, open: [{ days: ['sun' as const], from: '09:00', to: '10:30' }] };
      await tenant.desk.putConfig(tenant.id, { queues: [{ id: 'sales', label: 'Sales', hours: closed }] });
      await assert.rejects(call('sales'), { code: 'queue-closed' });
    });

    it('keeps the limits it began with when the configuration changes', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna');
      const eva = await tenant.call();
      await tenant.desk.putConfig(tenant.id, { queues: [{ id: 'sales', label: 'Sales', ringSeconds: 5 }] });
      await world().clock.advance(10_000);
      assert.equal(await anna.ringing(), eva.interaction);
      await world().clock.advance(11_000);
      assert.equal(await anna.ringing(), undefined);
      assert.equal((await eva.state()).policy.ringMs, 20_000);
    });
  });
}

function textsFor(contents: readonly { readonly value?: unknown }[]): readonly string[] {
  return contents.map(({ value }) => String(value)).sort();
}
