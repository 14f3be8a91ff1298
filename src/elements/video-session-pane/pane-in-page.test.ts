import { expect, fixture } from '@open-wc/testing';
import { html } from 'lit';
import { scene } from '../../testing/index.js';
import {
  button,
  countAttachments,
  countListeners,
  drawn,
  focused,
  hasImage,
  hearing,
  part,
  press,
  text,
  type,
  vetoing,
} from '../parts/page.test.support.js';
import { inContext, setup, stateText } from './pane.test.support.js';

describe('video-session-pane in its page', () => {
  it('lets the page veto every action, and replace it', async () => {
    const { element, context, session, desk } = await setup('connected');
    context.addEventListener(
      'interaction-request',
      (event) => {
        event.command = { type: 'hold', data: {} };
      },
      { once: true },
    );
    await press(element, 'enable-video');
    expect(stateText(element)).to.equal('On hold');
    const asked = vetoing(context);
    const before = desk.facts().length;
    await press(element, 'unhold');
    await press(element, 'disconnect');
    expect(asked).to.deep.equal(['unhold', 'disconnect']);
    expect(session.state.pending).to.deep.equal([]);
    expect(desk.facts()).to.have.length(before);
  });

  it('is one toolbar to the keyboard: Tab enters it, arrows walk, Enter presses', async () => {
    const { element } = await setup('connected');
    element.style.setProperty('inline-size', '900px');
    button(element, 'mute').focus();
    await type(element, 'ArrowRight', 'ArrowRight');
    expect(focused(element)).to.equal('hold');
    await type(element, 'Enter');
    expect(stateText(element)).to.equal('On hold');
    expect(focused(element)).to.equal('unhold');
    await type(element, 'Enter', 'End');
    expect(stateText(element)).to.equal('Connected');
    expect(focused(element)).to.equal('mark-done');
  });

  it('tells a screen reader each change once', async () => {
    const { element, session } = await setup('connected');
    const { said, alerts } = hearing(element);
    await session.request({ type: 'hold', data: {} });
    await drawn(element);
    element.requestUpdate();
    await drawn(element);
    expect(said).to.deep.equal(['On hold']);
    expect(alerts).to.deep.equal([]);
  });

  it('alerts once when the contact is lost', async () => {
    const { element, desk } = await setup('connected');
    const { alerts } = hearing(element);
    desk.loseContact();
    await drawn(element);
    expect(alerts).to.deep.equal(['Kim Sato is away']);
  });

  it('does not announce again after it was moved', async () => {
    const { element, context } = await setup('held');
    const { said } = hearing(element);
    const box = document.createElement('div');
    context.append(box);
    box.append(element);
    await drawn(element);
    expect(said).to.deep.equal([]);
    expect(stateText(element)).to.equal('On hold');
  });

  it('works with a context that comes late, and with one elsewhere in the page', async () => {
    const made = await scene('connected');
    const page = await fixture(html`<div><video-session-pane for="case"></video-session-pane></div>`);
    const element = page.querySelector('video-session-pane')!;
    await drawn(element);
    expect(stateText(element)).to.equal('No call');
    await expect(element).to.be.accessible();
    const context = document.createElement('interaction-context');
    context.id = 'case';
    context.session = made.session;
    page.append(context);
    await drawn(element);
    expect(stateText(element)).to.equal('Connected');
  });

  it('keeps two calls on one page apart', async () => {
    const one = await setup('connected');
    const other = await setup('connected');
    await press(one.element, 'hold');
    await press(one.element, 'mute');
    expect(stateText(one.element)).to.equal('On hold');
    expect(stateText(other.element)).to.equal('Connected');
    expect(other.session.state.intent.microphone).to.equal(true);
  });

  it('shows names as they were typed, whatever they hold', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    for (const phase of ['asked-by-contact', 'contact-lost', 'wrap-up'] as const) {
      const { element } = await setup(phase, { call: { contact: { name: hostile }, subject: hostile } });
      expect(text(element)).to.contain(hostile);
      expect(hasImage(element)).to.equal(false);
    }
  });

  it('reads from the right in a page that does, and fits 320 pixels', async () => {
    const { element, context } = await setup('video');
    context.dir = 'rtl';
    element.style.setProperty('inline-size', '320px');
    await drawn(element);
    const left = (name: string) => part(element, name)!.getBoundingClientRect().left;
    expect(left('state')).to.be.above(left('quality'));
    expect(left('preview')).to.be.below(element.getBoundingClientRect().left + 100);
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
    expect(button(element, 'disconnect').checkVisibility()).to.equal(true);
  });

  it('leaves nobody listening and nothing attached after a hundred comings and goings', async () => {
    const made = await scene('video');
    const listeners = countListeners(made.session, made.agentSession);
    const attached = countAttachments(made.media.agent.rooms.at(-1)!);
    const { context, element } = await inContext(made);
    expect(attached()).to.be.above(0);
    element.remove();
    const before = listeners();
    expect(attached()).to.equal(0);
    for (let turn = 0; turn < 100; turn += 1) {
      const pane = document.createElement('video-session-pane');
      context.append(pane);
      await pane.updateComplete;
      pane.remove();
    }
    expect(listeners()).to.equal(before);
    expect(attached()).to.equal(0);
  });
});
