import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CommandBody, SessionState } from '../../interaction/index.js';
import { isPending } from '../../interaction/index.js';
import { actionButton } from '../../ui/controls.js';
import { icon } from '../../ui/icons.js';
import * as format from '../../ui/words/format.js';
import * as words from '../../ui/words/session.js';
import { asker, contactName } from '../parts/names.js';

/** A request for video: waiting for the contact's answer, or for ours. */
export function requestCard(
  state: SessionState,
  now: number,
  request: (command: CommandBody) => void,
): TemplateResult | typeof nothing {
  const who = asker(state);
  const ask = state.interaction?.video.ask;
  if (!who || !ask) return nothing;
  if (who.own) {
    const left = format.duration(Math.max(0, ask.expiresAt - now));
    return html`<section class="card asking" part="request">
      ${icon('video')}
      <strong>${words.asking(contactName(state) ?? words.contact())}</strong>
      <span>${words.askingLeft(left)}</span>
    </section>`;
  }
  const busy = isPending(state, 'answer-video');
  const answer = (agree: boolean, camera: boolean) => () =>
    request({ type: 'answer-video', data: { agree, camera } });
  return html`<section class="card asked" part="request" role="group" aria-label=${words.asksForVideo(who.name ?? words.contact())}>
    ${icon('video')}
    <strong>${words.asksForVideo(who.name ?? words.contact())}</strong>
    <span>${words.asksHint()}</span>
    <div class="card-actions">
      ${actionButton({ part: 'show-camera', label: words.showCamera(), icon: 'video', kind: 'primary', busy, onPress: answer(true, true) })}
      ${actionButton({ part: 'only-watch', label: words.onlyWatch(), icon: 'eye', onPress: answer(true, false) })}
      ${actionButton({ part: 'not-now', label: words.notNow(), kind: 'quiet', onPress: answer(false, false) })}
    </div>
  </section>`;
}
