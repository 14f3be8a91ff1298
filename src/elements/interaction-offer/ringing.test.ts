import { expect } from '@open-wc/testing';
import { drawn, press } from '../parts/page.test.support.js';
import { listenIn, setup } from './offer.test.support.js';

function hideThePage(hidden: boolean): void {
  if (hidden) Object.defineProperty(document, 'hidden', { value: true, configurable: true });
  else Reflect.deleteProperty(document, 'hidden');
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('interaction-offer calls the agent', () => {
  it('rings until the answer is on its way, and not when it is silent', async () => {
    const { heard, end } = listenIn();
    const { element, desk } = await setup();
    expect(heard).to.deep.equal(['loop ring']);
    const release = desk.holdAnswers();
    await press(element, 'accept-0');
    expect(heard.at(-1)).to.equal('stop ring');
    release();
    await drawn(element);
    expect(heard.at(-1)).to.equal('stop ring');
    const quiet = await setup();
    expect(heard.at(-1)).to.equal('loop ring');
    quiet.element.silent = true;
    await drawn(quiet.element);
    expect(heard.at(-1)).to.equal('stop ring');
    quiet.element.remove();
    expect(heard.at(-1)).to.equal('dispose');
    end();
  });

  it('flashes the title of a page that nobody sees, and gives it back', async () => {
    document.title = 'CRM';
    const { element } = await setup();
    expect(document.title).to.equal('CRM');
    hideThePage(true);
    expect(document.title).to.equal('Incoming call: María López');
    hideThePage(false);
    expect(document.title).to.equal('CRM');
    hideThePage(true);
    await press(element, 'accept-0');
    expect(document.title).to.equal('CRM');
    hideThePage(false);
  });

  it('notifies where the site already may, and never asks for it', async () => {
    const shown: string[] = [];
    let asked = 0;
    const original = window.Notification;
    class FakeNotification extends EventTarget {
      static permission = 'default';
      static requestPermission = () => (asked += 1);
      readonly title: string;
      constructor(title: string, options: NotificationOptions) {
        super();
        this.title = title;
        shown.push(`${title} | ${options.body}`);
      }
      close() {
        shown.push('closed');
      }
    }
    window.Notification = FakeNotification as unknown as typeof Notification;
    const { element } = await setup();
    hideThePage(true);
    expect(shown).to.deep.equal([]);
    hideThePage(false);
    FakeNotification.permission = 'granted';
    hideThePage(true);
    expect(shown).to.deep.equal(['Incoming call: María López | Support · Claim 4711']);
    await press(element, 'accept-0');
    expect(shown.at(-1)).to.equal('closed');
    expect(asked).to.equal(0);
    hideThePage(false);
    window.Notification = original;
  });
});
