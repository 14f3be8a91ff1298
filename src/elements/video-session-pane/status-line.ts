import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Quality, SessionState } from '../../interaction/index.js';
import type { IconName } from '../../ui/icons.js';
import { icon } from '../../ui/icons.js';
import * as format from '../../ui/words/format.js';
import * as words from '../../ui/words/session.js';
import { contactName, subjectOf } from '../parts/names.js';
import type { PanePhase } from './phase.js';

const looks: Readonly<Record<PanePhase, { icon: IconName; word: () => string }>> = {
  empty: { icon: 'phone', word: words.noCall },
  connecting: { icon: 'loader', word: words.connecting },
  connected: { icon: 'dot', word: words.connected },
  held: { icon: 'hold', word: words.onHold },
  away: { icon: 'offline', word: () => words.away(words.contact()) },
  reconnecting: { icon: 'refresh', word: words.reconnecting },
  off: { icon: 'offline', word: words.notConnectedHere },
  'wrap-up': { icon: 'clock', word: words.wrapUp },
  done: { icon: 'done', word: words.done },
  ended: { icon: 'phone-off', word: words.ended },
};

/** State by word, colour and shape; timer; who and what about; quality. */
export function statusLine(
  phase: PanePhase,
  state: SessionState | undefined,
  elapsed: number | undefined,
): TemplateResult {
  const look = looks[phase];
  const name = state && contactName(state);
  const subject = state && subjectOf(state);
  const inCall =
    phase === 'connected' ||
    phase === 'held' ||
    phase === 'away' ||
    phase === 'reconnecting' ||
    phase === 'off';
  return html`<header class="status" part="status">
    <span class="state ${phase}" part="state"
      >${look.icon === 'dot' ? html`<i class="dot"></i>` : icon(look.icon)}<span>${look.word()}</span></span>
    ${elapsed === undefined ? nothing : html`<span class="timer" part="timer">${format.duration(elapsed)}</span>`}
    <span class="who" part="contact">
      <strong dir="auto">${phase === 'empty' ? nothing : (name ?? words.contact())}</strong>
      ${subject ? html`<span class="subject" dir="auto">${subject}</span>` : nothing}
    </span>
    ${inCall && state ? qualityBars(state.media.quality) : nothing}
  </header>`;
}

const levels: Readonly<Record<Quality, { bars: number; word: () => string }>> = {
  excellent: { bars: 4, word: words.excellent },
  good: { bars: 3, word: words.good },
  poor: { bars: 1, word: words.poor },
  lost: { bars: 0, word: words.lost },
  unknown: { bars: 0, word: words.unknownQuality },
};

function qualityBars(quality: Quality): TemplateResult {
  const { bars, word } = levels[quality];
  const label = words.qualityIs(word());
  return html`<span class="quality ${quality}" part="quality" role="img" aria-label=${label} title=${label}>
    ${[1, 2, 3, 4].map((bar) => html`<i class=${bar <= bars ? 'lit' : ''}></i>`)}
  </span>`;
}
