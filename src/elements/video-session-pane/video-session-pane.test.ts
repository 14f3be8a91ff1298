import { expect } from '@open-wc/testing';
import type { MediaState } from '../../interaction/index.js';
import type { ScenePhase } from '../../testing/index.js';
import {
  button,
  drawn,
  hasButton,
  hasPart,
  inBothSchemes,
  keys,
  part,
  press,
  text,
} from '../parts/page.test.support.js';
import { setup, stateText } from './pane.test.support.js';
import type { VideoSessionPane } from './video-session-pane.js';

const isShown = (element: VideoSessionPane, name: string) => part(element, name)?.checkVisibility() === true;
const busyKeys = (element: VideoSessionPane) =>
  keys(element).filter((key) => button(element, key).getAttribute('aria-busy') === 'true');
const noteOf = (element: VideoSessionPane, key: string) =>
  (element.renderRoot as ShadowRoot).querySelector(`#${key}-note`)?.textContent;

describe('video-session-pane', () => {
  const call = ['swap', 'disconnect', 'mark-done'];
  const voice = ['mute', 'enable-video', 'hold', ...call];
  const withVideo = ['mute', 'disable-video', 'hold', 'own-camera', ...call];
  const phases: Readonly<Record<ScenePhase, readonly [state: string, actions: readonly string[]]>> = {
    queued: ['No call', []],
    alerting: ['No call', []],
    declined: ['No call', []],
    missed: ['No call', []],
    abandoned: ['No call', []],
    connected: ['Connected', voice],
    'asked-by-agent': ['Connected', ['mute', 'cancel-video', 'hold', ...call]],
    'asked-by-contact': ['Connected', voice],
    video: ['Connected', withVideo],
    'video-stopped': ['Connected', voice],
    held: ['On hold', ['mute', 'enable-video', 'unhold', ...call]],
    'held-video': ['On hold', ['mute', 'disable-video', 'unhold', 'own-camera', ...call]],
    'contact-lost': ['Contact is away', voice],
    'agent-lost': ['Connected', voice],
    requeued: ['After-call work', ['mark-done']],
    'wrap-up': ['After-call work', ['mark-done']],
    done: ['Done', []],
    'ended-by-contact': ['After-call work', ['mark-done']],
    'ended-lost': ['After-call work', ['mark-done']],
  };
  for (const [phase, [state, actions]] of Object.entries(phases)) {
    it(`says “${state}” in the phase ${phase}, has its actions, and is accessible`, async () => {
      const { element } = await setup(phase as ScenePhase);
      expect(stateText(element)).to.equal(state);
      const own = ['actions-more', 'show-camera', 'only-watch', 'not-now'];
      expect(keys(element).filter((key) => !own.includes(key))).to.deep.equal(actions);
      await inBothSchemes(() => expect(element).to.be.accessible());
    });
  }

  it('says who it is with, what about and for how long', async () => {
    const { element, clock } = await setup('connected');
    await clock.advance(192_000);
    element.requestUpdate();
    await drawn(element);
    expect(part(element, 'status')!.innerText.replace(/\s+/g, ' ')).to.contain(
      'Connected 3:12 Kim Sato Router',
    );
  });

  it('shows both pictures in a video call, and the voice’s portrait before', async () => {
    const { element, session, contactSession } = await setup('connected');
    expect(isShown(element, 'portrait')).to.equal(true);
    expect(isShown(element, 'video')).to.equal(false);
    await press(element, 'enable-video');
    await contactSession.request({ type: 'answer-video', data: { agree: true, camera: true } });
    await drawn(element);
    expect(session.state.interaction!.video.phase).to.equal('on');
    expect(isShown(element, 'video')).to.equal(true);
    expect(isShown(element, 'preview')).to.equal(true);
    expect(isShown(element, 'portrait')).to.equal(false);
  });

  it('swaps view and preview, and back', async () => {
    const { element } = await setup('video');
    const width = (name: string) => part(element, name)!.getBoundingClientRect().width;
    expect(width('view')).to.be.above(width('preview'));
    await press(element, 'swap');
    expect(width('preview')).to.be.above(width('view'));
    await press(element, 'swap');
    expect(width('view')).to.be.above(width('preview'));
  });

  it('holds and takes off hold: a slate with the time in place of the picture, and Unhold as the one filled button', async () => {
    const { element, clock, desk } = await setup('video');
    await press(element, 'hold');
    await clock.advance(41_000);
    element.requestUpdate();
    await drawn(element);
    expect(part(element, 'slate')!.innerText).to.contain('On hold 0:41');
    expect(part(element, 'slate')!.innerText).to.contain('Neither of you can be heard or seen.');
    expect(isShown(element, 'video')).to.equal(false);
    expect(isShown(element, 'preview')).to.equal(false);
    const filled = keys(element).filter((key) => button(element, key).classList.contains('primary'));
    expect(filled).to.deep.equal(['unhold']);
    await press(element, 'unhold');
    expect(desk.state().parties.some(({ held }) => held)).to.equal(false);
    expect(hasPart(element, 'slate')).to.equal(false);
    expect(isShown(element, 'video')).to.equal(true);
  });

  it('has a ring on the pressed button alone, until what happened has arrived', async () => {
    const { element, desk, session } = await setup('connected');
    const release = desk.holdAnswers();
    await press(element, 'hold');
    expect(busyKeys(element)).to.deep.equal(['hold']);
    await press(element, 'hold');
    expect(session.state.pending).to.have.length(1);
    expect(button(element, 'disconnect').getAttribute('aria-disabled')).to.equal(null);
    release();
    await drawn(element);
    expect(busyKeys(element)).to.deep.equal([]);
    expect(stateText(element)).to.equal('On hold');
  });

  it('keeps a button that may not be pressed, and says why', async () => {
    const { element, session } = await setup('held');
    expect(button(element, 'enable-video').getAttribute('aria-disabled')).to.equal('true');
    expect(noteOf(element, 'enable-video')).to.equal('The contact is on hold.');
    expect(noteOf(element, 'mark-done')).to.equal('The call is still on.');
    await press(element, 'enable-video');
    expect(session.state.pending).to.deep.equal([]);
    expect(session.state.failures).to.deep.equal([]);
  });

  it('says what went wrong, until that was read or the same was tried again', async () => {
    const { element, desk } = await setup('connected');
    desk.refuseNext('forbidden');
    await press(element, 'hold');
    expect(part(element, 'danger-banner')!.innerText).to.contain(
      'You may not do this. Ask your administrator.',
    );
    await inBothSchemes(() => expect(element).to.be.accessible());
    await press(element, 'dismiss');
    expect(hasPart(element, 'danger-banner')).to.equal(false);
    desk.refuseNext('internal');
    await press(element, 'hold');
    expect(hasPart(element, 'danger-banner')).to.equal(true);
    await press(element, 'hold');
    expect(hasPart(element, 'danger-banner')).to.equal(false);
  });

  it('says that the desk is away and that the call goes on', async () => {
    const { element, desk } = await setup('connected');
    desk.goOffline(true);
    await drawn(element);
    expect(text(element)).to.contain('The desk cannot be reached. Trying again. The call goes on.');
    await press(element, 'hold');
    expect(text(element)).to.contain('Nothing changed. Press again.');
    desk.goOffline(false);
    await drawn(element);
    expect(hasPart(element, 'reconnecting-banner')).to.equal(false);
  });

  const troubles: Readonly<Record<string, readonly [Partial<MediaState>, string, string]>> = {
    'the media are gone': [
      { connection: { state: 'reconnecting', since: 0, mediaFlows: false } },
      'Sound and picture are interrupted. Trying again. Your notes are safe.',
      'Reconnecting',
    ],
    'only the signalling is cut': [
      { connection: { state: 'reconnecting', since: 0, mediaFlows: true } },
      'Voice may still work.',
      'Connected',
    ],
    'the microphone is blocked': [
      { microphone: { state: 'failed', code: 'microphone-denied' } },
      'The browser does not allow the microphone.',
      'Connected',
    ],
    'the camera is gone': [
      { camera: { state: 'failed', code: 'device-lost' } },
      'The device was unplugged or taken away.',
      'Connected',
    ],
  };
  for (const [name, [change, words, state]] of Object.entries(troubles)) {
    it(`says it when ${name}`, async () => {
      const { element, report } = await setup('video');
      await report(change);
      expect(part(element, 'banners')!.innerText).to.contain(words);
      expect(stateText(element)).to.equal(state);
      await inBothSchemes(() => expect(element).to.be.accessible());
    });
  }

  it('offers the press that the browser wants before it plays sound', async () => {
    const { element, report } = await setup('connected');
    await report({ playbackBlocked: true });
    await press(element, 'unlock');
    expect(hasButton(element, 'unlock')).to.equal(false);
  });

  it('says that the call is open elsewhere, and goes on here when asked to', async () => {
    const { element, room } = await setup('connected');
    room().removed('open-elsewhere');
    await drawn(element);
    expect(stateText(element)).to.equal('Not connected here');
    expect(text(element)).to.contain('This call is open in another tab or window.');
    await inBothSchemes(() => expect(element).to.be.accessible());
    await press(element, 'take-over');
    expect(stateText(element)).to.equal('Connected');
    expect(part(element, 'banners')!.innerText.trim()).to.equal('');
  });

  it('asks for video, and takes the question back', async () => {
    const { element, desk } = await setup('connected');
    await press(element, 'enable-video');
    expect(part(element, 'request')!.innerText).to.contain('Asking Kim Sato for video');
    await press(element, 'cancel-video');
    expect(hasPart(element, 'request')).to.equal(false);
    expect(desk.state().video.phase).to.equal('off');
  });

  const answers = { 'show-camera': true, 'only-watch': false } as const;
  for (const [key, shows] of Object.entries(answers)) {
    it(`answers a contact who asks for video with ${key}`, async () => {
      const { element, desk, session } = await setup('asked-by-contact');
      await press(element, key);
      const { video, owner } = desk.state();
      expect(video.phase).to.equal('on');
      expect(video.cameras[owner!]).to.equal(shows);
      expect(session.state.media.camera.state).to.equal(shows ? 'on' : 'off');
    });
  }

  it('declines a contact who asks for video, and the call goes on', async () => {
    const { element, desk } = await setup('asked-by-contact');
    await press(element, 'not-now');
    expect(desk.state().video.phase).to.equal('off');
    expect(stateText(element)).to.equal('Connected');
  });

  it('mutes by this page alone, with changing words and no command', async () => {
    const { element, session, desk } = await setup('connected');
    const before = desk.facts().length;
    await press(element, 'mute');
    expect(button(element, 'mute').innerText).to.contain('Unmute');
    expect(button(element, 'mute').getAttribute('aria-pressed')).to.equal(null);
    expect(session.state.media.microphone.state).to.equal('off');
    await press(element, 'mute');
    expect(session.state.media.microphone.state).to.equal('on');
    expect(desk.facts()).to.have.length(before);
  });

  it('becomes the wrap-up after Disconnect, and done by Mark Done', async () => {
    const { element, clock, desk, media } = await setup('connected');
    await clock.advance(65_000);
    await press(element, 'disconnect');
    expect(stateText(element)).to.equal('After-call work');
    expect(part(element, 'wrap-up')!.innerText).to.contain('1:05');
    expect(part(element, 'wrap-up')!.innerText).to.contain('You ended the call');
    expect(part(element, 'wrap-up')!.innerText).to.contain('Kim Sato and Ada Lindqvist');
    expect(media.agent.devices.open).to.equal(0);
    await press(element, 'mark-done');
    expect(desk.state().assignments.at(-1)!.status).to.equal('done');
  });

  it('lets go of the devices at the press of Disconnect, desk or no desk', async () => {
    const { element, desk, media } = await setup('video');
    desk.goOffline(true);
    button(element, 'disconnect').click();
    await drawn(element);
    expect(media.agent.devices.open).to.equal(0);
    expect(desk.state().phase).to.equal('connected');
    desk.goOffline(false);
    await drawn(element);
    expect(desk.state().phase).to.equal('ended');
  });
});
