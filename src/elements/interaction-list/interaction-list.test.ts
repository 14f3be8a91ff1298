import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { Scene, ScenePhase, SceneOptions } from '../../testing/index.js';
import { scene } from '../../testing/index.js';
import {
  button,
  countListeners,
  drawn,
  focused,
  hasImage,
  inBothSchemes,
  keys,
  part,
  press,
  text,
  type,
  underDesk,
} from '../parts/page.test.support.js';
import './define.js';
import type { InteractionList } from './interaction-list.js';
import type { InteractionSelectEvent } from './select-event.js';

const people = [{ agent: 'ada', name: 'Ada', capacity: 3 }];

async function setup(phase: ScenePhase = 'connected', options: SceneOptions = {}) {
  const made = await scene(phase, { ...options, desk: { people, ...options.desk } });
  const deskElement = await underDesk(made, html`<interaction-list></interaction-list>`);
  const element = deskElement.querySelector('interaction-list')!;
  const chosen: string[] = [];
  deskElement.addEventListener('interaction-select', (event) => {
    chosen.push((event as InteractionSelectEvent).interaction);
  });
  return { ...made, deskElement, element, chosen };
}

/** A second call comes in; it rings. */
async function another({ desk }: Pick<Scene, 'desk'>, element: Element, name = 'Jonas Ek'): Promise<string> {
  const { interaction } = desk.calls.begin({ contact: { name }, subject: 'Invoice' });
  await drawn(element);
  return interaction;
}

async function accept({ agentSession }: Scene, interaction: string, element: Element): Promise<void> {
  const session = agentSession.session(interaction);
  const assignment = session.state.interaction!.assignments.at(-1)!.id;
  await session.request({ type: 'accept', data: { assignment } });
  await drawn(element);
}

const current = (element: InteractionList) =>
  [...(element.renderRoot as ShadowRoot).querySelectorAll<HTMLElement>('[aria-current=true]')].map(
    (row) => row.dataset['key'],
  );

describe('interaction-list', () => {
  it('says that nothing is open, and what will stand here', async () => {
    const { element } = await setup('queued');
    expect(text(element)).to.equal('No open interactions A call you accept appears here.');
    await inBothSchemes(() => expect(element).to.be.accessible());
  });

  const rows: Partial<Record<ScenePhase, string>> = {
    alerting: 'Ringing',
    connected: 'Connected',
    held: 'On hold',
    'contact-lost': 'Away',
    'wrap-up': 'After-call work',
  };
  for (const [phase, words] of Object.entries(rows)) {
    it(`says “${words}” of a call in the phase ${phase}, with who, a shape and how long, and is accessible`, async () => {
      const { element, clock, interaction } = await setup(phase as ScenePhase);
      await clock.advance(3000);
      element.requestUpdate();
      await drawn(element);
      expect(text(element)).to.equal(`Kim Sato Router ${words} 0:03`);
      expect(button(element, interaction).querySelectorAll('svg').length).to.be.above(0);
      await inBothSchemes(() => expect(element).to.be.accessible());
    });
  }

  it('marks the call the agent speaks in, and goes along when another is accepted', async () => {
    const made = await setup('connected');
    const { element, interaction, session } = made;
    expect(current(element)).to.deep.equal([interaction]);
    const second = await another(made, element);
    expect(current(element)).to.deep.equal([interaction]);
    await accept(made, second, element);
    expect(current(element)).to.deep.equal([second]);
    expect(button(element, interaction).innerText).to.contain('On hold');
    await made.agentSession.session(second).request({ type: 'hold', data: {} });
    await drawn(element);
    expect(current(element)).to.deep.equal([second]);
    await session.request({ type: 'unhold', data: {} });
    await drawn(element);
    expect(current(element)).to.deep.equal([interaction]);
  });

  it('chooses by a press, tells the page, and marks it', async () => {
    const made = await setup('connected');
    const { element, chosen } = made;
    const second = await another(made, element);
    await press(element, second);
    expect(chosen).to.deep.equal([second]);
    expect(current(element)).to.deep.equal([second]);
    expect(element.selected).to.equal(second);
  });

  it('keeps what was chosen when the page says no', async () => {
    const made = await setup('connected');
    const { element, deskElement, interaction } = made;
    deskElement.addEventListener('interaction-select', (event) => event.preventDefault());
    const second = await another(made, element);
    await press(element, second);
    expect(current(element)).to.deep.equal([interaction]);
  });

  it('forgets a chosen one that is over', async () => {
    const made = await setup('connected');
    const { element, desk, interaction } = made;
    const second = await another(made, element);
    await press(element, second);
    desk.tick(60_000);
    await drawn(element);
    expect(keys(element)).to.deep.equal([interaction]);
    expect(element.selected).to.equal('');
    expect(current(element)).to.deep.equal([interaction]);
  });

  it('is one tab stop, with arrows, letters, Home and End within', async () => {
    const made = await setup('connected');
    const { element, interaction, chosen } = made;
    const second = await another(made, element);
    button(element, interaction).focus();
    await type(element, 'ArrowDown');
    expect(focused(element)).to.equal(second);
    await type(element, 'k');
    expect(focused(element)).to.equal(interaction);
    await type(element, 'End', 'Enter');
    expect(chosen).to.deep.equal([second]);
    expect(keys(element).filter((key) => button(element, key).tabIndex === 0)).to.deep.equal([second]);
  });

  it('keeps two agents on one page apart', async () => {
    const one = await setup('connected');
    const other = await setup('queued');
    await another(one, one.element);
    expect(keys(one.element)).to.have.length(2);
    expect(keys(other.element)).to.have.length(0);
  });

  it('follows again after it was taken out and put back', async () => {
    const made = await setup('connected');
    const { element, deskElement, interaction } = made;
    element.remove();
    await drawn(element);
    expect(keys(element)).to.deep.equal([]);
    deskElement.append(element);
    await drawn(element);
    const second = await another(made, element);
    expect(keys(element)).to.deep.equal([interaction, second]);
  });

  it('shows names as they were typed, whatever they hold', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const { element } = await setup('connected', { call: { contact: { name: hostile }, subject: hostile } });
    expect(part(element, 'name')!.innerText).to.equal(hostile);
    expect(hasImage(element)).to.equal(false);
  });

  it('reads from the right in a page that does, and fits a narrow column', async () => {
    const { element, deskElement, interaction } = await setup('connected');
    deskElement.dir = 'rtl';
    deskElement.style.setProperty('inline-size', '180px');
    deskElement.style.setProperty('display', 'block');
    await drawn(element);
    const shape = button(element, interaction).querySelector('.shape')!.getBoundingClientRect();
    expect(shape.left).to.be.above(part(element, 'name')!.getBoundingClientRect().left);
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
  });

  it('leaves nobody listening after a hundred comings and goings', async () => {
    const made = await scene('connected');
    const listeners = countListeners(made.agentSession, made.session);
    const desk = await underDesk(made, html`<p></p>`);
    const before = listeners();
    for (let turn = 0; turn < 100; turn += 1) {
      const element = document.createElement('interaction-list');
      desk.append(element);
      await element.updateComplete;
      element.remove();
    }
    expect(listeners()).to.equal(before);
  });
});
