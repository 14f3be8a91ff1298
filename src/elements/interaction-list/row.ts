import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { OpenInteraction } from '../../context/index.js';
import type { Interaction, SessionState } from '../../interaction/index.js';
import { contactOf, ownAssignment, ownParty } from '../../interaction/index.js';
import type { IconName } from '../../ui/icons.js';
import { icon } from '../../ui/icons.js';
import * as format from '../../ui/words/format.js';
import * as list from '../../ui/words/interactions.js';
import * as words from '../../ui/words/session.js';
import { contactName, subjectOf } from '../parts/names.js';

export type RowState = 'offered' | 'active' | 'held' | 'away' | 'wrap-up';

const looks: Readonly<Record<RowState, { icon: IconName; word: () => string }>> = {
  offered: { icon: 'bell', word: list.ringing },
  active: { icon: 'headset', word: words.connected },
  held: { icon: 'hold', word: words.onHold },
  away: { icon: 'offline', word: list.away },
  'wrap-up': { icon: 'clock', word: words.wrapUp },
};

/** What the list says of an interaction, and since when. */
export function standingOf({ part, session }: OpenInteraction): {
  readonly state: RowState;
  readonly since: number | undefined;
} {
  const { state: current } = session;
  const { interaction } = current;
  const work = ownAssignment(current);
  if (part.status === 'wrap-up') return { state: 'wrap-up', since: work?.wrapUpAt };
  if (part.status === 'offered') return { state: 'offered', since: work?.offeredAt };
  return interaction ? inCall(current, interaction) : { state: 'active', since: undefined };
}

function inCall(current: SessionState, interaction: Interaction) {
  const contact = contactOf(interaction);
  if (contact?.lostUntil !== undefined) return { state: 'away', since: interaction.connectedAt } as const;
  const held = [contact, ownParty(current)].find((party) => party?.held);
  if (held) return { state: 'held', since: held.heldAt } as const;
  return { state: 'active', since: interaction.connectedAt } as const;
}

export interface RowView {
  readonly offer: OpenInteraction;
  readonly now: number;
  readonly chosen: boolean;
  readonly choose: () => void;
}

/** One open interaction: state by word, colour and shape; who and what about; how long. */
export function row({ offer, now, chosen, choose }: RowView): TemplateResult {
  const { state, since } = standingOf(offer);
  const look = looks[state];
  const { state: current } = offer.session;
  const subject = subjectOf(current);
  return html`<li>
    <button
      type="button"
      class="row ${state}"
      part="row ${state}"
      data-key=${offer.part.interaction}
      aria-current=${chosen ? 'true' : nothing}
      @click=${choose}
    >
      <span class="shape">${icon(look.icon)}</span>
      <span class="who">
        <strong class="name" part="name" dir="auto">${contactName(current) ?? words.contact()}</strong>
        ${subject ? html`<span class="subject" dir="auto">${subject}</span>` : nothing}
      </span>
      <span class="standing">
        <span class="word" part="state">${look.word()}</span>
        ${
          since === undefined
            ? nothing
            : html`<span class="timer" part="timer">${format.duration(now - since)}</span>`
        }
      </span>
    </button>
  </li>`;
}
