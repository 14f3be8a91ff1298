import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import type { SessionState } from '../../interaction/index.js';
import { actionButton } from '../../ui/controls.js';
import { icon } from '../../ui/icons.js';
import { wordsOf } from '../../ui/words/codes.js';
import { close } from '../../ui/words/common.js';
import * as format from '../../ui/words/format.js';
import * as words from '../../ui/words/offer.js';
import type { Briefing } from './briefing.js';

export interface CardView {
  readonly state: SessionState;
  readonly briefing: Briefing;
  readonly now: number;
  readonly actions: TemplateResult;
  readonly dismiss: (failure: string) => void;
}

/** One offered interaction: how long it rings, who, why, and the answers. */
export function offerCard({ state, briefing, now, actions, dismiss }: CardView): TemplateResult {
  const { name, subject, queue, since, returned } = briefing;
  return html`<section class="card" part="card" role="group" aria-label=${words.callFrom(name)}>
    <header class="head">
      ${countdown(briefing, now)}
      <div class="who">
        <span class="kicker">${words.incomingCall()}</span>
        <strong class="name" part="name" dir="auto">${name}</strong>
        ${subject ? html`<span class="subject" part="subject" dir="auto">${subject}</span>` : nothing}
      </div>
    </header>
    <dl class="facts" part="facts">
      ${queue ? row(words.queue(), html`<bdi>${queue}</bdi>`) : nothing}
      ${
        since === undefined
          ? nothing
          : row(
              words.waited(),
              html`<span class="digits">${format.duration(now - since)}</span> ${
                returned ? html`<span class="mark">${words.returned()}</span>` : nothing
              }`,
            )
      }
      ${briefing.data.map(({ key, label, value }) =>
        row(html`<bdi>${label ?? key}</bdi>`, html`<bdi>${value}</bdi>`),
      )}
      ${briefing.moreData > 0 ? row('', words.moreData(briefing.moreData), 'more') : nothing}
    </dl>
    ${notes(briefing)} ${troubles(state, dismiss)}
    <footer class="answers" part="answers">${actions}</footer>
  </section>`;
}

function row(term: unknown, value: unknown, kind = ''): TemplateResult {
  return html`<div class="row ${kind}"><dt>${term}</dt><dd><bdi>${value}</bdi></dd></div>`;
}

/** A ring that empties, with the seconds left in it. */
function countdown({ until, ringMs }: Briefing, now: number): TemplateResult {
  if (until === undefined || ringMs <= 0) return html`<span class="countdown">${icon('phone-in')}</span>`;
  const left = Math.max(0, until - now);
  const gone = 100 - Math.round((100 * Math.min(left, ringMs)) / ringMs);
  const circle = svg`<circle class="track" cx="22" cy="22" r="20" />
    <circle class="left" cx="22" cy="22" r="20" pathLength="100" stroke-dasharray="100" stroke-dashoffset=${gone} />`;
  return html`<span class="countdown" part="countdown">
    <svg viewBox="0 0 44 44" aria-hidden="true">${circle}</svg>
    <span aria-hidden="true">${format.number(Math.ceil(left / 1000))}</span>
    <span class="visually-hidden">${words.rings(format.duration(left))}</span>
  </span>`;
}

/** The newest note's first lines. */
function notes({ notes: [newest] }: Briefing): TemplateResult | typeof nothing {
  if (!newest) return nothing;
  return html`<p class="note" part="note">
    ${icon('note')}<span class="visually-hidden">${newest.by ? words.noteBy(newest.by) : words.note()}</span>
    <span class="note-text" dir="auto">${newest.text}</span>
  </p>`;
}

function troubles(state: SessionState, dismiss: (failure: string) => void): TemplateResult {
  const away = state.connection.state === 'retrying';
  return html`${
    away
      ? html`<p class="trouble reconnecting" part="trouble">${icon('refresh')}<span>${words.deskGone()}</span></p>`
      : nothing
  }
  ${state.failures.map(({ id, code }, at) => {
    const look = {
      part: `dismiss-${at} dismiss`,
      label: close(),
      icon: 'close',
      kind: 'quiet',
      compact: true,
    } as const;
    return html`<p class="trouble danger" part="trouble">
      ${icon('alert')}<span>${wordsOf(code).cause()} ${wordsOf(code).remedy()}</span>
      ${actionButton({ ...look, onPress: () => dismiss(id) })}
    </p>`;
  })}`;
}
