import { expect, fixture } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { property } from 'lit/decorators.js';
import { VswElement } from './base-element.js';
import { actionButton, controls } from './controls.js';
import type { ActionButton } from './controls.js';

class TestButtons extends VswElement {
  static override styles = controls;
  @property({ attribute: false }) action: Partial<ActionButton> = {};
  presses = 0;
  protected override render() {
    const press = () => (this.presses += 1);
    return html`<input aria-label="Before" />${actionButton({
      part: 'hold',
      label: 'Hold',
      icon: 'hold',
      onPress: press,
      ...this.action,
    })}`;
  }
  get button() {
    return this.renderRoot.querySelector('button')!;
  }
  get tip() {
    return this.renderRoot.querySelector<HTMLElement>('.tip');
  }
}
customElements.define('vsw-test-buttons', TestButtons);

async function setup(action: Partial<ActionButton> = {}) {
  const element = await fixture<TestButtons>(html`<vsw-test-buttons .action=${action}></vsw-test-buttons>`);
  const toButton = async () => {
    element.renderRoot.querySelector('input')!.focus();
    await sendKeys({ press: 'Tab' });
  };
  return { element, toButton };
}

describe('a button', () => {
  it('acts when pressed with the mouse and with the keyboard', async () => {
    const { element, toButton } = await setup();
    element.button.click();
    await toButton();
    await sendKeys({ press: 'Enter' });
    expect(element.presses).to.equal(2);
    await expect(element).to.be.accessible();
  });

  it('that may not run can be reached, does nothing and says why', async () => {
    const { element, toButton } = await setup({ reason: 'The call has not begun.' });
    await toButton();
    expect(element.button.matches(':focus-visible')).to.equal(true);
    await sendKeys({ press: 'Enter' });
    element.button.click();
    expect(element.presses).to.equal(0);
    expect(element.button.getAttribute('aria-disabled')).to.equal('true');
    const note = element.renderRoot.querySelector(`#${element.button.getAttribute('aria-describedby')}`);
    expect(note?.textContent).to.equal('The call has not begun.');
    expect(element.tip!.matches(':popover-open')).to.equal(true);
    await expect(element).to.be.accessible();
  });

  it('whose action is on its way does not act twice and says so', async () => {
    const { element } = await setup({ busy: true });
    element.button.click();
    expect(element.presses).to.equal(0);
    expect(element.button.getAttribute('aria-busy')).to.equal('true');
    expect(element.renderRoot.querySelector('.ring')).to.exist;
  });

  it('without a word keeps its name and shows it to the keyboard; Escape takes it away again', async () => {
    const { element, toButton } = await setup({ compact: true });
    await expect(element).to.be.accessible();
    await toButton();
    expect(element.button.getAttribute('aria-label')).to.equal('Hold');
    expect(element.tip!.matches(':popover-open')).to.equal(true);
    await sendKeys({ press: 'Escape' });
    expect(element.tip!.matches(':popover-open')).to.equal(false);
  });

  it('shows its tooltip inside the window also at its edge', async () => {
    const { element, toButton } = await setup({
      compact: true,
      hint: 'Everyone hears music until you unhold.',
    });
    element.style.setProperty('position', 'fixed');
    element.style.setProperty('inset', '0 0 auto auto');
    await toButton();
    const box = element.tip!.getBoundingClientRect();
    expect(box.right).to.be.at.most(innerWidth);
    expect(box.top).to.be.at.least(element.button.getBoundingClientRect().bottom);
  });

  for (const [name, action, least] of [
    ['a mouse', {}, 24],
    ['a thumb', { round: true }, 56],
  ] as const) {
    it(`is large enough for ${name}`, async () => {
      const { element } = await setup(action);
      const target = element.button.querySelector('.round .glyph') ?? element.button;
      const box = target.getBoundingClientRect();
      expect(Math.min(box.width, box.height)).to.be.at.least(least);
    });
  }

  it('is 44 pixels high in a place made for touch', async () => {
    const { element } = await setup({ compact: true });
    element.button.parentElement!.classList.add('touch');
    const box = element.button.getBoundingClientRect();
    expect(Math.min(box.width, box.height)).to.be.at.least(44);
  });
});
