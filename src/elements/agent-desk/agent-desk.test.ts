import { expect, fixture } from '@open-wc/testing';
import { LitElement, html } from 'lit';
import { property } from 'lit/decorators.js';
import { AgentController } from '../../context/index.js';
import { AgentSession, makeSession } from '../../interaction/index.js';
import { scene } from '../../testing/index.js';
import { countListeners, drawn } from '../parts/page.test.support.js';
import type { AgentChangeEvent, AgentConnection } from './agent-desk.js';
import { AgentDesk } from './agent-desk.js';

class TestWorker extends LitElement {
  @property() for: string | undefined;
  readonly #agent = new AgentController(this);
  get agent() {
    return this.#agent.state?.view?.name;
  }
}
customElements.define('vsw-test-worker', TestWorker);

/** A page whose desk connects to a scene's; what it connected with is told. */
async function connected(deskUrl = 'https://desk.example') {
  const made = await scene('queued');
  const connections: AgentConnection[] = [];
  const disposed: AgentSession[] = [];
  AgentDesk.connect = (connection) => {
    connections.push(connection);
    const { desk, clock, media, storage } = made;
    const ports = { desk: desk.agent('ada'), media: media.agent, storage: storage.agent, clock };
    const session = new AgentSession(ports, makeSession);
    const dispose = session.dispose.bind(session);
    session.dispose = () => {
      disposed.push(session);
      dispose();
    };
    return session;
  };
  const getToken = () => Promise.resolve('first');
  const element = await fixture<AgentDesk>(
    html`<agent-desk desk-url=${deskUrl} .getToken=${getToken}></agent-desk>`,
  );
  await drawn(element);
  return { ...made, element, connections, disposed };
}

describe('agent-desk', () => {
  afterEach(() => {
    AgentDesk.connect = undefined;
  });

  it('gives a session of the host’s own to the elements inside', async () => {
    const { agentSession } = await scene('queued');
    const desk = await fixture<AgentDesk>(
      html`<agent-desk .session=${agentSession}><vsw-test-worker></vsw-test-worker></agent-desk>`,
    );
    const worker = desk.querySelector<TestWorker>('vsw-test-worker')!;
    await drawn(worker);
    expect(worker.agent).to.equal('Ada Lindqvist');
    desk.session = undefined;
    expect(worker.agent).to.equal(undefined);
  });

  it('serves elements elsewhere in the page, also those that were there before', async () => {
    const { agentSession } = await scene('queued');
    const page = await fixture(html`<div><vsw-test-worker for="work"></vsw-test-worker></div>`);
    const worker = page.querySelector<TestWorker>('vsw-test-worker')!;
    expect(worker.agent).to.equal(undefined);
    const desk = new AgentDesk();
    desk.id = 'work';
    desk.session = agentSession;
    page.append(desk);
    await drawn(worker);
    expect(worker.agent).to.equal('Ada Lindqvist');
  });

  it('connects once it knows where and has a way to get a token, and not before', async () => {
    const { connections, element } = await connected('');
    expect(connections).to.deep.equal([]);
    element.deskUrl = 'https://desk.example';
    await drawn(element);
    expect(connections.map(({ deskUrl }) => deskUrl)).to.deep.equal(['https://desk.example']);
    expect(element.session).to.not.equal(undefined);
  });

  it('keeps the connection, and asks the newest function, when the page gives another way to get a token', async () => {
    const { connections, element, disposed } = await connected();
    element.getToken = () => Promise.resolve('second');
    await drawn(element);
    expect(connections).to.have.length(1);
    expect(disposed).to.deep.equal([]);
    expect(await connections[0]!.getToken()).to.equal('second');
  });

  it('connects anew to another desk, and ends the first connection', async () => {
    const { connections, element, disposed } = await connected();
    const first = element.session;
    element.deskUrl = 'https://other.example';
    await drawn(element);
    expect(connections).to.have.length(2);
    expect(disposed).to.have.length(1);
    expect(element.session).to.not.equal(first);
    element.deskUrl = '';
    await drawn(element);
    expect(disposed).to.have.length(2);
    expect(element.session).to.equal(undefined);
  });

  it('stays connected when it is moved, ends when it is taken out, and connects again when put back', async () => {
    const { connections, element, disposed } = await connected();
    const box = document.createElement('div');
    element.parentElement!.append(box);
    box.append(element);
    await drawn(element);
    expect(connections).to.have.length(1);
    expect(disposed).to.have.length(0);
    element.remove();
    await drawn(element);
    expect(disposed).to.have.length(1);
    box.append(element);
    await drawn(element);
    expect(connections).to.have.length(2);
  });

  it('never ends a session that is the host’s', async () => {
    const { agentSession } = await scene('connected');
    let disposed = 0;
    Object.assign(agentSession, { dispose: () => (disposed += 1) });
    const desk = await fixture<AgentDesk>(html`<agent-desk .session=${agentSession}></agent-desk>`);
    desk.remove();
    await drawn(desk);
    desk.session = undefined;
    expect(disposed).to.equal(0);
  });

  it('tells the page each change of the agent, without a token in it', async () => {
    const { agentSession } = await scene('queued');
    const desk = await fixture<AgentDesk>(html`<agent-desk .session=${agentSession}></agent-desk>`);
    const told: AgentChangeEvent[] = [];
    desk.addEventListener('agent-change', (event) => told.push(event as AgentChangeEvent));
    await agentSession.request({ type: 'set-not-ready', reason: 'break' });
    await drawn(desk);
    expect(told.at(-1)!.state.view?.agent.reason).to.equal('break');
    expect(JSON.stringify(told.map(({ state }) => state))).to.not.match(/token/i);
  });

  it('keeps two agents on one page apart', async () => {
    const one = await scene('queued');
    const other = await scene('queued', { agent: 'ben' });
    const page = await fixture(
      html`<div>
        <agent-desk .session=${one.agentSession}><vsw-test-worker></vsw-test-worker></agent-desk>
        <agent-desk .session=${other.agentSession}><vsw-test-worker></vsw-test-worker></agent-desk>
      </div>`,
    );
    const workers = [...page.querySelectorAll<TestWorker>('vsw-test-worker')];
    await drawn(...workers);
    expect(workers.map(({ agent }) => agent)).to.deep.equal(['Ada Lindqvist', 'Ben Okafor']);
  });

  it('leaves nobody listening after a hundred comings and goings', async () => {
    const { agentSession } = await scene('queued');
    const listeners = countListeners(agentSession);
    const page = await fixture<HTMLElement>(html`<div></div>`);
    for (let turn = 0; turn < 100; turn += 1) {
      const desk = new AgentDesk();
      desk.session = agentSession;
      page.append(desk);
      await desk.updateComplete;
      desk.remove();
    }
    await drawn(page);
    expect(listeners()).to.equal(0);
  });
});
