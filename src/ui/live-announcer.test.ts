import { aTimeout, expect, fixture } from '@open-wc/testing';
import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { VswElement } from './base-element.js';
import { LiveAnnouncer } from './live-announcer.js';

class TestSpeaker extends VswElement {
  @property({ type: Boolean }) empty = false;
  readonly announcer = new LiveAnnouncer(this);
  protected override render() {
    return this.empty ? nothing : html`<p>Anything</p>`;
  }
  said(role: string) {
    return this.renderRoot.querySelector(`[role=${role}]`)?.textContent;
  }
}
customElements.define('vsw-test-speaker', TestSpeaker);

const setup = () => fixture<TestSpeaker>(html`<vsw-test-speaker></vsw-test-speaker>`);

describe('announcements', () => {
  it('of many changes in one second, the first and the last are said', async () => {
    const element = await setup();
    element.announcer.announce('Held');
    element.announcer.announce('Connected');
    element.announcer.announce('Held again');
    expect(element.said('status')).to.equal('Held');
    await aTimeout(700);
    expect(element.said('status')).to.equal('Held');
    await aTimeout(400);
    expect(element.said('status')).to.equal('Held again');
  });

  it('an alert is said at once and does not delay the rest', async () => {
    const element = await setup();
    element.announcer.announce('Held');
    element.announcer.announce('The call was lost', { alert: true });
    expect(element.said('alert')).to.equal('The call was lost');
    expect(element.said('status')).to.equal('Held');
  });

  it('an alert that is over is not found by whoever reads through the page later', async () => {
    const element = await setup();
    const real = globalThis.setTimeout;
    const later: (() => void)[] = [];
    globalThis.setTimeout = ((run: () => void) => later.push(run)) as unknown as typeof setTimeout;
    element.announcer.announce('The call was lost', { alert: true });
    globalThis.setTimeout = real;
    for (const run of later) run();
    expect(element.said('alert')).to.equal('');
  });

  it('are heard twice when they are made twice', async () => {
    const element = await setup();
    element.announcer.announce('Muted', { alert: true });
    const first = element.renderRoot.querySelector('[role=alert]')!.firstChild;
    element.announcer.announce('Muted', { alert: true });
    expect(element.renderRoot.querySelector('[role=alert]')!.firstChild === first).to.equal(false);
  });

  it('survive whatever the element renders, from one and the same region', async () => {
    const element = await setup();
    const region = element.renderRoot.querySelector('[role=status]')!;
    const late = document.createElement('div');
    element.renderRoot.append(late);
    element.empty = true;
    await element.updateComplete;
    element.announcer.announce('Held');
    expect([region.isConnected, late.isConnected]).to.deep.equal([true, true]);
    expect(region.textContent).to.equal('Held');
    expect(element.renderRoot.querySelectorAll('[role=status]').length).to.equal(1);
  });

  it('that wait are said in the window the element moved to', async () => {
    const element = await setup();
    const frame = document.createElement('iframe');
    document.body.append(frame);
    element.announcer.announce('Held');
    element.announcer.announce('Connected');
    frame.contentDocument!.body.append(element);
    await aTimeout(1100);
    expect(element.said('status')).to.equal('Connected');
    frame.remove();
  });
});
