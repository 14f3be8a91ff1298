import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { actionButton } from '../../ui/controls.js';
import { icon } from '../../ui/icons.js';
import { safeUrl } from '../../ui/safe-url.js';
import { wordsOf } from '../../ui/words/codes.js';
import * as words from '../../ui/words/contact.js';
import * as format from '../../ui/words/format.js';
import type { NotStarted } from './connector.js';
import type { HelpFor } from './environment.js';

export interface StartView {
  readonly label: string;
  readonly privacyUrl: string;
  /** The page's address, for a relative one of the notice. */
  readonly base: string;
  readonly agreed: boolean;
  readonly busy: boolean;
  readonly problem: NotStarted | undefined;
  readonly mustAgree: boolean;
  readonly inApp: boolean;
  readonly copied: boolean;
  readonly help: HelpFor;
  readonly agree: (agreed: boolean) => void;
  readonly call: () => void;
  readonly copyLink: () => void;
}

/** Before the call: what will happen, consent, and one button. */
export function startScreen(view: StartView): TemplateResult {
  if (view.inApp) return inAppScreen(view);
  if (view.problem?.code === 'microphone-denied')
    return blockedScreen(words.microphoneBlocked(), view.help, view.call, view.busy);
  const link = safeUrl(view.privacyUrl, { base: view.base });
  return html`<section class="screen start" part="start">
    <slot name="brand"></slot>
    <h1>${view.label}</h1>
    <p>${words.whatHappens()}</p>
    <slot></slot>
    <label class="consent" part="consent">
      <input type="checkbox" .checked=${view.agreed} @change=${(event: Event) => view.agree((event.target as HTMLInputElement).checked)} />
      <span>${words.agree()}</span>
    </label>
    ${link ? html`<a class="privacy" href=${link} target="_blank" rel="noopener noreferrer">${words.privacyNotice()}</a>` : nothing}
    ${view.mustAgree ? html`<p class="problem" role="alert">${words.agreeFirst()}</p>` : nothing}
    ${view.problem ? problem(view.problem) : nothing}
    <div class="bottom">
      ${actionButton({ part: 'call', label: view.label, icon: 'phone', kind: 'primary', busy: view.busy, onPress: view.call })}
      <p class="hint">${words.microphoneHint()}</p>
    </div>
  </section>`;
}

function problem({ code, retryAfterMs }: NotStarted): TemplateResult {
  const { title, cause, remedy } = wordsOf(code);
  const next = retryAfterMs === undefined ? remedy() : `${words.tryAgain()} ${after(retryAfterMs)}.`;
  return html`<div class="problem" role="alert" part="problem"><strong>${title()}</strong> ${cause()} ${next}</div>`;
}

/** In whole seconds, and never too soon. */
function after(milliseconds: number): string {
  const now = Date.now();
  return format.relativeTime(now + Math.ceil(milliseconds / 1000) * 1000, now);
}

/** A browser that blocks the microphone or camera is unblocked by its owner only: three steps for this very one. */
export function blockedScreen(
  title: string,
  help: HelpFor,
  again: () => void,
  busy: boolean,
): TemplateResult {
  return html`<section class="screen blocked" part="help">
    ${icon('lock')}
    <h1>${title}</h1>
    <ol class="steps">
      ${words.permissionSteps[help]().map((step) => html`<li>${step}</li>`)}
    </ol>
    <div class="bottom">
      ${actionButton({ part: 'again', label: words.tryAgain(), icon: 'refresh', kind: 'primary', busy, onPress: again })}
    </div>
  </section>`;
}

function inAppScreen(view: StartView): TemplateResult {
  return html`<section class="screen blocked" part="help">
    ${icon('external-link')}
    <h1>${words.inAppTitle()}</h1>
    <p>${words.inAppHint()}</p>
    <p>${words.inAppSteps()}</p>
    <div class="bottom">
      ${actionButton({ part: 'copy', label: view.copied ? words.copied() : words.copyLink(), icon: 'copy', kind: 'primary', onPress: view.copyLink })}
    </div>
  </section>`;
}
