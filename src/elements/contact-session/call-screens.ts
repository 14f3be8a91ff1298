import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Code, CommandBody, SessionState, Waiting } from '../../interaction/index.js';
import { isPending, ownParty } from '../../interaction/index.js';
import type { ActionButton } from '../../ui/controls.js';
import { actionButton } from '../../ui/controls.js';
import { icon } from '../../ui/icons.js';
import { wordsOf } from '../../ui/words/codes.js';
import * as words from '../../ui/words/contact.js';
import * as format from '../../ui/words/format.js';
import { asker } from '../parts/names.js';
import { agentName, onlyFilms } from './screen.js';

export interface CallView {
  readonly state: SessionState;
  readonly now: number;
  readonly musicOn: boolean;
  readonly mobileData: boolean;
  /** The sheet that asks the contact whether to ask for video is open. */
  readonly wantsVideo: boolean;
  /** Why that sheet has no picture of the own camera. */
  readonly previewFailure: Code | undefined;
  readonly refusal: (command: CommandBody) => string | undefined;
  readonly request: (command: CommandBody) => void;
  readonly setMicrophone: (on: boolean) => void;
  readonly flip: () => void;
  readonly setMusic: (on: boolean) => void;
  readonly wantVideo: (wanted: boolean) => void;
  readonly unlock: () => void;
  readonly takeOver: () => void;
  readonly dismiss: (failure: string) => void;
}

const round = (button: Omit<ActionButton, 'round'>): TemplateResult =>
  actionButton({ ...button, round: true });
const disconnect: CommandBody = { type: 'disconnect', data: {} };

/** A shorter wait is no wait: it would be over before it is read. */
const WORTH_SAYING_MS = 10_000;

/** Where somebody stands in the queue, in words. */
export function placeOf({ position }: Waiting): string {
  return position <= 1 ? words.nextInLine() : words.position(format.number(position));
}

export function waitingScreen(view: CallView): TemplateResult {
  const { state, musicOn, setMusic, request } = view;
  const { waiting } = state;
  const place = waiting === undefined ? words.findingSomebody() : placeOf(waiting);
  return html`<section class="screen waiting" part="waiting">
    <slot name="brand"></slot>
    <div class="pulse" aria-hidden="true">${icon('phone-out')}</div>
    <h1>${words.waiting()}</h1>
    <p class="place">${place}</p>
    ${(waiting?.expectedMs ?? 0) < WORTH_SAYING_MS ? nothing : html`<p>${words.expectedWait(format.duration(waiting?.expectedMs ?? 0))}</p>`}
    <div class="bottom buttons">
      ${round({ part: 'music', label: musicOn ? words.musicOff() : words.musicOn(), icon: musicOn ? 'volume' : 'volume-off', onPress: () => setMusic(!musicOn) })}
      ${round({ part: 'leave', label: words.leave(), icon: 'phone-off', kind: 'danger', busy: isPending(state, 'disconnect'), onPress: () => request(disconnect) })}
    </div>
  </section>`;
}

/** Held, or the agent vanished: a quiet slate with music, never a frozen face. */
export function slateScreen(view: CallView, title: string, hint: string): TemplateResult {
  const { musicOn, setMusic, request, state } = view;
  return html`<section class="screen slate" part="slate">
    ${icon('hold')}
    <h1>${title}</h1>
    <p>${hint}</p>
    <div class="bottom buttons">
      ${round({ part: 'music', label: musicOn ? words.musicOff() : words.musicOn(), icon: musicOn ? 'volume' : 'volume-off', onPress: () => setMusic(!musicOn) })}
      ${round({ part: 'end', label: words.end(), icon: 'phone-off', kind: 'danger', busy: isPending(state, 'disconnect'), onPress: () => request(disconnect) })}
    </div>
  </section>`;
}

/** The buttons under the thumb during a call. */
export function callButtons(view: CallView): TemplateResult {
  const { state, request, setMicrophone, flip, wantVideo } = view;
  const video = state.interaction?.video;
  const own = ownParty(state);
  const shows = own !== undefined && video?.cameras[own.id] === true;
  const muted = !state.intent.microphone;
  const reason = (command: CommandBody) => {
    const code = view.refusal(command);
    return code === undefined || code === 'in-progress' ? undefined : wordsOf(code).cause();
  };
  const enable: CommandBody = { type: 'enable-video', data: { camera: true } };
  const toggle: CommandBody = { type: 'set-camera', data: { on: !shows } };
  return html`<div class="bottom buttons" part="actions">
    ${onlyFilms(state) ? nothing : round({ part: 'mute', label: muted ? words.unmute() : words.mute(), icon: muted ? 'mic-off' : 'mic', onPress: () => setMicrophone(muted) })}
    ${
      video?.phase === 'on'
        ? html`${round({ part: 'camera', label: shows ? words.cameraOff() : words.cameraOn(), icon: shows ? 'video-off' : 'video', busy: isPending(state, 'set-camera'), onPress: () => request(toggle) })}
          ${shows && state.media.canFlip ? round({ part: 'flip', label: words.flip(), icon: 'flip-camera', onPress: flip }) : nothing}
          ${round({ part: 'stop-video', label: words.stopVideo(), icon: 'stop', busy: isPending(state, 'disable-video'), onPress: () => request({ type: 'disable-video', data: {} }) })}`
        : round({
            part: 'video',
            label: words.startVideo(),
            icon: 'video',
            busy: isPending(state, 'enable-video', 'answer-video'),
            reason: reason(enable),
            onPress: () => wantVideo(true),
          })
    }
    ${round({ part: 'end', label: words.end(), icon: 'phone-off', kind: 'danger', busy: isPending(state, 'disconnect'), onPress: () => request(disconnect) })}
  </div>`;
}

/** A sheet over the call: the agent asks for video, or the contact is about to, or waits for the answer. */
export function videoSheet(view: CallView): TemplateResult | typeof nothing {
  const { state, request, wantsVideo, wantVideo } = view;
  const who = asker(state);
  const name = agentName(state) ?? words.yourAgent();
  if (who?.own) {
    const cancel: CommandBody = { type: 'cancel-video-request', data: {} };
    return html`<section class="sheet" part="sheet">
      <h2>${words.waitingForAnswer(name)}</h2>
      <div class="sheet-actions">${actionButton({ part: 'cancel', label: words.cancel(), busy: isPending(state, 'cancel-video-request'), onPress: () => request(cancel) })}</div>
    </section>`;
  }
  if (!who && !wantsVideo) return nothing;
  const choose = (agree: boolean, camera: boolean) => () => {
    wantVideo(false);
    if (who) request({ type: 'answer-video', data: { agree, camera } });
    else if (agree) request({ type: 'enable-video', data: { camera } });
  };
  const { camera: device } = state.media;
  const failed = view.previewFailure ?? (device.state === 'failed' ? device.code : undefined);
  const title = who ? words.asksToSee(who.name ?? name) : words.askForVideo(name);
  return html`<section class="sheet" part="sheet" role="dialog" aria-label=${title}>
    <h2>${title}</h2>
    <div class="preview" ?hidden=${failed !== undefined}>
      <video data-preview playsinline muted .muted=${true} class=${state.intent.facing === 'user' ? 'mirrored' : ''}></video>
      <span class="plate">${words.onlyYouSee()}</span>
    </div>
    ${view.mobileData ? html`<p class="hint">${words.mobileData()}</p>` : nothing}
    ${failed ? html`<p class="problem" role="alert">${wordsOf(failed).cause()} ${wordsOf(failed).remedy()}</p>` : nothing}
    <div class="sheet-actions">
      ${actionButton({ part: 'show-camera', label: words.showCamera(), icon: 'video', kind: 'primary', onPress: choose(true, true) })}
      ${actionButton({ part: 'only-watch', label: words.onlyWatch(), icon: 'eye', onPress: choose(true, false) })}
      ${actionButton({ part: 'not-now', label: words.notNow(), kind: 'quiet', onPress: choose(false, false) })}
    </div>
  </section>`;
}
