import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { World } from '../../testing/world.js';

/** The log, what stands beside it, and what is told to those who wait. */
export function recordsSuite(world: () => World): void {
  describe('the log of a call', () => {
    const talk = async () => {
      const tenant = await world().tenant();
      const { agent, contact } = await tenant.connected();
      await agent.send(contact.interaction, { type: 'hold', data: {} });
      await agent.send(contact.interaction, { type: 'unhold', data: {} });
      return { tenant, agent, contact, id: contact.interaction };
    };

    it('verifies as it was written', async () => {
      const { tenant, contact, id } = await talk();
      const facts = (await contact.facts()).length;
      assert.deepEqual(await tenant.desk.verifyChain(id), { ok: true, facts });
    });

    const edits = {
      'a changed time': `UPDATE facts SET at = at + 1 WHERE interaction = $1 AND seq = 4`,
      'a changed actor': `UPDATE facts SET actor = '{"kind": "system"}' WHERE interaction = $1 AND type = 'held'`,
      'changed data': `UPDATE facts SET data = jsonb_set(data, '{front}', 'true') WHERE interaction = $1 AND type = 'queued'`,
      'a changed hash': `UPDATE facts SET hash = repeat('x', 43) WHERE interaction = $1 AND seq = 3`,
      'another place for the contact': `UPDATE facts SET contact_seq = NULL WHERE interaction = $1 AND type = 'held'`,
      'a fact taken out': `DELETE FROM facts WHERE interaction = $1 AND type = 'held'`,
      'the last fact taken off': `DELETE FROM facts WHERE interaction = $1 AND type = 'unheld'`,
      'all facts taken away': `DELETE FROM facts WHERE interaction = $1`,
      'another state': `UPDATE interactions SET state = jsonb_set(state, '{queue}', '"other"') WHERE id = $1`,
      'a changed name': `UPDATE contents SET value = '"Somebody else"' WHERE interaction = $1 AND kind = 'name'`,
      'a name taken away': `DELETE FROM contents WHERE interaction = $1 AND kind = 'name'`,
    };
    for (const [what, sql] of Object.entries(edits)) {
      it(`shows ${what}`, async () => {
        const { tenant, id } = await talk();
        await world().db.query(sql, [id]);
        assert.equal((await tenant.desk.verifyChain(id)).ok, false);
      });
    }

    it('still verifies after everything personal was erased', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna');
      const eva = await tenant.call({
        contact: { ref: 'crm-9', name: 'Eva Secret' },
        subject: 'Secret lamp',
      });
      assert.equal(await tenant.desk.eraseContact(tenant.id, 'crm-9'), 0, 'a running call is left alone');
      await eva.ask({ type: 'disconnect', data: {} });
      assert.equal(await tenant.desk.eraseContact(tenant.id, 'crm-9'), 1);
      assert.deepEqual(await tenant.desk.verifyChain(eva.interaction), {
        ok: true,
        facts: (await eva.facts()).length,
      });
      const told = JSON.stringify([
        await tenant.desk.contents(eva.interaction, 'agents'),
        await tenant.desk.factsAfter(eva.interaction, 'agents', 0, 100),
        await tenant.desk.history(anna.who, {}),
        await world().db.query('SELECT * FROM contents WHERE interaction = $1', [eva.interaction]),
      ]);
      assert.ok(!told.includes('Secret'), told);
    });

    it('loses what is personal when its time is over', async () => {
      const tenant = await world().tenant({ queues: [{ id: 'sales', label: 'Sales' }], retentionDays: 1 });
      const eva = await tenant.call({ contact: { name: 'Eva' } });
      await eva.ask({ type: 'disconnect', data: {} });
      const names = async () =>
        (await tenant.desk.contents(eva.interaction, 'agents')).map(({ value }) => value);
      assert.deepEqual(await names(), ['Eva']);
      await world().db.query('UPDATE interactions SET ended_at = ended_at - 90000000 WHERE id = $1', [
        eva.interaction,
      ]);
      await world().clock.jump(3_600_000);
      assert.deepEqual(await names(), [undefined]);
    });
  });

  describe('the history', () => {
    it('is read page by page, newest first, without gap or double', async () => {
      const tenant = await world().tenant();
      const anna = await tenant.agent('anna', { ready: false });
      const begun: string[] = [];
      for (let n = 0; n < 53; n++) {
        const call = {
          id: `call-${n}`,
          source: 'backend',
          queue: 'sales',
          contact: { ref: 'crm-1' },
        } as const;
        begun.unshift((await tenant.desk.createCall(tenant.id, call)).interaction);
        await world().clock.advance(1);
      }
      const first = await tenant.desk.history(anna.who, { contact: 'crm-1' });
      assert.ok(first.next);
      const second = await tenant.desk.history(anna.who, { contact: 'crm-1', page: first.next });
      assert.equal(second.next, undefined);
      assert.deepEqual(
        [...first.items, ...second.items].map(({ interaction }) => interaction),
        begun,
      );
      await assert.rejects(tenant.desk.history(anna.who, { page: 'nonsense' }), { code: 'invalid-input' });
    });

    it('is for agents of the tenant only', async () => {
      const tenant = await world().tenant();
      const other = await world().tenant();
      const eva = await tenant.call();
      const stranger = await other.agent('anna', { ready: false });
      await assert.rejects(tenant.desk.history(eva.who, {}), { code: 'forbidden' });
      assert.equal(await tenant.desk.interactionHistory(stranger.who, eva.interaction), undefined);
    });
  });

  describe('a contact who waits', () => {
    it('is told their place, and how long it takes once that is known', async () => {
      const tenant = await world().tenant();
      const first = await tenant.call();
      await world().clock.advance(1);
      const second = await tenant.call();
      assert.deepEqual(await tenant.desk.waiting(first.interaction), { position: 1 });
      assert.deepEqual(await tenant.desk.waiting(second.interaction), { position: 2 });
      const anna = await tenant.agent('anna');
      await anna.accept(first.interaction);
      assert.equal(await tenant.desk.waiting(first.interaction), undefined);
      assert.deepEqual(await tenant.desk.waiting(second.interaction), { position: 1 });
      await world().clock.advance(100_000);
      await anna.send(first.interaction, { type: 'disconnect', data: {} });
      await anna.ask({ type: 'set-next', ready: false, reason: 'lunch' });
      await anna.markDone(first.interaction);
      assert.deepEqual(await tenant.desk.waiting(second.interaction), { position: 1 }, 'nobody is working');
      await anna.ask({ type: 'set-ready' });
      await anna.decline(second.interaction);
      const third = await tenant.call();
      await anna.accept(third.interaction);
      assert.deepEqual(await tenant.desk.waiting(second.interaction), { position: 1, expectedMs: 100_000 });
    });

    it('is told again when the queue moves', async () => {
      const tenant = await world().tenant();
      const first = await tenant.call();
      const told: string[] = [];
      const stop = tenant.desk.onChange((change) => {
        if (change.kind === 'queue' && change.tenant === tenant.id) told.push(change.id);
      });
      await first.ask({ type: 'disconnect', data: {} });
      stop();
      assert.deepEqual(told, ['sales']);
    });
  });

  describe('a configuration', () => {
    it('is stored in versions, and a change made to an older one is refused', async () => {
      const tenant = await world().tenant();
      const document = { queues: [{ id: 'sales', label: 'Sale' }] };
      assert.equal((await tenant.desk.putConfig(tenant.id, document, 1)).version, 2);
      await assert.rejects(tenant.desk.putConfig(tenant.id, { queues: [] }, 1), { code: 'version-conflict' });
      assert.equal(
        (await tenant.desk.putConfig(tenant.id, document)).version,
        2,
        'the same again is no new version',
      );
      const stored = await tenant.desk.config(tenant.id);
      assert.deepEqual(stored?.config.queues, [{ id: 'sales', label: 'Sale', ringSeconds: 20 }]);
      assert.ok((await tenant.desk.tenants()).includes(tenant.id));
      assert.equal(await tenant.desk.config('nobody'), undefined);
    });

    it('with a mistake is refused with the place of it', async () => {
      const tenant = await world().tenant();
      const mistakes = {
        '/queues/0/ringSeconds ': { queues: [{ id: 'sales', label: 'Sales', ringSeconds: 0 }] },
        '/queues each id may stand only once': {
          queues: [
            { id: 'a', label: 'A' },
            { id: 'a', label: 'B' },
          ],
        },
        '/queus ': { queus: [] },
        '/queues/0/hours/timeZone must be': {
          queues: [{ id: 'a', label: 'A', hours: { timeZone: 'Mars', open: [] } }],
        },
      };
      for (const [detail, document] of Object.entries(mistakes)) {
        const check = (error: { code?: string; detail?: string }) => {
          assert.equal(error.code, 'invalid-input');
          assert.ok(error.detail?.startsWith(detail), `${error.detail} starts with ${detail}`);
          return true;
        };
        await assert.rejects(tenant.desk.putConfig(tenant.id, document), check);
      }
    });
  });
}
