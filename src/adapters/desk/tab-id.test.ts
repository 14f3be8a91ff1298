import { expect } from '@open-wc/testing';
import type { ClockPort } from '../../interaction/index.js';
import { tabId } from './tab-id.js';

const KEY = 'video-session-window/tab';

const clock: ClockPort = {
  now: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  newId: () => crypto.randomUUID(),
};

/** Whoever holds a name until it is told to let go, as another tab would. */
async function otherTab(id: string): Promise<() => void> {
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await new Promise<void>((resolve) => {
    void navigator.locks.request(`${KEY}/${id}`, () => {
      resolve();
      return held;
    });
  });
  return letGo;
}

describe('tabId', () => {
  beforeEach(() => sessionStorage.removeItem(KEY));

  it('is the same after a reload', async () => {
    sessionStorage.setItem(KEY, 'before-reload');
    expect(await tabId(clock)).to.equal('before-reload');
  });

  it('is another one in a duplicated tab, whose first tab is still there', async () => {
    sessionStorage.setItem(KEY, 'first-tab');
    const letGo = await otherTab('first-tab');
    const own = await tabId(clock);
    expect(own).to.not.equal('first-tab');
    expect(sessionStorage.getItem(KEY)).to.equal(own);
    letGo();
  });

  it('waits a moment for the page that is being left', async () => {
    sessionStorage.setItem(KEY, 'leaving');
    const letGo = await otherTab('leaving');
    setTimeout(letGo, 50);
    expect(await tabId(clock)).to.equal('leaving');
  });

  it('is kept for the next reload', async () => {
    const own = await tabId(clock);
    expect(sessionStorage.getItem(KEY)).to.equal(own);
  });
});
