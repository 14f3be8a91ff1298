import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contactOf, partyOf } from 'video-session-window/interaction';
import type { World } from '../../testing/world.js';

/** Who is there is told by the streams they hold open. */
export function presenceSuite(world: () => World): void {
  const advance = (ms: number) => world().clock.advance(ms);

  describe('a contact whose page is gone', () => {
    it('for less than five seconds was never away: a reload is nothing to talk about', async () => {
      const tenant = await world().tenant();
      const { contact } = await tenant.connected();
      const before = await contact.facts();
      await contact.vanish();
      await advance(4000);
      await contact.open();
      await advance(20_000);
      assert.deepEqual(await contact.facts(), before);
    });

    it('is lost, comes back, and the call goes on', async () => {
      const tenant = await world().tenant();
      const { contact } = await tenant.connected();
      await contact.vanish();
      await advance(6000);
      assert.notEqual(contactOf(await contact.state())?.lostUntil, undefined);
      await contact.open();
      assert.equal(contactOf(await contact.state())?.lostUntil, undefined);
      await advance(120_000);
      assert.equal((await contact.state()).phase, 'connected');
      assert.deepEqual((await contact.facts()).slice(-2), ['party-lost', 'party-back']);
    });

    it('for good ends the call as lost, and the agent wraps up', async () => {
      const tenant = await world().tenant();
      const { agent, contact } = await tenant.connected();
      await contact.vanish();
      await advance(64_000);
      assert.equal((await contact.state()).phase, 'connected');
      await advance(3000);
      assert.equal((await contact.state()).endReason, 'lost');
      assert.equal((await agent.view()).state, 'after-call-work');
    });

    it('while waiting is not offered, and is when they are back', async () => {
      const tenant = await world().tenant();
      const eva = await tenant.call();
      await eva.vanish();
      await advance(6000);
      const anna = await tenant.agent('anna');
      await advance(10_000);
      assert.equal(await anna.ringing(), undefined);
      await eva.open();
      await world().db.idle();
      assert.equal(await anna.ringing(), eva.interaction);
    });

    it('while it rings stops ringing, keeps the agent ready, and rings again when they are back', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna');
      const eva = await tenant.call();
      assert.equal(await anna.ringing(), eva.interaction);
      await eva.vanish();
      await advance(6000);
      assert.equal((await anna.view()).state, 'ready');
      await eva.open();
      await world().db.idle();
      assert.equal(await anna.ringing(), eva.interaction);
    });

    it('for good while waiting has abandoned', async () => {
      const tenant = await world().tenant();
      const eva = await tenant.call();
      await eva.vanish();
      await advance(70_000);
      assert.equal((await eva.state()).endReason, 'abandoned');
    });

    it('from the start counts as away too', async () => {
      const tenant = await world().tenant();
      const { interaction } = await tenant.desk.createCall(tenant.id, {
        id: 'ghost',
        source: 'entry',
        queue: 'sales',
      });
      await advance(21_000);
      const loaded = await tenant.desk.load(interaction);
      assert.notEqual(loaded && contactOf(loaded.state)?.lostUntil, undefined);
    });

    it('is still there with a second page open', async () => {
      const tenant = await world().tenant();
      const { contact } = await tenant.connected();
      const second = await tenant.desk.streamOpened(contact.who);
      await contact.vanish();
      await advance(30_000);
      assert.ok(!(await contact.facts()).includes('party-lost'));
      await tenant.desk.streamClosed(second);
      await advance(6000);
      assert.equal((await contact.facts()).at(-1), 'party-lost');
    });
  });

  describe('an agent whose page is gone', () => {
    it('during a call is told to the contact after five seconds, and may come back', async () => {
      const tenant = await world().tenant();
      const { agent, contact } = await tenant.connected();
      await agent.vanish();
      await advance(6000);
      const party = (await contact.state()).owner;
      assert.notEqual(partyOf(await contact.state(), party)?.lostUntil, undefined);
      await advance(30_000);
      await agent.open();
      assert.equal(partyOf(await contact.state(), party)?.lostUntil, undefined);
      await advance(60_000);
      assert.equal((await contact.state()).phase, 'connected');
      await contact.ask({ type: 'disconnect', data: {} });
      await agent.markDone(contact.interaction);
      assert.equal(
        (await agent.view()).state,
        'ready',
        'a short loss of the network changes nothing after the call',
      );
    });

    it('for good sends the contact to the front of the queue, off hold, to somebody else', async () => {
      const tenant = await world().tenant();
      const { agent, contact } = await tenant.connected();
      await agent.send(contact.interaction, { type: 'hold', data: {} });
      const waitedLonger = await tenant.call();
      await agent.vanish();
      await advance(52_000);
      const state = await contact.state();
      assert.deepEqual([state.phase, state.front, contactOf(state)?.held], ['queued', true, false]);
      const bert = await tenant.agent('bert');
      assert.equal(await bert.ringing(), contact.interaction);
      await bert.accept(contact.interaction);
      assert.equal((await waitedLonger.state()).phase, 'queued');
      assert.equal((await agent.view()).state, 'after-call-work');
    });

    it('gets no more calls: it stops ringing for them, and they are not ready', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna');
      const eva = await tenant.call();
      await anna.vanish();
      await advance(6000);
      const view = await anna.view();
      assert.deepEqual([view.state, view.agent.reason], ['not-ready', 'connection-lost']);
      assert.equal((await eva.state()).phase, 'queued');
    });

    it('for a quarter of an hour is logged out', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna');
      await anna.vanish();
      await advance(6000);
      await world().clock.jump(10 * 60_000);
      assert.equal((await anna.view()).state, 'not-ready');
      await world().clock.jump(6 * 60_000);
      assert.equal((await anna.view()).state, 'logged-out');
    });
  });

  describe('what a desk that died leaves behind', () => {
    it('is carried out by another: a deadline it had claimed comes when the claim lapses, once', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna');
      const eva = await tenant.call();
      const claim = `UPDATE deadlines SET claimed_until = $1 WHERE owner = $2 AND key LIKE 'ring/%'`;
      await world().db.query(claim, [world().clock.now + 30_000, eva.interaction]);
      await advance(25_000);
      assert.equal(await anna.ringing(), eva.interaction);
      await advance(10_000);
      assert.equal((await eva.facts()).filter((type) => type === 'offer-ended').length, 1);
    });

    it('are streams that run out: whoever does not come back to another desk is reported away', async () => {
      const tenant = await world().tenant();
      const { contact } = await tenant.connected();
      const { db } = world();
      // What a killed process leaves behind: a stream of a desk that extends its lease no more.
      await db.query(`UPDATE streams SET desk = 'dead' WHERE owner = $1`, [contact.interaction]);
      await db.query(`INSERT INTO desks (id, lease_until) VALUES ('dead', $1)`, [world().clock.now + 10_000]);
      await advance(9000);
      assert.ok(!(await contact.facts()).includes('party-lost'));
      await advance(15_000);
      assert.equal((await contact.facts()).at(-1), 'party-lost');
    });
  });
}
