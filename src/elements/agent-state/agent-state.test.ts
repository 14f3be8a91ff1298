import { expect, fixture } from '@open-wc/testing';
import { html } from 'lit';
import type { ScenePhase, SceneOptions } from '../../testing/index.js';
import { scene } from '../../testing/index.js';
import {
  button,
  countListeners,
  drawn,
  focused,
  hasButton,
  hasImage,
  hasPart,
  hearing,
  inBothSchemes,
  keys,
  part,
  press,
  text,
  type,
  underDesk,
} from '../parts/page.test.support.js';
import './define.js';
import type { AgentState } from './agent-state.js';

async function setup(phase: ScenePhase = 'queued', options: SceneOptions = {}) {
  const made = await scene(phase, options);
  const desk = await underDesk(made, html`<agent-state></agent-state>`);
  const element = desk.querySelector('agent-state')!;
  const choose = async (key: string) => {
    await press(element, 'change');
    await press(element, key);
  };
  return { ...made, deskElement: desk, element, choose };
}

const stateText = (element: AgentState) => part(element, 'state')!.innerText.trim();

describe('agent-state', () => {
  const shown: Partial<Record<ScenePhase, string>> = {
    queued: 'Not ready',
    alerting: 'Ringing',
    connected: 'On a call',
    'wrap-up': 'After-call work',
    done: 'Ready',
    missed: 'Not ready: missed a call',
  };
  for (const [phase, words] of Object.entries(shown)) {
    it(`says “${words}” in the phase ${phase}, with a shape, and is accessible`, async () => {
      const { element } = await setup(phase as ScenePhase);
      expect(stateText(element)).to.equal(words);
      expect(part(element, 'state')!.querySelectorAll('svg').length).to.be.above(0);
      await inBothSchemes(() => expect(element).to.be.accessible());
    });
  }

  it('counts since when by the desk’s clock', async () => {
    const { element, clock } = await setup('connected');
    await clock.advance(192_000);
    element.requestUpdate();
    await drawn(element);
    expect(part(element, 'timer')!.textContent).to.equal('3:12');
  });

  it('makes the agent ready, and not ready with one of the configured reasons', async () => {
    const { element, choose, desk } = await setup('queued');
    await choose('choice-ready');
    expect(stateText(element)).to.equal('Ringing');
    desk.tick(60_000);
    await drawn(element);
    await choose('choice-training');
    expect(stateText(element)).to.equal('Not ready: Training');
    await press(element, 'change');
    expect(button(element, 'choice-training').getAttribute('aria-checked')).to.equal('true');
    expect(button(element, 'choice-ready').getAttribute('aria-checked')).to.equal('false');
  });

  it('offers plain “Not ready” where no reasons are configured', async () => {
    const { element, choose } = await setup('queued', { desk: { notReadyReasons: [] } });
    await choose('choice-not-ready');
    expect(stateText(element)).to.equal('Not ready');
  });

  it('chooses during a call what to be after it, and becomes that', async () => {
    const { element, choose, session } = await setup('connected');
    expect(button(element, 'change').innerText).to.contain('After this call: Ready');
    await choose('choice-break');
    expect(stateText(element)).to.equal('On a call');
    expect(button(element, 'change').innerText).to.contain('After this call: Not ready: Break');
    await session.request({ type: 'disconnect', data: {} });
    const assignment = session.state.interaction!.assignments.at(-1)!.id;
    await session.request({ type: 'mark-done', data: { assignment } });
    await drawn(element);
    expect(stateText(element)).to.equal('Not ready: Break');
  });

  it('keeps further calls away at once where the agent has room for more than one', async () => {
    const people = [{ agent: 'ada', name: 'Ada', capacity: 2 }];
    const { element, choose, desk, agentSession } = await setup('connected', { desk: { people } });
    await choose('choice-break');
    desk.calls.begin({ contact: { name: 'Second' } });
    await drawn(element);
    expect(agentSession.state.view?.agent.open).to.have.length(1);
    expect(button(element, 'change').innerText).to.contain('After this call: Not ready: Break');
  });

  it('does not log out during a call, and says why', async () => {
    const { element, agentSession } = await setup('connected');
    await press(element, 'change');
    const item = button(element, 'log-out');
    expect(item.getAttribute('aria-disabled')).to.equal('true');
    expect(item.innerText).to.contain('You have an open interaction.');
    item.click();
    await drawn(element);
    expect(agentSession.state.view?.state).to.equal('on-a-call');
  });

  it('logs out, and comes back from there', async () => {
    const { element, choose } = await setup('missed');
    await choose('log-out');
    expect(stateText(element)).to.equal('Logged out');
    await inBothSchemes(() => expect(element).to.be.accessible());
    await press(element, 'change');
    expect(keys(element).filter((key) => key !== 'change')).to.deep.equal(['choice-ready']);
    await press(element, 'choice-ready');
    expect(stateText(element)).to.not.equal('Logged out');
  });

  it('can be used with the keyboard alone', async () => {
    const { element } = await setup('queued');
    button(element, 'change').focus();
    await type(element, 'Enter');
    expect(focused(element)).to.equal('choice-ready');
    await type(element, 'ArrowDown', 'ArrowDown', 'Enter');
    expect(stateText(element)).to.equal('Not ready: Training');
    expect(focused(element)).to.equal('change');
    await type(element, 'Enter', 'Escape');
    expect(hasButton(element, 'choice-ready')).to.equal(false);
    expect(focused(element)).to.equal('change');
  });

  it('has a ring on the button while the desk has not answered, and takes no second press', async () => {
    const { element, desk, choose } = await setup('queued');
    const release = desk.holdAnswers();
    await choose('choice-break');
    expect(button(element, 'change').getAttribute('aria-busy')).to.equal('true');
    await press(element, 'change');
    expect(hasButton(element, 'choice-ready')).to.equal(false);
    release();
    await drawn(element);
    expect(button(element, 'change').getAttribute('aria-busy')).to.equal(null);
    expect(stateText(element)).to.equal('Not ready: Break');
  });

  it('says what is wrong when the desk refuses, as an alert too, until that was read or something else was chosen', async () => {
    const { element, desk, choose } = await setup('queued');
    const { alerts } = hearing(element);
    desk.refuseNext('forbidden');
    await choose('choice-ready');
    expect(part(element, 'trouble')!.innerText).to.contain('You may not do this. Ask your administrator.');
    expect(alerts).to.deep.equal(['You may not do this. Ask your administrator.']);
    await inBothSchemes(() => expect(element).to.be.accessible());
    await press(element, 'dismiss');
    expect(hasPart(element, 'trouble')).to.equal(false);
    desk.refuseNext('forbidden');
    await choose('choice-ready');
    await choose('choice-break');
    expect(hasPart(element, 'trouble')).to.equal(false);
  });

  it('says that the desk cannot be reached and offers no choice that would come to nothing', async () => {
    const { element, desk } = await setup('queued');
    desk.goOffline(true);
    await drawn(element);
    expect(part(element, 'trouble')!.innerText).to.contain('The desk cannot be reached. Trying again.');
    expect(button(element, 'change').getAttribute('aria-disabled')).to.equal('true');
    await inBothSchemes(() => expect(element).to.be.accessible());
    desk.goOffline(false);
    await drawn(element);
    expect(hasPart(element, 'trouble')).to.equal(false);
    expect(button(element, 'change').getAttribute('aria-disabled')).to.equal(null);
  });

  it('says what to do when the sign-in has expired', async () => {
    const { element, desk } = await setup('connected');
    const { alerts } = hearing(element);
    desk.signOut(true);
    await drawn(element);
    expect(text(element)).to.contain('The sign-in has expired. Sign in again. Your call goes on.');
    expect(alerts).to.deep.equal(['The sign-in has expired. Sign in again. Your call goes on.']);
  });

  it('tells a change of state once, and leaves ringing and calls to those who show them', async () => {
    const { element, desk, choose } = await setup('queued');
    const { said, alerts } = hearing(element);
    await choose('choice-break');
    expect(said).to.deep.equal(['You are now: Not ready: Break']);
    element.requestUpdate();
    desk.calls.begin({});
    await drawn(element);
    expect(said).to.have.length(1);
    expect(alerts).to.deep.equal([]);
  });

  it('does not announce what was so before it came', async () => {
    const made = await scene('missed');
    const desk = await underDesk(made, html`<p></p>`);
    const element = document.createElement('agent-state');
    desk.append(element);
    const { said } = hearing(element);
    await drawn(element);
    expect(said).to.deep.equal([]);
  });

  it('follows again after it was taken out and put back, also under another desk', async () => {
    const { element, deskElement } = await setup('queued');
    const other = await setup('connected', {
      agent: 'ben',
      desk: { people: [{ agent: 'ben', name: 'Ben' }] },
    });
    element.remove();
    await drawn(element);
    expect(stateText(element)).to.equal('Connecting');
    deskElement.append(element);
    await drawn(element);
    expect(stateText(element)).to.equal('Not ready');
    other.deskElement.append(element);
    await drawn(element);
    expect(stateText(element)).to.equal('On a call');
  });

  it('works with a desk that comes late, and with one elsewhere in the page', async () => {
    const made = await scene('queued');
    const page = await fixture(html`<div><agent-state for="desk"></agent-state></div>`);
    const element = page.querySelector('agent-state')!;
    await drawn(element);
    expect(stateText(element)).to.equal('Connecting');
    const desk = document.createElement('agent-desk');
    desk.id = 'desk';
    desk.session = made.agentSession;
    page.append(desk);
    await drawn(element);
    expect(stateText(element)).to.equal('Not ready');
  });

  it('shows a reason as it was typed, whatever it holds', async () => {
    const notReadyReasons = [{ id: 'break', label: '<img src=x onerror=alert(1)>' }];
    const { element, choose } = await setup('queued', { desk: { notReadyReasons } });
    await choose('choice-break');
    expect(stateText(element)).to.equal('Not ready: <img src=x onerror=alert(1)>');
    expect(hasImage(element)).to.equal(false);
  });

  it('reads from the right in a page that does', async () => {
    const { element, deskElement } = await setup('connected');
    deskElement.dir = 'rtl';
    await drawn(element);
    const box = (name: string) => part(element, name)!.getBoundingClientRect();
    expect(box('state').left).to.be.above(box('timer').left);
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
  });

  it('leaves nobody listening after a hundred comings and goings', async () => {
    const made = await scene('connected');
    const listeners = countListeners(made.agentSession);
    const desk = await underDesk(made, html`<p></p>`);
    const before = listeners();
    for (let turn = 0; turn < 100; turn += 1) {
      const element = document.createElement('agent-state');
      desk.append(element);
      await element.updateComplete;
      element.remove();
    }
    expect(listeners()).to.equal(before);
  });
});
