import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { actionButton } from '../../ui/controls.js';
import { icon } from '../../ui/icons.js';
import { wordsOf } from '../../ui/words/codes.js';
import { close } from '../../ui/words/common.js';
import * as words from '../../ui/words/contact.js';
import type { CallView } from './call-screens.js';

/** What goes wrong, at the top and in a line; the buttons below stay usable. */
export function notices({ state, unlock, takeOver, dismiss }: CallView): TemplateResult {
  const { connection, media, failures } = state;
  const refused = media.connection.state === 'refused' ? media.connection.code : undefined;
  return html`<div class="notices" part="notices">
    ${connection.state === 'retrying' || connection.state === 'signed-out' ? notice(words.deskGone()) : nothing}
    ${media.connection.state === 'reconnecting' && !media.connection.mediaFlows ? notice(words.reconnecting()) : nothing}
    ${refused === 'open-elsewhere' ? notice(words.openElsewhere(), actionButton({ part: 'take-over', label: words.continueHere(), kind: 'primary', onPress: takeOver })) : nothing}
    ${media.playbackBlocked ? notice('', actionButton({ part: 'unlock', label: words.tapToHear(), icon: 'volume', kind: 'primary', onPress: unlock })) : nothing}
    ${[media.microphone, media.camera].map((device) =>
      device.state === 'failed'
        ? notice(`${wordsOf(device.code).cause()} ${wordsOf(device.code).remedy()}`)
        : nothing,
    )}
    ${failures.map(({ id, code }) =>
      notice(
        `${wordsOf(code).cause()} ${wordsOf(code).remedy()}`,
        actionButton({
          part: 'dismiss',
          label: close(),
          icon: 'close',
          kind: 'quiet',
          compact: true,
          onPress: () => dismiss(id),
        }),
      ),
    )}
  </div>`;
}

function notice(text: string, action?: TemplateResult): TemplateResult {
  return html`<div class="notice" part="notice">${text ? html`${icon('info')}<span>${text}</span>` : nothing}${action ?? nothing}</div>`;
}
