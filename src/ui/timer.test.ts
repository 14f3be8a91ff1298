import { aTimeout, expect, fixture } from '@open-wc/testing';
import { html } from 'lit';
import { VswElement } from './base-element.js';
import { SecondTimer } from './timer.js';
import { duration } from './words/format.js';

class TestTimer extends VswElement {
  began: number | undefined;
  shown: string[] = [];
  skew = 1_000_000;
  readonly timer = new SecondTimer(this, {
    now: () => performance.now() + this.skew,
    since: () => this.began,
  });
  protected override render() {
    this.shown.push(duration(this.timer.elapsed()));
    return html`${this.shown.at(-1)}`;
  }
}
customElements.define('vsw-test-timer', TestTimer);

async function setup(ago: number | undefined) {
  const element = document.createElement('vsw-test-timer') as TestTimer;
  element.began = ago === undefined ? undefined : performance.now() + element.skew - ago;
  const box = await fixture<HTMLElement>(html`<div></div>`);
  box.append(element);
  await element.updateComplete;
  return element;
}

describe('a running time', () => {
  it('shows every second once, when it begins', async () => {
    const element = await setup(600);
    await aTimeout(430);
    expect(element.shown).to.deep.equal(['0:00', '0:01']);
    await aTimeout(1000);
    expect(element.shown).to.deep.equal(['0:00', '0:01', '0:02']);
  });

  it('does nothing while there is nothing to time', async () => {
    const element = await setup(undefined);
    await aTimeout(1100);
    expect(element.shown).to.deep.equal(['0:00']);
  });

  it('stops when it is taken out of the page', async () => {
    const element = await setup(900);
    element.remove();
    await aTimeout(300);
    expect(element.shown).to.deep.equal(['0:00']);
  });

  it('rests in a hidden window and is right at once when it is seen again', async () => {
    const element = await setup(900);
    let hidden = true;
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange'));
    await aTimeout(300);
    expect(element.shown).to.deep.equal(['0:00']);
    element.began = performance.now() + element.skew - 900;
    element.requestUpdate();
    await aTimeout(300);
    expect(element.shown).to.deep.equal(['0:00', '0:00']);
    hidden = false;
    document.dispatchEvent(new Event('visibilitychange'));
    await element.updateComplete;
    expect(element.shown).to.deep.equal(['0:00', '0:00', '0:01']);
    delete (document as { hidden?: boolean }).hidden;
  });
});
