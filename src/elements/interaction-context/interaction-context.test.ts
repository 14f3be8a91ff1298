import { expect, fixture } from '@open-wc/testing';
import { LitElement, html } from 'lit';
import { property } from 'lit/decorators.js';
import type { InteractionChangeEvent, InteractionClosedEvent } from '../../context/index.js';
import { InteractionController } from '../../context/index.js';
import type { Scene, ScenePhase, SceneOptions } from '../../testing/index.js';
import { scene } from '../../testing/index.js';
import { countListeners, drawn, underDesk } from '../parts/page.test.support.js';
import type { InteractionContext } from './interaction-context.js';
import './define.js';

/** An element that shows which interaction it was given. */
class TestFollower extends LitElement {
  @property() for: string | undefined;
  readonly #interaction = new InteractionController(this, ['interaction']);
  get interaction() {
    return this.#interaction.session?.id;
  }
}
customElements.define('vsw-test-follower', TestFollower);

const people = [{ agent: 'ada', name: 'Ada', capacity: 2 }];

async function setup(phase: ScenePhase = 'connected', options: SceneOptions = {}) {
  const made = await scene(phase, options);
  const deskElement = await underDesk(
    made,
    html`<interaction-context><vsw-test-follower></vsw-test-follower></interaction-context>`,
  );
  const context = deskElement.querySelector('interaction-context')!;
  const follower = deskElement.querySelector<TestFollower>('vsw-test-follower')!;
  return { ...made, deskElement, context, follower, ...watch(deskElement) };
}

function watch(target: EventTarget) {
  const changes: string[] = [];
  const closings: string[] = [];
  target.addEventListener('interaction-change', (event) =>
    changes.push((event as InteractionChangeEvent).fact.type),
  );
  target.addEventListener('interaction-closed', (event) =>
    closings.push((event as InteractionClosedEvent).why),
  );
  return { changes, closings };
}

async function finish({ session }: Scene, ...elements: readonly Element[]): Promise<void> {
  if (session.state.interaction?.phase !== 'ended') await session.request({ type: 'disconnect', data: {} });
  const assignment = session.state.interaction!.assignments.at(-1)!.id;
  await session.request({ type: 'mark-done', data: { assignment } });
  await drawn(...elements);
}

describe('interaction-context', () => {
  const busy: Partial<Record<ScenePhase, boolean>> = {
    queued: false,
    alerting: false,
    connected: true,
    held: true,
    'contact-lost': true,
    'wrap-up': true,
    'ended-by-contact': true,
    done: false,
    missed: false,
  };
  for (const [phase, given] of Object.entries(busy)) {
    it(`gives ${given ? 'the interaction' : 'nothing'} in the phase ${phase}`, async () => {
      const { follower, interaction } = await setup(phase as ScenePhase);
      expect(follower.interaction).to.equal(given ? interaction : undefined);
    });
  }

  it('gives an interaction from the moment it is accepted', async () => {
    const { session, follower, interaction } = await setup('alerting');
    const assignment = session.state.interaction!.assignments.at(-1)!.id;
    await session.request({ type: 'accept', data: { assignment } });
    await drawn(follower);
    expect(follower.interaction).to.equal(interaction);
  });

  it('tells each fact once, the last ones too, and then that it is over', async () => {
    const made = await setup('connected');
    await made.session.request({ type: 'hold', data: {} });
    await drawn(made.follower);
    await finish(made, made.follower);
    expect(made.changes).to.deep.equal(['held', 'ended', 'wrap-up-started', 'assignment-done']);
    expect(made.closings).to.deep.equal(['done']);
    expect(made.follower.interaction).to.equal(undefined);
  });

  it('keeps what is shown when the page wants it, until there is something new', async () => {
    const made = await setup('wrap-up');
    const { follower, deskElement, interaction, desk, agentSession } = made;
    deskElement.addEventListener('interaction-closed', (event) => event.preventDefault());
    await finish(made, follower);
    expect(follower.interaction).to.equal(interaction);
    expect(made.closings).to.deep.equal(['done']);
    const next = desk.calls.begin({ contact: { name: 'Next' } }).interaction;
    await drawn(follower);
    expect(follower.interaction).to.equal(interaction);
    const session = agentSession.session(next);
    const assignment = session.state.interaction!.assignments.at(-1)!.id;
    await session.request({ type: 'accept', data: { assignment } });
    await drawn(follower);
    expect(follower.interaction).to.equal(next);
    expect(made.closings).to.deep.equal(['done']);
  });

  it('goes along with the call the agent speaks in', async () => {
    const made = await setup('connected', { desk: { people } });
    const { desk, agentSession, follower, session, interaction, closings } = made;
    const second = desk.calls.begin({ contact: { name: 'Second' } }).interaction;
    await drawn(follower);
    expect(follower.interaction).to.equal(interaction);
    const other = agentSession.session(second);
    await other.request({
      type: 'accept',
      data: { assignment: other.state.interaction!.assignments.at(-1)!.id },
    });
    await drawn(follower);
    expect(follower.interaction).to.equal(second);
    await other.request({ type: 'hold', data: {} });
    await drawn(follower);
    expect(follower.interaction).to.equal(second);
    await session.request({ type: 'unhold', data: {} });
    await drawn(follower);
    expect(follower.interaction).to.equal(interaction);
    expect(closings).to.deep.equal([]);
  });

  it('shows the other call when one of two is disconnected, and lets the page go back to its wrap-up', async () => {
    const made = await setup('connected', { desk: { people } });
    const { desk, agentSession, context, follower, interaction } = made;
    const second = desk.calls.begin({ contact: { name: 'Second' } }).interaction;
    await drawn(follower);
    const other = agentSession.session(second);
    await other.request({
      type: 'accept',
      data: { assignment: other.state.interaction!.assignments.at(-1)!.id },
    });
    await made.session.request({ type: 'disconnect', data: {} });
    await drawn(follower);
    expect(follower.interaction).to.equal(second);
    context.interactionId = interaction;
    await drawn(context, follower);
    expect(follower.interaction).to.equal(interaction);
    expect(made.closings).to.deep.equal([]);
    await finish(made, follower);
    expect(made.closings).to.deep.equal(['done']);
    expect(made.changes).to.include('assignment-done');
  });

  it('gives the interaction that is named, as long as it is open', async () => {
    const made = await setup('alerting');
    const { context, follower, interaction } = made;
    context.interactionId = interaction;
    await drawn(context, follower);
    expect(follower.interaction).to.equal(interaction);
    context.interactionId = 'nobody-knows';
    await drawn(context, follower);
    expect(follower.interaction).to.equal(undefined);
    expect(made.closings).to.deep.equal([]);
  });

  it('takes a session of the host’s own, tells of it, and lets it go when it is over', async () => {
    const made = await scene('connected');
    const context = await fixture<InteractionContext>(
      html`<interaction-context .session=${made.contactSession}
        ><vsw-test-follower></vsw-test-follower
      ></interaction-context>`,
    );
    const follower = context.querySelector<TestFollower>('vsw-test-follower')!;
    const { changes, closings } = watch(context);
    expect(follower.interaction).to.equal(made.interaction);
    await made.session.request({ type: 'disconnect', data: {} });
    await drawn(follower);
    expect(changes).to.include('ended');
    expect(closings).to.deep.equal(['ended']);
    expect(follower.interaction).to.equal(undefined);
  });

  it('does not say that one is over when the host only puts another in its place', async () => {
    const one = await scene('connected');
    const other = await scene('connected');
    const context = await fixture<InteractionContext>(
      html`<interaction-context .session=${one.session}></interaction-context>`,
    );
    const { closings } = watch(context);
    context.session = other.session;
    await drawn(context);
    expect(context.session?.id).to.equal(other.interaction);
    context.session = undefined;
    await drawn(context);
    expect(closings).to.deep.equal([]);
  });

  it('serves elements elsewhere in the page that point to it, also those that were there before', async () => {
    const made = await scene('connected');
    const page = await fixture(html`<div><vsw-test-follower for="case"></vsw-test-follower></div>`);
    const follower = page.querySelector<TestFollower>('vsw-test-follower')!;
    await drawn(follower);
    expect(follower.interaction).to.equal(undefined);
    const context = document.createElement('interaction-context');
    context.id = 'case';
    context.session = made.session;
    page.append(context);
    await drawn(follower);
    expect(follower.interaction).to.equal(made.interaction);
    follower.for = 'elsewhere';
    await drawn(follower);
    expect(follower.interaction).to.equal(undefined);
  });

  it('points to an agent’s desk elsewhere in the page', async () => {
    const made = await scene('connected');
    const page = await fixture(
      html`<div>
        <interaction-context for="work"><vsw-test-follower></vsw-test-follower></interaction-context>
        <agent-desk id="work" .session=${made.agentSession}></agent-desk>
      </div>`,
    );
    const follower = page.querySelector<TestFollower>('vsw-test-follower')!;
    await drawn(page.querySelector('interaction-context')!, follower);
    expect(follower.interaction).to.equal(made.interaction);
  });

  it('keeps two contexts on one page apart', async () => {
    const one = await setup('connected');
    const other = await setup('connected');
    expect(one.follower.interaction).to.equal(one.interaction);
    expect(other.follower.interaction).to.equal(other.interaction);
    await other.session.request({ type: 'hold', data: {} });
    await drawn(other.follower);
    expect(one.changes).to.deep.equal([]);
    expect(other.changes).to.deep.equal(['held']);
  });

  it('follows again after it was moved or put back, and tells nothing twice', async () => {
    const made = await setup('connected');
    const { context, deskElement, follower, session, changes, closings, interaction } = made;
    const box = document.createElement('div');
    deskElement.append(box);
    box.append(context);
    await drawn(follower);
    expect(follower.interaction).to.equal(interaction);
    context.remove();
    await drawn(follower);
    expect(follower.interaction).to.equal(undefined);
    deskElement.append(context);
    await drawn(follower);
    await session.request({ type: 'hold', data: {} });
    await drawn(follower);
    expect(changes).to.deep.equal(['held']);
    expect(closings).to.deep.equal([]);
  });

  it('says once that an interaction is there, so that the page can open the record, also when it was there before', async () => {
    const made = await scene('connected', { call: { contact: { ref: 'crm-1', name: 'Kim' } } });
    const contacts: (string | undefined)[] = [];
    const desk = await underDesk(made, html`<p></p>`);
    desk.addEventListener('interaction-opened', ({ state }) => contacts.push(state.interaction?.contact));
    desk.append(document.createElement('interaction-context'));
    await drawn(desk);
    expect(contacts).to.deep.equal(['crm-1']);
  });

  it('leaves nobody listening after a hundred comings and goings', async () => {
    const made = await scene('connected');
    const listeners = countListeners(made.agentSession, made.session);
    const desk = await underDesk(made, html`<p></p>`);
    const before = listeners();
    for (let turn = 0; turn < 100; turn += 1) {
      const context = document.createElement('interaction-context');
      desk.append(context);
      await context.updateComplete;
      context.remove();
    }
    await drawn(desk);
    expect(listeners()).to.equal(before);
  });
});
