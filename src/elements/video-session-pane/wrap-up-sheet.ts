import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { SessionState } from '../../interaction/index.js';
import { ownAssignment } from '../../interaction/index.js';
import { icon } from '../../ui/icons.js';
import * as format from '../../ui/words/format.js';
import * as words from '../../ui/words/session.js';
import { nameOf } from '../parts/names.js';

/** After Disconnect: what happened, and how long there is to finish. */
export function wrapUpSheet(state: SessionState, now: number): TemplateResult {
  const { interaction } = state;
  const work = ownAssignment(state);
  const began = interaction?.connectedAt;
  const over = interaction?.endedAt ?? work?.wrapUpAt;
  const people = (interaction?.parties ?? []).map(
    (party) => nameOf(state, party.id) ?? (party.kind === 'contact' ? words.contact() : words.agent()),
  );
  const reason = interaction?.endReason && words.endReasons[interaction.endReason]?.();
  const row = (term: string, value: string | undefined) =>
    value ? html`<div class="row"><dt>${term}</dt><dd>${value}</dd></div>` : nothing;
  return html`<section class="sheet" part="wrap-up">
    ${icon(work?.status === 'done' ? 'done' : 'clock')}
    <h2>${work?.status === 'done' ? words.doneHint() : words.afterCall()}</h2>
    <dl>
      ${row(words.duration(), began !== undefined && over !== undefined ? format.duration(over - began) : undefined)}
      ${row(words.people(), format.list(people))} ${row(words.endedBy(), reason)}
      ${row(words.afterCall(), work?.until === undefined ? undefined : words.endsIn(format.duration(work.until - now)))}
    </dl>
  </section>`;
}
