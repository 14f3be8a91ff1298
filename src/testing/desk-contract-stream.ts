import type { Interaction } from '../interaction/index.js';
import { contactOf, view } from '../interaction/index.js';
import type { ContractCase } from './desk-contract-kit.js';
import { connected, done, same } from './desk-contract-kit.js';
import { Follower } from './follower.js';

const hold = { type: 'hold', data: {} } as const;
const unhold = { type: 'unhold', data: {} } as const;
const disconnect = { type: 'disconnect', data: {} } as const;
const contactHeld = (state: Interaction | undefined) =>
  state !== undefined && contactOf(state)?.held === true;

/** Every key of a value, however deep. */
function keysIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)]);
}

/** What pages hear, and what they do not. */
export const streamCases: readonly ContractCase[] = [
  {
    name: 'what one side does, both sides hear as a fact, in order and once',
    async run(desk) {
      const { agent, contact, asAgent, id, agentPage } = await connected(desk);
      const second = new Follower(agentPage.port, id);
      await second.until(({ state }) => state !== undefined, 'who listens later hears where it stands');
      const seq = done(await asAgent(hold), 'hold');
      for (const page of [agent, second, contact])
        await page.until(({ state }) => contactHeld(state), 'everybody hears of the hold');
      same(agent.facts.at(-1)?.seq, seq, 'the answer names the place of its last fact');
      same(
        second.facts.map(({ id: fact }) => fact),
        agent.facts.slice(-second.facts.length).map(({ id: fact }) => fact),
        'the same facts',
      );
      same([agent.faults, second.faults, contact.faults], [[], [], []], 'no gap and no double');
    },
  },
  {
    name: 'each side counts its own facts without gaps, and an answer counts as its asker does',
    async run(desk) {
      const { contact, asAgent, asContact } = await connected(desk);
      done(await asAgent({ type: 'enable-video', data: { camera: true } }), 'ask for video');
      await contact.until(({ state }) => state?.video.phase === 'asking', 'the contact is asked');
      const seq = done(
        await asContact({ type: 'answer-video', data: { agree: true, camera: false } }),
        'agree',
      );
      await contact.until(({ state }) => state?.video.phase === 'on', 'video is on');
      same(contact.state?.seq, seq, 'in the contact’s own numbering');
      same(contact.faults, [], 'no gap and no double');
    },
  },
  {
    name: 'folding what was heard gives what a page that comes later is told',
    async run(desk) {
      const { agent, contact, asAgent, id, agentPage, contactPage } = await connected(desk);
      done(await asAgent(hold), 'hold');
      done(await asAgent(unhold), 'unhold');
      await contact.until(
        ({ state, facts }) => facts.at(-1)?.type === 'unheld' && !contactHeld(state),
        'the contact is back',
      );
      await agent.until(
        ({ state, facts }) => facts.at(-1)?.type === 'unheld' && !contactHeld(state),
        'the agent sees it',
      );
      const late = new Follower((await desk.again(agentPage)).port, id);
      await late.until(
        ({ state }) => state?.seq === agent.state?.seq,
        'another page of the agent catches up',
      );
      same(late.state, agent.state, 'the agent’s view');
      same(late.contents, agent.contents, 'what was written');
      const lateContact = new Follower(contactPage.port, id);
      await lateContact.until(({ state }) => state !== undefined, 'a later listener of the contact');
      same(lateContact.state, contact.state, 'the contact’s view');
      if (agent.state) same(contact.state, view(agent.state, 'contact'), 'the contact’s view of the same');
    },
  },
  {
    name: 'a contact never hears who was asked, who they are at work, or of wrap-up',
    async run(desk) {
      const { agent, contact, asAgent, agentPage } = await connected(desk);
      done(await asAgent(disconnect), 'disconnect');
      await contact.until(({ closed }) => closed !== undefined, 'the contact is told it is over');
      await agent.until(({ state }) => state?.assignments.at(-1)?.status === 'wrap-up', 'wrap-up');
      const assignment = agent.state?.assignments.at(-1)?.id ?? 'none';
      done(await asAgent({ type: 'mark-done', data: { assignment } }), 'mark done');
      await agent.until(({ closed }) => closed !== undefined, 'done');
      const types = new Set(contact.facts.map(({ type }) => type));
      same(
        ['offered', 'offer-ended', 'wrap-up-started', 'assignment-done'].filter((type) =>
          types.has(type as never),
        ),
        [],
        'facts of others',
      );
      same(
        keysIn(contact.messages).filter((key) => key === 'agent' || key === 'assignment'),
        [],
        'keys that name an agent',
      );
      same(JSON.stringify(contact.messages).includes(`"${agentPage.login}"`), false, 'the login');
      same(contact.closed, 'ended', 'why it is over');
      same(contact.faults, [], 'no gap and no double');
    },
  },
  {
    name: 'a contact who waits is told their place in the queue',
    async run(desk) {
      const { port, interaction } = await desk.call();
      const contact = new Follower(port, interaction);
      await contact.until(({ waiting }) => waiting !== undefined, 'told');
      same(contact.state?.phase, 'queued', 'the phase');
      same(contact.waiting?.position, 1, 'the first');
    },
  },
  {
    name: 'who has stopped listening, or closed the page, hears nothing more',
    async run(desk) {
      const { agent, contact, asAgent, id, contactPage } = await connected(desk);
      const stopped = new Follower(contactPage.port, id);
      await stopped.until(({ state }) => state !== undefined, 'listening');
      stopped.stop();
      const count = stopped.messages.length;
      done(await asAgent(hold), 'hold');
      await contact.until(({ state }) => contactHeld(state), 'the other listener hears it');
      same(stopped.messages.length, count, 'messages after stopping');
      contactPage.port.close();
      await contact.until(({ connection }) => connection?.state === 'closed', 'told that the page is closed');
      const heard = contact.messages.length;
      done(await asAgent(unhold), 'unhold');
      await agent.until(({ state }) => !contactHeld(state), 'the agent goes on');
      same(contact.messages.length, heard, 'messages after closing');
    },
  },
  {
    name: 'a page cut off says so; Disconnect pressed meanwhile is delivered once, and nothing is missed',
    needs: 'offline',
    async run(desk) {
      const { agent, contact, asAgent } = await connected(desk);
      await desk.offline?.(true);
      await agent.until(({ connection }) => connection?.state === 'retrying', 'the page says it is cut off');
      const before = agent.state?.seq ?? 0;
      const pressed = asAgent(disconnect);
      const live = await asAgent(hold);
      if (live.ok || !['not-sent', 'no-answer'].includes(live.code))
        same(live, 'not sent', 'a live command while cut off');
      await desk.offline?.(false);
      await agent.until(({ connection }) => connection?.state === 'live', 'the page is back');
      done(await pressed, 'disconnect');
      await agent.until(({ state }) => state?.assignments.at(-1)?.status === 'wrap-up', 'wrap-up');
      await contact.until(({ state }) => state?.phase === 'ended', 'the contact hears the end');
      const since = agent.facts.filter(({ seq }) => seq > before).map(({ type }) => type);
      same(
        since.filter((type) => type === 'ended'),
        ['ended'],
        'ended once',
      );
      same(since.includes('held'), false, 'what was not sent did not happen');
      same([agent.faults, contact.faults], [[], []], 'no gap and no double');
    },
  },
];
