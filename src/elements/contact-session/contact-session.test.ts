import { expect, fixture } from '@open-wc/testing';
import { html } from 'lit';
import type { Code } from '../../interaction/index.js';
import type { ScenePhase } from '../../testing/index.js';
import { scene } from '../../testing/index.js';
import {
  button,
  drawn,
  hearing,
  inBothSchemes,
  keys,
  part,
  press,
  text,
  vetoing,
} from '../parts/page.test.support.js';
import type { CallRequest, CallStart, ContactConnector } from './connector.js';
import { ContactSession } from './contact-session.js';
import { inAppBrowser, permissionHelp } from './environment.js';

// Without `define.ts`: nothing here connects to a real desk.
if (!customElements.get('contact-session')) customElements.define('contact-session', ContactSession);

/** The page during a call that is already there. */
async function setup(phase: ScenePhase) {
  const made = await scene(phase);
  const context = await fixture(
    html`<interaction-context .session=${made.contactSession}><contact-session></contact-session></interaction-context>`,
  );
  const element = context.querySelector<ContactSession>('contact-session')!;
  await drawn(element);
  return { ...made, context, element };
}

/** The page before a call, over a connector that answers as told. */
async function before(answers: Partial<ContactConnector> = {}) {
  const made = await scene('queued');
  const calls: CallRequest[] = [];
  const connector: ContactConnector = {
    askMicrophone: () => Promise.resolve({ ok: true }),
    start: (call) => {
      calls.push(call);
      return Promise.resolve<CallStart>({ ok: true, session: made.contactSession });
    },
    claim: () => Promise.resolve({ ok: false, code: 'link-used' }),
    resume: () => Promise.resolve(undefined),
    ...answers,
  };
  const element = await fixture<ContactSession>(
    html`<contact-session .connector=${connector} label="Claims" entry-key="web" queue="claims" privacy-version="2026-11"></contact-session>`,
  );
  await drawn(element);
  const agree = async () => {
    (element.renderRoot as ShadowRoot).querySelector<HTMLInputElement>('input[type=checkbox]')!.click();
    await drawn(element);
  };
  return { ...made, element, calls, agree };
}

describe('contact-session', () => {
  const call = ['mute', 'video', 'end'];
  const sheet = ['show-camera', 'only-watch', 'not-now'];
  const phases: Partial<Record<ScenePhase, readonly [says: string, buttons: readonly string[]]>> = {
    queued: ['Please wait', ['music', 'leave']],
    alerting: ['Please wait', ['music', 'leave']],
    connected: ['You are speaking with Ada Lindqvist', call],
    'asked-by-agent': ['Ada Lindqvist asks for video', [...sheet, ...call]],
    'asked-by-contact': ['Waiting for Ada Lindqvist to agree', ['cancel', ...call]],
    video: ['Ada Lindqvist', ['mute', 'camera', 'stop-video', 'end']],
    held: ['You are on hold', ['music', 'end']],
    'agent-lost': ['The connection to Ada Lindqvist was lost', ['music', 'end']],
    requeued: ['Please wait', ['music', 'leave']],
    'ended-by-contact': ['The call has ended', []],
    abandoned: ['You left the queue.', []],
    'ended-lost': ['The connection was lost for too long.', []],
  };
  for (const [phase, [says, buttons]] of Object.entries(phases)) {
    it(`shows “${says}” in the phase ${phase}, its buttons, and is accessible`, async () => {
      const { element } = await setup(phase as ScenePhase);
      expect(text(element)).to.contain(says);
      expect(keys(element)).to.deep.equal(buttons);
      await inBothSchemes(() => expect(element).to.be.accessible());
    });
  }

  it('calls only after the notice was agreed to, and keeps which version it was', async () => {
    const { element, calls, agree } = await before();
    await press(element, 'call');
    expect(text(element)).to.contain('Please agree to the privacy notice first.');
    expect(calls).to.deep.equal([]);
    await agree();
    await press(element, 'call');
    expect(
      calls.map(({ queue, entryKey, privacyVersion }) => ({ queue, entryKey, privacyVersion })),
    ).to.deep.equal([{ queue: 'claims', entryKey: 'web', privacyVersion: '2026-11' }]);
    expect(text(element)).to.contain('Please wait');
  });

  it('begins one call when tapped twice', async () => {
    const { element, calls, agree } = await before();
    await agree();
    button(element, 'call').click();
    button(element, 'call').click();
    await drawn(element);
    expect(calls.length).to.equal(1);
  });

  it('asks for the microphone before anything is sent, and helps whoever has blocked it', async () => {
    let allowed = false;
    const { element, calls, agree } = await before({
      askMicrophone: () => Promise.resolve(allowed ? { ok: true } : { ok: false, code: 'microphone-denied' }),
    });
    await agree();
    await press(element, 'call');
    expect(text(element)).to.contain('The microphone is blocked');
    expect(calls).to.deep.equal([]);
    await expect(element).to.be.accessible();
    allowed = true;
    await press(element, 'again');
    expect(calls.length).to.equal(1);
  });

  it('says what is wrong with a link and what to do', async () => {
    const { element, agree } = await before();
    element.link = 'secret';
    await agree();
    await press(element, 'call');
    expect(part(element, 'problem')!.innerText).to.contain('Ask for a new link.');
    expect(element.outerHTML).not.to.contain('secret');
  });

  it('says when to try again to somebody who has tried too often', async () => {
    const { element, agree } = await before({
      start: () => Promise.resolve({ ok: false, code: 'rate-limited', retryAfterMs: 11_200 }),
    });
    await agree();
    await press(element, 'call');
    expect(part(element, 'problem')!.innerText).to.match(/too many requests\. Try again in 12 seconds\.$/);
    await expect(element).to.be.accessible();
  });

  const refusals: Partial<Record<Code, RegExp>> = {
    'link-used': /opened before.*Ask for a new link/,
    'link-expired': /short time only.*Ask for a new link/,
    'link-ended': /is over.*Start a new call/,
    'link-unknown': /not complete or was never valid.*Ask for a new link/,
    'queue-closed': /Nobody answers here at this hour/,
    'origin-not-allowed': /This site may not use this desk/,
    'microphone-missing': /No microphone was found.*Connect one/,
    'media-unsupported': /Open the link in Safari, Chrome or Firefox/,
    'not-sent': /could not be reached.*Press again/,
    'token-expired': /sign-in has expired/,
  };
  for (const [code, says] of Object.entries(refusals)) {
    it(`says what is wrong and what to do when it is ${code}, and lets the visitor try again`, async () => {
      const { element, agree } = await before({
        start: () => Promise.resolve({ ok: false, code: code as Code }),
      });
      await agree();
      await press(element, 'call');
      expect(part(element, 'problem')!.innerText).to.match(says);
      expect(button(element, 'call').getAttribute('aria-disabled')).not.to.equal('true');
    });
  }

  it('comes back into the call after a reload', async () => {
    const made = await scene('connected');
    const { element } = await before({ resume: () => Promise.resolve(made.contactSession) });
    expect(text(element)).to.contain('You are speaking with');
  });

  it('shows the camera to its owner first, and to others only when they say so', async () => {
    const { element, session } = await setup('asked-by-agent');
    expect(part(element, 'sheet')!.innerText).to.contain('Only you can see this picture now.');
    expect(session.state.interaction!.video.phase).to.equal('asking');
    await press(element, 'show-camera');
    expect(Object.values(session.state.interaction!.video.cameras)).to.deep.equal([true, true]);
    expect(part(element, 'sheet') === undefined).to.equal(true);
  });

  it('lets somebody see without being seen, and decline', async () => {
    const watching = await setup('asked-by-agent');
    await press(watching.element, 'only-watch');
    const { cameras } = watching.session.state.interaction!.video;
    expect(cameras[watching.contactSession.state.me!.party!]).to.equal(false);
    const declining = await setup('asked-by-agent');
    await press(declining.element, 'not-now');
    expect(declining.session.state.interaction!.video.phase).to.equal('off');
  });

  it('says why there is no picture when the browser blocks the camera, and lets them watch all the same', async () => {
    const { element, session, media } = await setup('connected');
    media.contact.devices.fail('camera', 'denied');
    await session.request({ type: 'enable-video', data: { camera: true } });
    await drawn(element);
    await drawn(element);
    expect(part(element, 'sheet')!.innerText).to.contain('The browser does not allow the camera.');
    expect(part(element, 'sheet')!.innerText).not.to.contain('Only you can see this picture now.');
    await expect(element).to.be.accessible();
    await press(element, 'only-watch');
    expect(session.state.interaction!.video.phase).to.equal('on');
  });

  it('shows the end to somebody whose phone slept over it, with no way back in', async () => {
    const { element, contactSession } = await setup('connected');
    Object.defineProperty(contactSession, 'state', {
      value: { ...contactSession.state, connection: { state: 'signed-out', code: 'call-ended' } },
    });
    element.requestUpdate();
    await drawn(element);
    expect(text(element)).to.contain('The call has ended');
  });

  it('asks for video only after the own picture was seen, and can take it back', async () => {
    const { element, session } = await setup('connected');
    await press(element, 'video');
    expect(session.state.interaction!.video.phase).to.equal('off');
    await press(element, 'show-camera');
    expect(session.state.interaction!.video.phase).to.equal('asking');
    await press(element, 'cancel');
    expect(session.state.interaction!.video.phase).to.equal('off');
  });

  it('tells a screen reader the place in the queue, who speaks, and that video is asked for', async () => {
    const { element, agentSession, session, clock } = await setup('queued');
    const heard = hearing(element);
    await agentSession.request({ type: 'set-ready' });
    await drawn(element);
    await session.request({
      type: 'accept',
      data: { assignment: session.state.interaction!.assignments[0]!.id },
    });
    await clock.advance(1100);
    await session.request({ type: 'enable-video', data: { camera: true } });
    await drawn(element);
    expect(heard.alerts).to.deep.equal(['Ada Lindqvist asks for video']);
  });

  it('mutes at the tap, without asking anybody', async () => {
    const { element, contactSession } = await setup('connected');
    await press(element, 'mute');
    expect(contactSession.state.intent.microphone).to.equal(false);
    expect(button(element, 'mute').innerText.trim()).to.equal('Unmute');
  });

  it('lets the page veto what is asked', async () => {
    const { element, context, session } = await setup('connected');
    const asked = vetoing(context);
    await press(element, 'end');
    expect(asked).to.deep.equal(['disconnect']);
    expect(session.state.interaction!.phase).to.equal('connected');
  });

  it('shows names as they were typed', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const made = await scene('connected', { desk: { people: [{ agent: 'ada', name }] } });
    const context = await fixture(
      html`<interaction-context .session=${made.contactSession}><contact-session></contact-session></interaction-context>`,
    );
    const element = context.querySelector('contact-session')!;
    await drawn(element);
    expect(text(element)).to.contain(name);
    expect((element.renderRoot as ShadowRoot).querySelector('img') === null).to.equal(true);
  });

  it('goes on when it is moved in the page', async () => {
    const { element, context, contactSession } = await setup('connected');
    const box = document.createElement('div');
    context.append(box);
    box.append(element);
    await drawn(element);
    await press(element, 'mute');
    expect(contactSession.state.intent.microphone).to.equal(false);
    expect(keys(element)).to.contain('end');
  });
});

describe('the browser of a contact', () => {
  const inApp = [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/450.0]',
    'Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 Instagram 300.0',
  ];
  const real = [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (Android 15; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0',
  ];
  it('is told from one inside another app', () => {
    expect(inApp.map((agent) => inAppBrowser(agent) !== undefined)).to.deep.equal([true, true, true]);
    expect(real.map((agent) => inAppBrowser(agent))).to.deep.equal([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('gets the steps of its own settings', () => {
    expect(real.map(permissionHelp)).to.deep.equal(['safari', 'chrome-android', 'other', 'firefox']);
  });
});
