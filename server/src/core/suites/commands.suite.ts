import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contactOf, isHeardByContact, LIVE_DEADLINE_MS } from 'video-session-window/interaction';
import type { World } from '../../testing/world.js';

/** What holds for every command, whatever it asks. */
export function commandsSuite(world: () => World): void {
  describe('a command', () => {
    it('sent again gives the first answer and changes nothing', async () => {
      const tenant = await world().tenant();
      const { agent, contact } = await tenant.connected();
      const first = await agent.send(contact.interaction, { type: 'hold', data: {} }, 'press-1');
      await agent.send(contact.interaction, { type: 'unhold', data: {} });
      const before = await contact.facts();
      assert.deepEqual(await agent.send(contact.interaction, { type: 'hold', data: {} }, 'press-1'), first);
      assert.deepEqual(await contact.facts(), before);
    });

    it('sent twice at once happens once', async () => {
      const tenant = await world().tenant();
      const { agent, contact } = await tenant.connected();
      const send = () => agent.send(contact.interaction, { type: 'hold', data: {} }, 'press-1');
      const answers = await Promise.all([send(), send(), send()]);
      assert.deepEqual(new Set(answers.map(({ seq }) => seq)).size, 1);
      assert.equal((await contact.facts()).filter((type) => type === 'held').length, 1);
    });

    it('with an id that was used for something else is refused', async () => {
      const tenant = await world().tenant();
      const { agent, contact } = await tenant.connected();
      await agent.send(contact.interaction, { type: 'hold', data: {} }, 'press-1');
      const other = agent.send(contact.interaction, { type: 'unhold', data: {} }, 'press-1');
      await assert.rejects(other, { code: 'id-reused' });
      // Ids of other people are their own.
      await contact.send(contact.interaction, { type: 'disconnect', data: {} }, 'press-1');
    });

    it('that was refused may be sent again once it is allowed', async () => {
      const tenant = await world().tenant();
      const { agent, contact } = await tenant.connected();
      const unhold = () => agent.send(contact.interaction, { type: 'unhold', data: {} }, 'press-1');
      await assert.rejects(unhold(), { code: 'not-held' });
      await agent.send(contact.interaction, { type: 'hold', data: {} });
      await unhold();
      assert.equal(contactOf(await contact.state())?.held, false);
    });

    it('of a call that comes too late changes nothing', async () => {
      const tenant = await world().tenant();
      const { agent, contact } = await tenant.connected();
      const deadline = world().clock.now + LIVE_DEADLINE_MS;
      await world().clock.advance(LIVE_DEADLINE_MS + 1);
      const late = tenant.desk.command(agent.who, contact.interaction, {
        id: 'late',
        type: 'hold',
        data: {},
        deadline,
      });
      await assert.rejects(late, { code: 'stale-command' });
      assert.equal(contactOf(await contact.state())?.held, false);
    });

    it('finds no interaction of another tenant, another contact or another agent', async () => {
      const tenant = await world().tenant();
      const other = await world().tenant();
      const { agent, contact } = await tenant.connected();
      const stranger = await other.agent('anna', { ready: false });
      const colleague = await tenant.agent('bert', { ready: false });
      const neighbour = await tenant.call();
      const hold = { type: 'hold', data: {} } as const;
      for (const person of [stranger, colleague, neighbour]) {
        await assert.rejects(person.send(contact.interaction, hold), { code: 'unknown-interaction' });
        assert.equal(await tenant.desk.access(person.who, contact.interaction), undefined);
      }
      await assert.rejects(agent.send('nothing-like-it', hold), { code: 'unknown-interaction' });
      assert.equal((await tenant.desk.access(agent.who, contact.interaction))?.me.audience, 'agents');
      assert.equal((await tenant.desk.access(contact.who, contact.interaction))?.me.audience, 'contact');
    });

    it('that is refused leaves no trace', async () => {
      const tenant = await world().tenant();
      const { agent, contact } = await tenant.connected();
      const before = await contact.state();
      await assert.rejects(contact.ask({ type: 'hold', data: {} }), { code: 'forbidden' });
      await assert.rejects(agent.markDone(contact.interaction), { code: 'still-connected' });
      assert.deepEqual(await contact.state(), before);
    });
  });

  describe('an agent with room for two', () => {
    it('is heard by one contact only: accepting holds the other, and so does going back', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna', { capacity: 2 });
      const eva = await tenant.call();
      await anna.accept(eva.interaction);
      const max = await tenant.call();
      assert.equal(await anna.ringing(), max.interaction);
      await anna.accept(max.interaction);
      const heard = async () => [
        isHeardByContact(await eva.state(), 'anna'),
        isHeardByContact(await max.state(), 'anna'),
      ];
      assert.deepEqual(await heard(), [false, true]);
      await anna.send(eva.interaction, { type: 'unhold', data: {} });
      assert.deepEqual(await heard(), [true, false]);
      assert.equal(contactOf(await max.state())?.held, true);
    });

    it('is not asked for a third', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna', { capacity: 2 });
      for (const call of [await tenant.call(), await tenant.call()]) {
        assert.equal(await anna.ringing(), call.interaction);
        await anna.accept(call.interaction);
      }
      await tenant.call();
      assert.equal(await anna.ringing(), undefined);
    });

    it('is asked after colleagues who have nothing to do', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna', { capacity: 2 });
      const eva = await tenant.call();
      await anna.accept(eva.interaction);
      await world().clock.advance(60_000);
      const bert = await tenant.agent('bert');
      const max = await tenant.call();
      assert.equal(await bert.ringing(), max.interaction);
    });
  });

  describe('text nobody can store', () => {
    it('becomes the replacement character in names, subjects and attached data', async () => {
      const tenant = await world().tenant();
      const bad = 'a\u0000b\ud800c\udc00\u{1F600}';
      const good = 'a\uFFFDb\uFFFDc\uFFFD\u{1F600}';
      const eva = await tenant.call({
        contact: { name: bad },
        subject: bad,
        attachedData: [{ key: 'order', label: bad, value: bad }],
      });
      const contents = await tenant.desk.contents(eva.interaction, 'agents');
      const values = Object.fromEntries(contents.map(({ kind, value }) => [kind, value]));
      assert.deepEqual(values, {
        name: good,
        subject: good,
        'attached-data': [{ key: 'order', label: good, value: good }],
      });
      await tenant.desk.agentLogin({ ...(await tenant.agent('anna', { ready: false })).who, name: bad });
      assert.equal((await tenant.desk.agentView(tenant.id, 'anna')).view.name, good);
      assert.deepEqual(await tenant.desk.verifyChain(eva.interaction), { ok: true, facts: 5 });
    });

    it('is refused where it is an id, with the place named', async () => {
      const tenant = await world().tenant();
      const call = { id: 'a', source: 'entry', queue: 'sales', contact: { ref: 'a\u0000' } } as const;
      await assert.rejects(
        tenant.desk.createCall(tenant.id, call),
        (error: { code?: string; detail?: string }) => {
          return error.code === 'invalid-input' && error.detail?.startsWith('/contact/ref ') === true;
        },
      );
    });
  });
}
