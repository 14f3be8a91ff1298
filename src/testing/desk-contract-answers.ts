import type { ContractCase } from './desk-contract-kit.js';
import { connected, done, offered, refused, same } from './desk-contract-kit.js';
import { Follower } from './follower.js';

const hold = { type: 'hold', data: {} } as const;
const disconnect = { type: 'disconnect', data: {} } as const;

/** What the desk answers to whoever asks it something. */
export const answersCases: readonly ContractCase[] = [
  {
    name: 'what may not be done is refused with its code and changes nothing',
    async run(desk) {
      const { agent, asAgent, asContact } = await connected(desk);
      done(await asAgent(hold), 'hold');
      await agent.until(({ facts }) => facts.at(-1)?.type === 'held', 'held');
      const before = agent.state;
      refused(await asAgent(hold), 'already-held', 'holding twice');
      refused(await asContact({ type: 'unhold', data: {} }), 'forbidden', 'a contact cannot end their hold');
      refused(
        await asContact({ type: 'set-camera', data: { on: true } }),
        'video-not-on',
        'no camera without video',
      );
      // Whatever those had led to would have come before this.
      done(await asAgent({ type: 'unhold', data: {} }), 'unhold');
      await agent.until(({ facts }) => facts.at(-1)?.type === 'unheld', 'unheld');
      same(
        agent.facts.filter(({ seq }) => seq > (before?.seq ?? 0)).map(({ type }) => type),
        ['unheld'],
        'facts since',
      );
    },
  },
  {
    name: 'the same command sent twice is done once and answered the same',
    async run(desk) {
      const { agent, id, agentPage } = await connected(desk);
      const command = { ...hold, id: desk.newId() };
      const both = await Promise.all([agentPage.port.send(id, command), agentPage.port.send(id, command)]);
      same(both[1], both[0], 'the answers');
      done(both[0], 'hold');
      same(await agentPage.port.send(id, command), both[0], 'the answer later');
      await agent.until(({ facts }) => facts.some(({ type }) => type === 'held'), 'held');
      same(agent.facts.filter(({ type }) => type === 'held').length, 1, 'facts');
      refused(
        await agentPage.port.send(id, { id: command.id, type: 'unhold', data: {} }),
        'id-reused',
        'the id for something else',
      );
    },
  },
  {
    name: 'a command that comes too late is refused as stale and changes nothing',
    async run(desk) {
      const { agent, id, agentPage, asAgent } = await connected(desk);
      const { port } = agentPage;
      const late = { ...hold, id: desk.newId(), deadline: port.time() - 5_000 };
      refused(await port.send(id, late), 'stale-command', 'too late');
      done(await asAgent({ type: 'enable-video', data: { camera: true } }), 'what is in time');
      await agent.until(({ state }) => state?.video.phase === 'asking', 'asked');
      same(
        agent.facts.some(({ type }) => type === 'held'),
        false,
        'held',
      );
    },
  },
  {
    name: 'an interaction that is not theirs does not exist for them',
    async run(desk) {
      const { contactPage, agentPage } = await connected(desk);
      const other = await desk.call();
      const command = { ...disconnect, id: desk.newId() };
      refused(
        await contactPage.port.send(other.interaction, command),
        'unknown-interaction',
        'a contact in another call',
      );
      const strange = { ...hold, id: desk.newId() };
      refused(
        await agentPage.port.send('no-such-interaction', strange),
        'unknown-interaction',
        'one that is not there',
      );
      const eavesdropper = new Follower(contactPage.port, other.interaction);
      const own = new Follower(contactPage.port, contactPage.interaction);
      await own.until(({ state }) => state !== undefined, 'their own is told');
      same(
        eavesdropper.messages.filter(({ type }) => type !== 'hello'),
        [],
        'of the other call',
      );
    },
  },
  {
    name: 'two agents cannot both have the call',
    async run(desk) {
      const { agent, id, asAgent } = await offered(desk);
      const ben = await desk.agent('ben');
      const assignment = agent.state?.assignments.at(-1)?.id ?? 'none';
      const taken = await ben.port.send(id, { id: desk.newId(), type: 'accept', data: { assignment } });
      if (taken.ok) same(taken, 'a refusal', 'somebody else’s offer');
      done(await asAgent({ type: 'accept', data: { assignment } }), 'accept');
      await agent.until(({ state }) => state?.phase === 'connected', 'connected');
      refused(await asAgent({ type: 'accept', data: { assignment } }), 'offer-gone', 'accepting twice');
    },
  },
  {
    name: 'a media room is entered by its own leg only, and a second page of the same person may take it over',
    async run(desk) {
      const { agent, contact, id, agentPage, contactPage } = await connected(desk);
      const leg = agent.me?.leg ?? agentLeg(agent);
      const first = await agentPage.port.access(id, leg);
      if (!first.ok) return same(first, 'access', 'the agent’s own leg');
      same([first.access.url !== '', first.access.token !== ''], [true, true], 'address and token');
      same((await agentPage.port.access(id, leg)).ok, true, 'the same page again');
      const second = await desk.again(agentPage);
      const taken = await second.port.access(id, leg, { takeOver: true });
      if (!taken.ok) return same(taken, 'access', 'taking over');
      const isTaken = ({ type }: { type: string }) => type === 'leg-taken-over';
      await agent.until(({ facts }) => facts.some(isTaken), 'the page before hears of it');
      refused(await agentPage.port.access(id, contact.me?.leg ?? 'none'), 'unknown-leg', 'the contact’s leg');
      refused(await contactPage.port.access(id, leg), 'unknown-leg', 'the agent’s leg');
    },
  },
  {
    name: 'an agent’s state follows what they ask and what happens to them',
    async run(desk) {
      const { self, agentPage, agent, asAgent } = await connected(desk);
      const { port } = agentPage;
      await self.until(({ view }) => view?.state === 'on-a-call', 'on a call');
      refused(
        await port.sendAgent({ id: desk.newId(), type: 'log-out' }),
        'agent-in-call',
        'logging out in a call',
      );
      const strange = { id: desk.newId(), type: 'set-not-ready', reason: 'no-such-reason' } as const;
      refused(await port.sendAgent(strange), 'unknown-reason', 'a reason that is not in the list');
      done(await port.sendAgent({ id: desk.newId(), type: 'set-next', ready: false }), 'next');
      done(await asAgent(disconnect), 'disconnect');
      await self.until(({ view }) => view?.state === 'after-call-work', 'after-call work');
      await agent.until(({ state }) => state?.assignments.at(-1)?.status === 'wrap-up', 'wrap-up');
      const assignment = agent.state?.assignments.at(-1)?.id ?? 'none';
      done(await asAgent({ type: 'mark-done', data: { assignment } }), 'mark done');
      await self.until(({ view }) => view?.state === 'not-ready', 'what was chosen as next');
    },
  },
  {
    name: 'Mark Done puts the call into the history, which is for agents only',
    async run(desk) {
      const { id, agent, agentPage, contactPage, asAgent } = await connected(desk);
      done(await asAgent(disconnect), 'disconnect');
      await agent.until(({ state }) => state?.assignments.at(-1)?.status === 'wrap-up', 'wrap-up');
      const assignment = agent.state?.assignments.at(-1)?.id ?? 'none';
      done(await asAgent({ type: 'mark-done', data: { assignment } }), 'mark done');
      const answer = await agentPage.port.query<{ interaction: string; done: boolean }>('history', {});
      if (!('items' in answer)) return same(answer, 'a page', 'the history');
      same(answer.items.find(({ interaction }) => interaction === id)?.done, true, 'done in the history');
      const asked = await contactPage.port.query('history', {});
      same('items' in asked, false, 'the history for a contact');
    },
  },
  {
    name: 'both sides go by the desk’s clock',
    async run(desk) {
      const { agent, agentPage, contactPage } = await connected(desk);
      const [one, other] = [agentPage.port.time(), contactPage.port.time()];
      same(Math.abs(one - other) < 2_000, true, 'the same time');
      const last = agent.state?.connectedAt ?? 0;
      same(last > 0 && one - last > -2_000 && one - last < 60_000, true, 'the time of facts');
    },
  },
];

function agentLeg(agent: Follower): string {
  const party = agent.state?.parties.find(({ kind, leftAt }) => kind === 'agent' && leftAt === undefined);
  return party?.legs[0]?.id ?? 'none';
}
