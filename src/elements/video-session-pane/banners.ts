import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { SessionState } from '../../interaction/index.js';
import { contactOf } from '../../interaction/index.js';
import { actionButton } from '../../ui/controls.js';
import type { IconName } from '../../ui/icons.js';
import { icon } from '../../ui/icons.js';
import { wordsOf } from '../../ui/words/codes.js';
import { close } from '../../ui/words/common.js';
import * as format from '../../ui/words/format.js';
import * as words from '../../ui/words/session.js';
import { contactName } from '../parts/names.js';

export interface BannerActions {
  readonly now: number;
  readonly dismiss: (failure: string) => void;
  readonly unlock: () => void;
  readonly takeOver: () => void;
}

/** What is wrong now, each with what happens next or what to do: never more than a line each. */
export function banners(state: SessionState, actions: BannerActions): TemplateResult {
  return html`<div class="banners" part="banners">
    ${deskBanner(state)} ${mediaBanner(state, actions)} ${awayBanner(state, actions.now)} ${deviceBanners(state)}
    ${state.failures.map(({ id, code }) => {
      const text = `${wordsOf(code).cause()} ${wordsOf(code).remedy()}`;
      const press = { part: 'dismiss', label: close(), icon: 'close', kind: 'quiet', compact: true } as const;
      return banner('danger', 'alert', text, actionButton({ ...press, onPress: () => actions.dismiss(id) }));
    })}
  </div>`;
}

function banner(kind: string, shape: IconName, text: string, action?: TemplateResult): TemplateResult {
  return html`<div class="banner ${kind}" part="banner ${kind}-banner">${icon(shape)}<span>${text}</span>${action ?? nothing}</div>`;
}

function deskBanner({ connection }: SessionState) {
  if (connection.state === 'signed-out')
    return banner(
      'danger',
      'lock',
      `${wordsOf(connection.code).cause()} ${wordsOf(connection.code).remedy()}`,
    );
  return connection.state === 'retrying' ? banner('reconnecting', 'refresh', words.deskGone()) : nothing;
}

function mediaBanner({ media }: SessionState, { unlock, takeOver }: BannerActions) {
  const { connection } = media;
  if (connection.state === 'refused') {
    if (connection.code !== 'open-elsewhere')
      return banner('danger', 'alert', wordsOf(connection.code).cause());
    const press = actionButton({
      part: 'take-over',
      label: words.takeOver(),
      kind: 'primary',
      onPress: takeOver,
    });
    return banner('held', 'info', words.openElsewhere(), press);
  }
  if (connection.state === 'reconnecting') {
    return banner('reconnecting', 'refresh', connection.mediaFlows ? words.tryingAgain() : words.mediaGone());
  }
  if (!media.playbackBlocked) return nothing;
  return banner(
    'held',
    'volume-off',
    words.soundBlocked(),
    actionButton({ part: 'unlock', label: words.tapToHear(), kind: 'primary', onPress: unlock }),
  );
}

function awayBanner(state: SessionState, now: number) {
  const until = state.interaction && contactOf(state.interaction)?.lostUntil;
  if (until === undefined) return nothing;
  const left = format.duration(Math.max(0, until - now));
  return banner('held', 'offline', words.contactAway(contactName(state) ?? words.contact(), left));
}

function deviceBanners({ media }: SessionState) {
  return [media.microphone, media.camera].map((device) => {
    if (device.state !== 'failed') return nothing;
    return banner('danger', 'alert', `${wordsOf(device.code).cause()} ${wordsOf(device.code).remedy()}`);
  });
}
