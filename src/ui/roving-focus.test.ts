import { expect, fixture } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { VswElement } from './base-element.js';
import { RovingFocus } from './roving-focus.js';

class TestRow extends VswElement {
  @property({ attribute: false }) names = ['Hold', 'Mute', 'Transfer', 'Mark It', 'Mark Done'];
  readonly roving = new RovingFocus(this, {
    items: () => this.renderRoot.querySelectorAll('button'),
    orientation: 'both',
    typeahead: true,
  });
  protected override render() {
    return html`<input />${repeat(
      this.names,
      (name) => name,
      (name) =>
        html`<button ?hidden=${name === 'Mute'} aria-disabled=${name === 'Transfer'}>${name}</button>`,
    )}<a href="#end">after</a>`;
  }
}
customElements.define('vsw-test-row', TestRow);

async function setup(dir = 'ltr') {
  const box = await fixture<HTMLElement>(html`<div dir=${dir}><vsw-test-row></vsw-test-row></div>`);
  const element = box.querySelector<TestRow>('vsw-test-row')!;
  await element.updateComplete;
  element.renderRoot.querySelector('input')!.focus();
  await sendKeys({ press: 'Tab' });
  const focused = () => (element.renderRoot as ShadowRoot).activeElement?.textContent;
  const press = async (...keys: string[]) => {
    for (const key of keys) await sendKeys({ press: key });
    return focused();
  };
  return { element, focused, press };
}

describe('a row of buttons', () => {
  it('is one stop for Tab, and remembers where one was', async () => {
    const { focused, press } = await setup();
    expect(focused()).to.equal('Hold');
    expect(await press('ArrowRight')).to.equal('Transfer');
    expect(await press('Tab')).to.equal('after');
    expect(await press('Shift+Tab')).to.equal('Transfer');
  });

  it('is walked with arrows, Home and End, round its ends, skipping only what is not shown', async () => {
    const { press } = await setup();
    expect(await press('ArrowRight')).to.equal('Transfer');
    expect(await press('ArrowDown')).to.equal('Mark It');
    expect(await press('ArrowDown')).to.equal('Mark Done');
    expect(await press('ArrowRight')).to.equal('Hold');
    expect(await press('ArrowLeft')).to.equal('Mark Done');
    expect(await press('Home')).to.equal('Hold');
    expect(await press('End')).to.equal('Mark Done');
  });

  it('is walked the other way where writing runs from right to left', async () => {
    const { press } = await setup('rtl');
    expect(await press('ArrowLeft')).to.equal('Transfer');
    expect(await press('ArrowRight')).to.equal('Hold');
  });

  it('is searched by typing, spaces included', async () => {
    const { press } = await setup();
    expect(await press('t')).to.equal('Transfer');
    await new Promise((later) => setTimeout(later, 800));
    expect(await press('m', 'a', 'r', 'k', 'Space', 'd')).to.equal('Mark Done');
  });

  it('keeps the keyboard when the button that had it goes away', async () => {
    const { element, focused, press } = await setup();
    await press('ArrowRight');
    element.names = ['Hold', 'Mute', 'Mark Done'];
    await element.updateComplete;
    expect(focused()).to.equal('Mark Done');
  });

  it('does not take the keyboard when someone else has it', async () => {
    const { element, press } = await setup();
    await press('ArrowRight', 'Tab');
    element.names = ['Hold', 'Mark Done'];
    await element.updateComplete;
    expect((element.renderRoot as ShadowRoot).activeElement?.textContent).to.equal('after');
  });
});
