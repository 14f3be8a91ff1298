import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { SessionState } from '../../interaction/index.js';
import { ownAssignment } from '../../interaction/index.js';
import { actionButton } from '../../ui/controls.js';
import { icon } from '../../ui/icons.js';
import { close } from '../../ui/words/common.js';
import * as words from '../../ui/words/offer.js';
import { contactName } from '../parts/names.js';

export type WhyGone = 'missed' | 'hung-up' | 'withdrawn';

/** Why an offer is over, as its session heard it last; nothing where the agent answered. */
export function whyGone(state: SessionState): WhyGone | undefined {
  switch (ownAssignment(state)?.status) {
    case 'timed-out':
      return 'missed';
    case 'withdrawn':
      return state.closed === 'ended' ? 'hung-up' : 'withdrawn';
    // Closed before a word of the reason came.
    case 'offered':
      return 'withdrawn';
    default:
      return undefined;
  }
}

export function goneWords(why: WhyGone, state: SessionState): string {
  const name = contactName(state) ?? words.unknownContact();
  if (why === 'missed') return words.missed(name);
  return why === 'hung-up' ? words.hungUp(name) : words.withdrawn(name);
}

/** What is left of an offer for a moment. */
export function goneNote(text: string, at: number, dismiss: () => void): TemplateResult {
  const look = {
    part: `gone-${at} dismiss`,
    label: close(),
    icon: 'close',
    kind: 'quiet',
    compact: true,
  } as const;
  return html`<p class="gone" part="gone">
    ${icon('phone-off')}<span>${text}</span>${actionButton({ ...look, onPress: dismiss })}
  </p>`;
}
