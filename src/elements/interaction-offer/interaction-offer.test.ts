import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { InteractionRequestEvent } from '../../context/index.js';
import { AgentSession, makeSession } from '../../interaction/index.js';
import { FakeClock, FakeMedia, FakeStorage, scene } from '../../testing/index.js';
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
  VETO_LIMIT_MS,
  vetoing,
} from '../parts/page.test.support.js';
import { call, listenIn, setup } from './offer.test.support.js';

describe('interaction-offer', () => {
  it('takes no room while nothing is offered', async () => {
    for (const phase of ['queued', 'connected', 'wrap-up'] as const) {
      const { element } = await setup(phase);
      expect(text(element)).to.equal('');
      expect(element.offsetHeight).to.equal(0);
      await expect(element).to.be.accessible();
    }
  });

  it('says who calls, why, for which queue, how long they waited, and the first of what is known', async () => {
    const { element, clock } = await setup();
    await clock.advance(5000);
    element.requestUpdate();
    await drawn(element);
    const words = text(element);
    for (const known of [
      'María López',
      'Claim 4711',
      'Support',
      '0:05',
      'Policy H-2209',
      'city Málaga',
      '2014',
    ]) {
      expect(words).to.contain(known);
    }
    expect(words).to.contain('2 more fields');
    expect(words).to.not.contain('Gold');
    await inBothSchemes(() => expect(element).to.be.accessible());
  });

  it('counts down how long it still rings', async () => {
    const { element, clock } = await setup('alerting', { desk: { policy: { ringMs: 20_000 } } });
    await clock.advance(7000);
    element.requestUpdate();
    await drawn(element);
    expect(part(element, 'countdown')!.innerText).to.contain('13');
    expect(part(element, 'countdown')!.querySelector('.left')!.getAttribute('stroke-dashoffset')).to.equal(
      '35',
    );
  });

  it('accepts at the press, in the same turn', async () => {
    const { element, session, status } = await setup();
    button(element, 'accept-0').click();
    expect(session.state.pending.map(({ command }) => command.type)).to.deep.equal(['accept']);
    await drawn(element);
    expect(status()).to.equal('active');
    expect(text(element)).to.equal('');
  });

  it('declines with a configured reason from its menu', async () => {
    const { element, status, desk } = await setup();
    await press(element, 'decline-0');
    await press(element, 'reason-0-technical');
    expect(status()).to.equal('declined');
    const fact = desk.facts().findLast((one) => one.type === 'offer-ended');
    expect(fact?.data).to.include({ why: 'declined', reason: 'technical' });
    expect(text(element)).to.equal('');
  });

  it('declines by one press where no reasons are configured', async () => {
    const { element, status } = await setup('alerting', { desk: { declineReasons: [] } });
    await press(element, 'decline-0');
    expect(status()).to.equal('declined');
  });

  it('is answered with the keyboard alone', async () => {
    const { element, status } = await setup();
    button(element, 'decline-0').focus();
    await type(element, 'Enter', 'ArrowDown');
    expect(focused(element)).to.equal('reason-0-technical');
    await type(element, 'Escape', 'Shift+Tab');
    expect(focused(element)).to.equal('accept-0');
    await type(element, 'Enter');
    expect(status()).to.equal('active');
  });

  it('has a ring on the pressed button alone, a reason on the other, and takes no second press', async () => {
    const { element, desk, session } = await setup();
    const release = desk.holdAnswers();
    button(element, 'accept-0').click();
    button(element, 'accept-0').click();
    await drawn(element);
    await press(element, 'accept-0');
    await press(element, 'decline-0');
    expect(session.state.pending).to.have.length(1);
    expect(session.state.failures).to.deep.equal([]);
    expect(button(element, 'accept-0').getAttribute('aria-busy')).to.equal('true');
    expect(button(element, 'decline-0').getAttribute('aria-busy')).to.equal(null);
    expect(button(element, 'decline-0').getAttribute('aria-disabled')).to.equal('true');
    await inBothSchemes(() => expect(element).to.be.accessible());
    release();
    await drawn(element);
    expect(session.state.failures).to.deep.equal([]);
  });

  it('stays, and says what is wrong, when the answer came to nothing', async () => {
    const { element, desk } = await setup();
    desk.refuseNext('agent-busy');
    await press(element, 'accept-0');
    expect(part(element, 'trouble')!.innerText).to.contain('You have as many calls as you can take.');
    await inBothSchemes(() => expect(element).to.be.accessible());
    await press(element, 'dismiss-0');
    expect(hasPart(element, 'trouble')).to.equal(false);
    desk.goOffline(true);
    await drawn(element);
    expect(text(element)).to.contain('The desk cannot be reached. Trying again.');
    await press(element, 'accept-0');
    expect(text(element)).to.contain('Nothing changed. Press again.');
  });

  const ends: Readonly<
    Record<string, readonly [(made: Awaited<ReturnType<typeof setup>>) => unknown, string]>
  > = {
    'it rang out': [({ desk }) => desk.tick(60_000), 'You did not answer María López in time'],
    'the contact hung up': [
      ({ contactSession }) => contactSession.request({ type: 'disconnect', data: {} }),
      'María López hung up before you answered.',
    ],
    'it was taken back': [
      ({ desk }) =>
        desk.system({ type: 'withdraw', data: { assignment: desk.state().assignments.at(-1)!.id } }),
      'The call from María López is no longer offered to you.',
    ],
  };
  for (const [name, [end, words]] of Object.entries(ends)) {
    it(`says it when the offer is gone because ${name}, for a while`, async () => {
      const made = await setup();
      const { element, clock } = made;
      const { said } = hearing(element);
      // Whoever took it back does not offer it to the same agent at once.
      await made.agentSession.request({ type: 'set-not-ready' });
      await end(made);
      await drawn(element);
      expect(hasButton(element, 'accept-0')).to.equal(false);
      expect(part(element, 'gone')!.innerText).to.contain(words);
      expect(said.join(' ')).to.contain(words);
      await inBothSchemes(() => expect(element).to.be.accessible());
      await clock.advance(10_000);
      await drawn(element);
      expect(text(element)).to.equal('');
    });
  }

  it('puts away why an offer is gone when that was read', async () => {
    const { element, desk } = await setup();
    desk.tick(60_000);
    await drawn(element);
    await press(element, 'gone-0');
    expect(text(element)).to.equal('');
  });

  it('announces an offer once, as an alert', async () => {
    const made = await scene('queued', { call });
    const desk = await underDesk(made, html`<interaction-offer></interaction-offer>`);
    const element = desk.querySelector('interaction-offer')!;
    const { alerts } = hearing(element);
    await made.agentSession.request({ type: 'set-ready' });
    await drawn(element);
    await made.clock.advance(3000);
    element.requestUpdate();
    element.remove();
    desk.append(element);
    await drawn(element);
    expect(alerts).to.deep.equal(['Incoming call: María López. Claim 4711. Support.']);
  });

  it('lets the page veto an answer, at once or later, and replace it', async () => {
    const { element, deskElement, session, status, clock } = await setup();
    const stop = new AbortController();
    const once = (decide: (event: InteractionRequestEvent) => void) =>
      deskElement.addEventListener('interaction-request', decide, { once: true, signal: stop.signal });
    once((event) => event.preventDefault());
    await press(element, 'accept-0');
    expect(status()).to.equal('offered');
    expect(session.state.pending).to.deep.equal([]);
    once((event) => event.waitUntil(new Promise(() => {})));
    await press(element, 'accept-0');
    expect(button(element, 'accept-0').getAttribute('aria-busy')).to.equal('true');
    await press(element, 'accept-0');
    await clock.advance(VETO_LIMIT_MS);
    await drawn(element);
    expect(button(element, 'accept-0').getAttribute('aria-busy')).to.equal(null);
    expect(status()).to.equal('offered');
    once((event) => event.waitUntil(Promise.resolve(true)));
    await press(element, 'accept-0');
    expect(status()).to.equal('active');
  });

  it('shows names as they were typed, whatever they hold', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const { element } = await setup('alerting', {
      call: {
        contact: { name: hostile },
        subject: hostile,
        attachedData: [{ key: 'a', label: hostile, value: hostile }],
      },
    });
    expect(part(element, 'name')!.innerText).to.equal(hostile);
    expect(part(element, 'subject')!.innerText).to.equal(hostile);
    expect(hasImage(element)).to.equal(false);
  });

  it('has words for somebody nobody knows', async () => {
    const { element } = await setup('alerting', { call: { contact: {}, subject: undefined as never } });
    expect(part(element, 'name')!.innerText).to.equal('Unknown contact');
    await expect(element).to.be.accessible();
  });

  it('marks a contact who waits again after a call that was cut off', async () => {
    const clock = new FakeClock();
    const made = await scene('connected', { call, clock });
    const ports = { media: new FakeMedia({ clock }), storage: new FakeStorage(), clock };
    const ben = new AgentSession({ ...ports, desk: made.desk.agent('ben') }, makeSession);
    await ben.request({ type: 'set-ready' });
    made.desk.loseAgent();
    made.desk.tick(made.desk.state().policy.agentLostMs);
    const desk = await underDesk(
      { ...made, agentSession: ben },
      html`<interaction-offer></interaction-offer>`,
    );
    const element = desk.querySelector('interaction-offer')!;
    await drawn(element);
    expect(text(element)).to.contain('Waits again');
    await inBothSchemes(() => expect(element).to.be.accessible());
  });

  it('keeps two agents on one page apart', async () => {
    const first = await setup();
    const second = await setup();
    await press(first.element, 'accept-0');
    expect(first.status()).to.equal('active');
    expect(second.status()).to.equal('offered');
    expect(keys(second.element)).to.include('accept-0');
  });

  it('follows again after it was taken out and put back', async () => {
    const { element, deskElement, status } = await setup();
    element.remove();
    await drawn(element);
    expect(text(element)).to.equal('');
    deskElement.append(element);
    await drawn(element);
    await press(element, 'accept-0');
    expect(status()).to.equal('active');
  });

  it('reads from the right in a page that does, and fits a narrow column', async () => {
    const { element, deskElement } = await setup();
    deskElement.dir = 'rtl';
    deskElement.style.setProperty('inline-size', '240px');
    deskElement.style.setProperty('display', 'block');
    await drawn(element);
    const name = part(element, 'name')!.getBoundingClientRect();
    expect(part(element, 'countdown')!.getBoundingClientRect().left).to.be.above(name.left);
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
  });

  it('does nothing of itself when the page vetoes everything', async () => {
    const { element, deskElement, status } = await setup();
    const asked = vetoing(deskElement);
    await press(element, 'accept-0');
    await press(element, 'decline-0');
    await press(element, 'reason-0-technical');
    expect(asked).to.deep.equal(['accept', 'decline']);
    expect(status()).to.equal('offered');
  });

  it('leaves nobody listening after a hundred comings and goings', async () => {
    const { end } = listenIn();
    const made = await scene('alerting', { call });
    const listeners = countListeners(made.agentSession, made.session);
    const desk = await underDesk(made, html`<p></p>`);
    const before = listeners();
    for (let turn = 0; turn < 100; turn += 1) {
      const element = document.createElement('interaction-offer');
      desk.append(element);
      await element.updateComplete;
      element.remove();
    }
    expect(listeners()).to.equal(before);
    end();
  });
});
