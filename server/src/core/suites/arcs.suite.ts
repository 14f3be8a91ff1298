import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { World } from '../../testing/world.js';

/** Every way a call can go besides the good one. */
export function arcsSuite(world: () => World): void {
  const advance = (ms: number) => world().clock.advance(ms);

  describe('a contact who hangs up', () => {
    it('in the queue has abandoned, which stands in the history as done', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna', { ready: false });
      const eva = await tenant.call({ contact: { ref: 'crm-1' } });
      await eva.ask({ type: 'disconnect', data: {} });
      const { items } = await tenant.desk.history(anna.who, { contact: 'crm-1' });
      assert.deepEqual([items[0]?.status, items[0]?.outcome, items[0]?.durationMs], ['done', 'abandoned', 0]);
      await anna.ask({ type: 'set-ready' });
      assert.equal(await anna.ringing(), undefined);
    });

    it('while it rings leaves the agent ready and first in turn', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna');
      await advance(1000);
      const bert = await tenant.agent('bert');
      const eva = await tenant.call();
      assert.equal(await anna.ringing(), eva.interaction);
      await advance(1000);
      await eva.ask({ type: 'disconnect', data: {} });
      assert.equal((await anna.view()).state, 'ready');
      const next = await tenant.call();
      assert.equal(await anna.ringing(), next.interaction);
      assert.equal(await bert.ringing(), undefined);
    });
  });

  describe('an offer', () => {
    it('that is declined goes to somebody else at once, and the agent who declined stays ready', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna');
      await advance(1000);
      const bert = await tenant.agent('bert');
      const eva = await tenant.call();
      await anna.decline(eva.interaction);
      assert.equal(await bert.ringing(), eva.interaction);
      assert.equal((await anna.view()).state, 'ready');
    });

    it('that everybody declined comes back to a ready agent after a minute, not before', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna');
      const eva = await tenant.call();
      await anna.decline(eva.interaction);
      await advance(50_000);
      assert.equal(await anna.ringing(), undefined);
      await advance(15_000);
      assert.equal(await anna.ringing(), eva.interaction);
    });

    it('that is declined does not come back while a colleague is busy with somebody else', async () => {
      const tenant = await world().tenant();
      const { agent: bert, contact: max } = await tenant.connected('bert');
      const anna = await tenant.agent('anna');
      const eva = await tenant.call();
      await anna.decline(eva.interaction);
      await advance(70_000);
      assert.equal(await anna.ringing(), undefined);
      await max.ask({ type: 'disconnect', data: {} });
      await bert.markDone(max.interaction);
      assert.equal(await bert.ringing(), eva.interaction);
    });

    it('that rings out makes the agent not ready and goes to somebody else', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna');
      await advance(1000);
      const bert = await tenant.agent('bert');
      const eva = await tenant.call();
      await advance(21_000);
      const { state, agent } = await anna.view();
      assert.deepEqual([state, agent.reason], ['not-ready', 'no-answer']);
      assert.equal(await bert.ringing(), eva.interaction);
    });

    it('may be declined only for a reason in the list', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna');
      const { interaction } = await tenant.call();
      const assignment = await anna.assignment(interaction);
      const decline = { type: 'decline', data: { assignment, reason: 'tired' } } as const;
      await assert.rejects(anna.send(interaction, decline), { code: 'unknown-reason' });
      assert.equal(await anna.ringing(), interaction);
    });

    it('is taken by one agent only', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna');
      const bert = await tenant.agent('bert');
      const { interaction } = await tenant.call();
      const [mine, other] = (await anna.ringing()) === interaction ? [anna, bert] : [bert, anna];
      const assignment = await mine.assignment(interaction);
      await assert.rejects(other.send(interaction, { type: 'accept', data: { assignment } }), {
        code: 'unknown-interaction',
      });
      await mine.accept(interaction);
      await assert.rejects(mine.send(interaction, { type: 'accept', data: { assignment } }), {
        code: 'offer-gone',
      });
    });
  });

  describe('a contact who waits too long', () => {
    it('is let go when the queue says so', async () => {
      const tenant = await world().tenant({ queues: [{ id: 'sales', label: 'Sales', maxWaitSeconds: 30 }] });
      const eva = await tenant.call();
      await advance(29_000);
      assert.equal((await eva.state()).phase, 'queued');
      await advance(2000);
      assert.equal((await eva.state()).endReason, 'timed-out');
    });
  });

  describe('a request for video', () => {
    it('lapses when nobody answers', async () => {
      const tenant = await world().tenant();
      const { agent, contact } = await tenant.connected();
      await agent.send(contact.interaction, { type: 'enable-video', data: { camera: true } });
      await advance(31_000);
      assert.equal((await contact.state()).video.phase, 'off');
      assert.equal((await contact.facts()).at(-1), 'video-request-ended');
    });
  });

  describe('after-call work', () => {
    it('ends by itself where the queue limits it, and the agent takes the next call', async () => {
      const tenant = await world().tenant({ queues: [{ id: 'sales', label: 'Sales', wrapUpSeconds: 15 }] });
      const { agent, contact } = await tenant.connected();
      await contact.ask({ type: 'disconnect', data: {} });
      const next = await tenant.call();
      assert.equal(await agent.ringing(), undefined, 'nothing rings in wrap-up');
      await advance(16_000);
      assert.equal(await agent.ringing(), next.interaction);
      assert.equal((await tenant.desk.interactionHistory(agent.who, contact.interaction))?.status, 'done');
    });

    it('leads to what the agent chose to be next', async () => {
      const tenant = await world().tenant();
      const { agent, contact } = await tenant.connected();
      await agent.ask({ type: 'set-next', ready: false, reason: 'lunch' });
      await contact.ask({ type: 'disconnect', data: {} });
      await agent.markDone(contact.interaction);
      const view = await agent.view();
      assert.deepEqual([view.state, view.agent.reason], ['not-ready', 'lunch']);
    });
  });

  describe('an agent', () => {
    it('starts not ready, and nothing rings before they are', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna', { ready: false });
      const eva = await tenant.call();
      assert.equal((await anna.view()).state, 'not-ready');
      await anna.ask({ type: 'set-ready' });
      assert.equal(await anna.ringing(), eva.interaction);
    });

    it('cannot log out with an open interaction, nor be away for an unknown reason', async () => {
      const tenant = await world().tenant();
      const { agent } = await tenant.connected();
      await assert.rejects(agent.ask({ type: 'log-out' }), { code: 'agent-in-call' });
      await assert.rejects(agent.ask({ type: 'set-not-ready', reason: 'tired' }), { code: 'unknown-reason' });
    });

    it('of two queues is asked for one call at a time', async () => {
      const ids = ['a', 'b', 'c', 'd'];
      const tenant = await world().tenant({ queues: ids.map((id) => ({ id, label: id })) });
      for (const queue of ids) await tenant.call({ queue });
      const anna = await tenant.agent('anna', { queues: ids });
      assert.deepEqual((await anna.view()).agent.open.length, 1);
    });

    it('is asked for queues of theirs only', async () => {
      const queues = [
        { id: 'sales', label: 'Sales' },
        { id: 'help', label: 'Help' },
      ];
      const tenant = await world().tenant({ queues });
      const anna = await tenant.agent('anna', { queues: ['help'] });
      await tenant.call({ queue: 'sales' });
      assert.equal(await anna.ringing(), undefined);
      const help = await tenant.call({ queue: 'help' });
      assert.equal(await anna.ringing(), help.interaction);
    });
  });
}
