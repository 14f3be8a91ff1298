import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { SessionState } from '../../interaction/index.js';
import { actionButton } from '../../ui/controls.js';
import { icon } from '../../ui/icons.js';
import * as words from '../../ui/words/contact.js';
import * as format from '../../ui/words/format.js';

export function endedScreen({ interaction }: SessionState, again: (() => void) | undefined): TemplateResult {
  const abandoned = interaction?.endReason === 'abandoned';
  const lost = interaction?.endReason === 'lost';
  const { connectedAt, endedAt } = interaction ?? {};
  const lasted =
    connectedAt !== undefined && endedAt !== undefined ? format.duration(endedAt - connectedAt) : undefined;
  return html`<section class="screen ended" part="ended">
    <slot name="brand"></slot>
    ${icon(lost ? 'offline' : 'done')}
    <h1>${words.callEnded()}</h1>
    <p>${abandoned ? words.waitEnded() : lost ? words.lostConnection() : words.thanks()}</p>
    ${lasted ? html`<p>${words.callLasted(lasted)}</p>` : nothing}
    <slot name="after"></slot>
    ${again ? html`<div class="bottom">${actionButton({ part: 'call-again', label: words.callAgain(), icon: 'phone', onPress: again })}</div>` : nothing}
  </section>`;
}
