import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Interaction, StreamMessage } from 'video-session-window/interaction';
import { evolve, view } from 'video-session-window/interaction';
import type { House } from '../testing/house.js';
import { refusedWith, startHouse } from '../testing/house.js';
import { seeded } from '../testing/random.js';
import { isFact, isType } from '../testing/stream-reader.js';

const SEEDS = process.env['FULL'] ? 40 : 3;

describe('the event stream', () => {
  let house: House;
  before(async () => {
    house = await startHouse();
  });
  after(() => house.stop());

  /** Appends facts in the background; what agents write is not in the contact's numbering. */
  async function write(interaction: string, agent: string, rounds: number): Promise<void> {
    for (let i = 0; i < rounds; i += 1) {
      const note = { kind: 'note' as const, key: 'main', rev: i + 1, hash: 'x'.repeat(43) };
      await Promise.all([
        house.command(interaction, agent, i % 2 === 0 ? 'hold' : 'unhold'),
        house.desk.systemCommand(interaction, { type: 'save-content', data: note }),
      ]);
    }
  }

  /** Reads with a new connection for each cut, and folds what comes as a page would. */
  async function follow(
    token: string,
    random: ReturnType<typeof seeded>,
    enough: (state: Interaction) => boolean,
  ): Promise<{ state: Interaction; cuts: number; types: readonly string[] }> {
    let state: Interaction | undefined;
    let cursor: string | undefined;
    const types: string[] = [];
    for (let cuts = 0; ; cuts += 1) {
      const stream = await house.stream(token, cursor);
      stream.cutAfter(random.upTo(2500));
      let read = 0;
      await stream.untilTrue(() => {
        for (; read < stream.received.length; read += 1) {
          const message = stream.received[read]?.message;
          if (message?.type === 'snapshot') {
            assert.equal(state, undefined, 'what was known is not sent again');
            ({ state } = message);
          } else if (message?.type === 'fact') {
            assert.equal(message.fact.seq, (state?.seq ?? 0) + 1, 'no gap and no double');
            state = state && evolve(state, message.fact);
            types.push(message.fact.type);
          }
        }
        return state !== undefined && enough(state);
      });
      cursor = stream.cursor ?? cursor;
      stream.close();
      if (state && enough(state)) return { state, cuts, types };
    }
  }

  for (let seed = 1; seed <= SEEDS; seed += 1) {
    it(`goes on after any cut without gap or double while facts keep coming (seed ${seed})`, async () => {
      const { session, agent } = await house.connected(`resumer-${seed}`);
      const writing = write(session.interaction, agent, 40);
      const done = (seq: number) => (state: Interaction) => state.seq >= seq;
      const start = await house.desk.load(session.interaction);
      const [agents, contact] = [start?.state.seq ?? 0, start?.state.contactSeq ?? 0];
      const [one, other] = await Promise.all([
        follow(agent, seeded(seed), done(agents + 60)),
        follow(session.token, seeded(seed + 1000), done(contact + 35)),
      ]);
      await writing;
      assert.ok(one.cuts > 2 && other.cuts > 2, `too few cuts: ${one.cuts} and ${other.cuts}`);
      assert.ok(!other.types.includes('content-saved'), 'what agents write is not for the contact');
      // Whoever reads to the end knows what the desk knows.
      const last = await house.desk.load(session.interaction);
      assert.ok(last);
      const agentEnd = await follow(agent, seeded(seed), done(last.state.seq));
      assert.deepEqual(agentEnd.state, JSON.parse(JSON.stringify(view(last.state, 'agents'))));
      const contactEnd = await follow(session.token, seeded(seed), done(last.state.contactSeq));
      assert.deepEqual(contactEnd.state, JSON.parse(JSON.stringify(view(last.state, 'contact'))));
    });
  }

  it('tells a page that was away how the call ended, and nothing after its part was over', async () => {
    const { session, agent, assignment } = await house.connected('away');
    const before = await house.stream(agent);
    await before.until(isType('snapshot'));
    before.close();
    await house.command(session.interaction, agent, 'disconnect');
    await house.command(session.interaction, agent, 'mark-done', { assignment });
    const note = { kind: 'note' as const, key: 'main', rev: 1, hash: 'x'.repeat(43) };
    await house.desk.systemCommand(session.interaction, { type: 'save-content', data: note });
    const again = await house.stream(agent, before.cursor);
    const closed = await again.until(isType('closed'));
    assert.equal(closed.why, 'done');
    const facts = again.messages.filter(isType('fact')).map(({ fact }) => fact.type);
    assert.ok(facts.includes('ended'));
    assert.equal(facts.at(-1), 'assignment-done');
    assert.ok(!again.messages.some(isType('snapshot')));
    again.close();
    const third = await house.stream(agent, again.cursor);
    await third.until(isType('agent'));
    await house.post('/v1/agent/commands', { id: randomUUID(), type: 'set-ready' }, agent);
    await third.until(
      (message): message is StreamMessage => message.type === 'agent' && message.view.agent.ready,
    );
    assert.ok(!third.messages.some(isType('closed')), 'it is told once');
    third.close();
  });

  it('believes no cursor: one that names somebody else’s interaction opens nothing', async () => {
    const { session } = await house.connected('victim');
    for (const token of [
      await house.agentToken('thief'),
      await house.agentToken('thief', 'globex'),
      (await house.contact()).token,
    ]) {
      const stream = await house.stream(token, `${session.interaction}:0,~0`);
      // An agent is told that it is closed to them; a contact hears of their own interaction only.
      await stream.until(
        (message): message is StreamMessage => message.type === 'closed' || message.type === 'waiting',
      );
      const about = stream.messages.filter(
        (message) => 'interaction' in message && message.interaction === session.interaction,
      );
      assert.ok(
        about.every((message) => message.type === 'closed'),
        JSON.stringify(about),
      );
      stream.close();
    }
    const odd = await house.stream(await house.agentToken('odd'), 'ünreadable, ,~x,a:b:c:-1');
    await odd.until(isType('agent'));
    odd.close();
  });

  it('opens what is offered and closes what was declined', async () => {
    const token = await house.agentToken('chooser');
    const stream = await house.stream(token);
    await stream.until(isType('agent'));
    const session = await house.contact();
    const assignment = randomUUID();
    await house.desk.systemCommand(session.interaction, {
      type: 'offer',
      data: { assignment, agent: 'chooser' },
    });
    assert.equal((await stream.until(isType('snapshot'))).state.phase, 'alerting');
    await house.command(session.interaction, token, 'decline', { assignment, reason: 'busy' });
    assert.equal((await stream.until(isType('closed'))).why, 'left');
    assert.equal((await stream.until(isFact('offer-ended'))).fact.type, 'offer-ended');
    stream.close();
  });

  it('goes on although the sign-in expires meanwhile', async () => {
    const { session } = await house.connected('tired');
    // Still accepted, for a second: clocks may differ by 30.
    const token = await house.sign('acme', { sub: 'tired', name: 'Tired', queues: [] }, -29);
    const stream = await house.stream(token);
    await stream.until(isType('snapshot'));
    for (let code; code !== 'token-expired';) code = (await house.get('/v1/history', token)).body.code;
    await house.command(session.interaction, session.token, 'disconnect');
    assert.equal((await stream.until(isFact('ended'))).interaction, session.interaction);
    stream.close();
  });

  it('never tells a contact who takes the call, what agents know or what they wrote', async () => {
    const secrets = ['login-of-agent', 'attached-secret', 'reference-secret', 'label-secret', '"busy"'];
    const call = {
      contact: { ref: 'reference-secret', name: 'Bob' },
      attachedData: [{ key: 'k', label: 'label-secret', value: 'attached-secret' }],
    };
    const session = await house.contact('acme', call);
    const stream = await house.stream(session.token);
    await stream.until(isType('snapshot'));
    const token = await house.agentToken('login-of-agent');
    await house.post('/v1/agent/commands', { id: randomUUID(), type: 'set-not-ready' }, token);
    const [first, second] = [randomUUID(), randomUUID()];
    const offer = (assignment: string) =>
      house.desk.systemCommand(session.interaction, {
        type: 'offer',
        data: { assignment, agent: 'login-of-agent' },
      });
    await offer(first);
    assert.equal(
      (await house.command(session.interaction, token, 'decline', { assignment: first, reason: 'busy' }))
        .status,
      200,
    );
    await house.desk.systemCommand(session.interaction, {
      type: 'offer',
      data: { assignment: second, agent: 'login-of-agent' },
    });
    const accepted = await house.command(session.interaction, token, 'accept', { assignment: second });
    assert.equal(accepted.status, 200, JSON.stringify(accepted.body));
    for (const type of ['hold', 'unhold', 'enable-video', 'disconnect'])
      await house.command(session.interaction, token, type);
    await house.command(session.interaction, token, 'mark-done', { assignment: second });
    await stream.until(isType('closed'));
    const again = await house.stream(session.token);
    await again.until(isType('closed'));
    const text = JSON.stringify([stream.messages, again.messages]);
    for (const secret of [...secrets, first, second])
      assert.ok(!text.includes(secret), `${secret} reached the contact`);
    stream.close();
    again.close();
  });

  it('ends the oldest of too many pages of one person', async () => {
    const token = await house.agentToken('many');
    const open = [];
    for (let i = 0; i < 11; i += 1) open.push(await house.stream(token));
    const bye = await open[0]?.until(isType('bye'));
    assert.equal(bye?.code, 'open-elsewhere');
    await open[0]?.untilEnd();
    assert.equal(open[10]?.ended, false);
    for (const stream of open) stream.close();
  });

  it('says goodbye when the desk stops', async () => {
    const short = await startHouse();
    const stream = await short.stream(await short.agentToken());
    await stream.until(isType('agent'));
    const stopped = short.stop();
    assert.equal((await stream.until(isType('bye'))).code, 'desk-unavailable');
    await stopped;
  });

  it('is refused like any other request', async () => {
    refusedWith(await house.get('/v1/events'), 'unauthorized', 401);
    refusedWith(
      await house.get('/v1/events', await house.sign('acme', { sub: 'x', name: 'X' }, -60)),
      'token-expired',
      401,
    );
  });
});
