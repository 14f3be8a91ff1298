import { expect, fixture, nextFrame } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import { property } from 'lit/decorators.js';
import { VswElement } from './base-element.js';
import { actionButton, controls } from './controls.js';
import { ModalDialog } from './dialog.js';
import { panels } from './panels.styles.js';
import { Toolbar } from './toolbar.js';
import type { ToolbarAction } from './toolbar.js';

class TestWindow extends VswElement {
  static override styles = [controls, panels];
  @property({ attribute: false }) reasons: Record<string, string> = {};
  readonly pressed: string[] = [];
  readonly closed: string[] = [];
  readonly toolbar = new Toolbar(this);
  readonly first = new ModalDialog(this, { onClose: (value) => this.closed.push(value) });
  readonly second = new ModalDialog(this);

  #action(part: string, label: string, more: Partial<ToolbarAction> = {}): ToolbarAction {
    const onPress = () => this.pressed.push(part);
    return { part, label, icon: 'hold', reason: this.reasons[part], onPress, ...more };
  }

  protected override render() {
    return html`${this.toolbar.render('Call', [
      [this.#action('mute', 'Mute'), this.#action('video', 'Disable Video Stream')],
      [this.#action('hold', 'Hold')],
      [this.#action('conference', 'Conference'), this.#action('transfer', 'Transfer')],
      [this.#action('disconnect', 'Disconnect', { kind: 'danger', keep: true })],
    ])}
    ${this.first.render(() => ({
      part: 'pick',
      title: 'Choose someone',
      body: html`<button>Other</button><input class="field" aria-label="Search" data-autofocus />`,
      actions: actionButton({
        part: 'pick-do',
        label: 'Transfer',
        kind: 'primary',
        onPress: () => this.first.close('chosen'),
      }),
    }))}
    ${this.second.render(() => ({ part: 'other', title: 'Another', body: 'words' }))}`;
  }

  button(key: string) {
    return this.renderRoot.querySelector<HTMLElement>(`.btn[data-key=${key}]`)!;
  }
  /** The key of what has the keyboard. Never compare nodes: showing the difference of two takes minutes. */
  get focused() {
    const at = (this.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    return at?.dataset['key'] ?? at?.getAttribute('aria-label');
  }
  get menuItems() {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role=menuitem]')].map(
      (item) => item.dataset['key'],
    );
  }
  get dialog() {
    return this.renderRoot.querySelector('dialog');
  }
  get visible() {
    const buttons = this.renderRoot.querySelectorAll<HTMLElement>('[data-item] .btn');
    return [...buttons].filter((button) => button.checkVisibility()).map((button) => button.dataset['key']);
  }
}
customElements.define('vsw-test-window', TestWindow);

async function setup(width: number, reasons: Record<string, string> = {}) {
  const box = await fixture<HTMLElement>(html`<div></div>`);
  const resize = async (to: number) => {
    box.style.setProperty('inline-size', `${to}px`);
    await nextFrame();
    await nextFrame();
    await element.updateComplete;
  };
  const element = document.createElement('vsw-test-window') as TestWindow;
  element.style.setProperty('display', 'block');
  element.reasons = reasons;
  box.append(element);
  await resize(width);
  const press = async (...keys: string[]) => {
    for (const key of keys) await sendKeys({ press: key });
    await element.updateComplete;
    await nextFrame();
  };
  const bar = element.renderRoot.querySelector<HTMLElement>('.toolbar')!;
  return { element, press, resize, bar };
}

const all = ['mute', 'video', 'hold', 'conference', 'transfer', 'disconnect'];

describe('a toolbar', () => {
  it('shows words beside its icons where there is room, and icons alone where there is not', async () => {
    const { element, resize } = await setup(1000);
    expect(element.visible).to.deep.equal(all);
    expect(element.button('hold').querySelector('.word')!.checkVisibility()).to.equal(true);
    await resize(500);
    expect(element.visible).to.deep.equal(all);
    expect(element.button('hold').querySelector('.word')!.checkVisibility()).to.equal(false);
    await expect(element).to.be.accessible();
  });

  for (const width of [600, 200, 120]) {
    it(`has everything within reach at ${width} pixels, and never hides Disconnect`, async () => {
      const { element, press, bar } = await setup(width);
      expect(bar.scrollWidth).to.be.at.most(bar.clientWidth);
      expect(element.visible).to.include('disconnect');
      element.button('toolbar-more').focus();
      await press('Enter');
      expect([...element.visible, ...element.menuItems].sort()).to.deep.equal([...all].sort());
    });
  }

  it('uses the room it has', async () => {
    const { element } = await setup(200);
    expect(element.visible).to.deep.equal(['mute', 'video', 'disconnect']);
  });

  it('brings its buttons back when there is room again', async () => {
    const { element, resize } = await setup(160);
    expect(element.visible).to.not.deep.equal(all);
    await resize(1000);
    expect(element.visible).to.deep.equal(all);
    expect(element.button('toolbar-more').checkVisibility()).to.equal(false);
  });

  it('is walked with arrows up to More, passing over what is hidden', async () => {
    const { element, press } = await setup(160);
    element.button('mute').focus();
    await press('End');
    expect(element.focused).to.equal('disconnect');
    await press('ArrowLeft');
    expect(element.focused).to.equal('toolbar-more');
  });

  it('keeps the menu complete when it moved to another window', async () => {
    const { element } = await setup(160);
    const frame = document.createElement('iframe');
    frame.width = '1200';
    document.body.append(frame);
    frame.contentDocument!.body.append(element);
    await nextFrame();
    await nextFrame();
    await element.updateComplete;
    expect(element.visible).to.deep.equal(all);
    frame.remove();
  });
});

describe('the More menu', () => {
  it('opens on its first action, moves by arrows and letters, presses, and gives the keyboard back', async () => {
    const { element, press } = await setup(120);
    element.button('toolbar-more').focus();
    await press('Enter');
    expect(element.focused).to.equal(element.menuItems[0]);
    expect(element.button('toolbar-more').getAttribute('aria-expanded')).to.equal('true');
    await press('End');
    expect(element.focused).to.equal(element.menuItems.at(-1));
    await press('c');
    expect(element.focused).to.equal('conference');
    await expect(element).to.be.accessible();
    await press('Enter');
    expect(element.pressed).to.deep.equal(['conference']);
    expect(element.focused).to.equal('toolbar-more');
    expect(element.menuItems).to.deep.equal([]);
  });

  it('closes on Escape without doing anything', async () => {
    const { element, press } = await setup(120);
    element.button('toolbar-more').focus();
    await press('Enter', 'Escape');
    expect(element.pressed).to.deep.equal([]);
    expect(element.focused).to.equal('toolbar-more');
    expect(element.button('toolbar-more').getAttribute('aria-expanded')).to.equal('false');
  });

  it('stays open on an action that may not run, and tells why', async () => {
    const { element, press } = await setup(120, { transfer: 'Nobody to transfer to.' });
    element.button('toolbar-more').focus();
    await press('Enter', 't', 'Enter');
    expect(element.pressed).to.deep.equal([]);
    expect(element.focused).to.equal('transfer');
    const item = element.renderRoot.querySelector('[role=menuitem][data-key=transfer]')!;
    const note = element.renderRoot.querySelector(`#${item.getAttribute('aria-describedby')}`);
    expect(note?.textContent).to.equal('Nobody to transfer to.');
  });
});

describe('a dialog', () => {
  it('takes the keyboard to where it is needed and gives it back', async () => {
    const { element, press } = await setup(1000);
    element.button('transfer').focus();
    element.first.open();
    await element.updateComplete;
    expect(element.dialog!.matches(':modal')).to.equal(true);
    expect(element.focused).to.equal('Search');
    await expect(element).to.be.accessible();
    await press('Escape');
    expect(element.closed).to.deep.equal(['']);
    expect(element.dialog === null).to.equal(true);
    expect(element.focused).to.equal('transfer');
  });

  it('gives the keyboard to another place where it was told to', async () => {
    const { element, press } = await setup(1000);
    element.button('transfer').focus();
    element.first.open(element.button('mute'));
    await element.updateComplete;
    await press('Escape');
    expect(element.focused).to.equal('mute');
  });

  it('says how it was closed', async () => {
    const { element, press } = await setup(1000);
    element.first.open();
    await element.updateComplete;
    element.button('pick-do').click();
    await press('Shift');
    expect(element.closed).to.deep.equal(['chosen']);
  });

  it('can be open over another one', async () => {
    const { element, press } = await setup(1000);
    element.button('hold').focus();
    await press('Enter'); // browsers close dialogs that open by themselves, without a press, all at once
    element.second.open();
    await press('a');
    element.first.open();
    await element.updateComplete;
    expect(element.renderRoot.querySelectorAll('dialog:modal').length).to.equal(2);
    await press('Escape');
    expect([element.first.isOpen, element.second.isOpen]).to.deep.equal([false, true]);
    await press('Escape');
    expect(element.second.isOpen).to.equal(false);
  });

  it('closes on a press beside it, not on one inside', async () => {
    const { element, press } = await setup(1000);
    element.first.open();
    await element.updateComplete;
    const box = element.dialog!.getBoundingClientRect();
    const at = (x: number, y: number) => new PointerEvent('pointerdown', { clientX: x, clientY: y });
    element.dialog!.dispatchEvent(at(box.left + 5, box.top + 5));
    await press('Shift');
    expect(element.first.isOpen).to.equal(true);
    element.dialog!.dispatchEvent(at(2, 2));
    await press('Shift');
    expect(element.first.isOpen).to.equal(false);
  });

  it('stays open and modal when it moves to another window', async () => {
    const { element } = await setup(1000);
    element.first.open();
    await element.updateComplete;
    const frame = document.createElement('iframe');
    document.body.append(frame);
    frame.contentDocument!.body.append(element);
    await element.updateComplete;
    expect(element.dialog!.matches(':modal')).to.equal(true);
    frame.remove();
  });
});
