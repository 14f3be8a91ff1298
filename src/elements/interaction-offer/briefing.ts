import type { AttachedDatum, Choice, SessionState } from '../../interaction/index.js';
import { attachedData, ownAssignment } from '../../interaction/index.js';
import * as words from '../../ui/words/offer.js';
import { contactName, nameOf, subjectOf } from '../parts/names.js';

/** How many lines of attached data a card shows. */
export const dataLines = 3;

/** What an agent should know before answering. */
export interface Briefing {
  readonly name: string;
  readonly subject: string | undefined;
  readonly queue: string | undefined;
  /** Since when the contact waits, on the desk's clock. */
  readonly since: number | undefined;
  /** The contact was in a call before, which was cut off. */
  readonly returned: boolean;
  readonly data: readonly AttachedDatum[];
  readonly moreData: number;
  readonly notes: readonly { readonly by: string | undefined; readonly text: string }[];
  /** When it stops ringing, and how long it rings in all. */
  readonly until: number | undefined;
  readonly ringMs: number;
}

export function briefingOf(state: SessionState, queues: readonly Choice[]): Briefing {
  const { interaction } = state;
  const offer = ownAssignment(state);
  const data = attachedData(state.contents);
  const queue = interaction?.queue;
  const before = interaction?.connectedAt !== undefined;
  return {
    name: contactName(state) ?? words.unknownContact(),
    subject: subjectOf(state),
    queue: queues.find(({ id }) => id === queue)?.label ?? queue,
    since: before ? interaction.queuedAt : interaction?.createdAt,
    returned: before,
    data: data.slice(0, dataLines),
    moreData: Math.max(0, data.length - dataLines),
    notes: notesOf(state),
    until: offer?.status === 'offered' ? offer.until : undefined,
    ringMs: offer?.until === undefined ? 0 : offer.until - offer.offeredAt,
  };
}

/** What colleagues wrote in earlier parts of this interaction, the newest first. */
function notesOf(state: SessionState): Briefing['notes'] {
  return Object.values(state.contents)
    .filter(({ kind }) => kind === 'note')
    .toSorted((one, other) => other.at - one.at)
    .flatMap(({ key, value }) =>
      typeof value === 'string' && value.trim() !== '' ? [{ by: nameOf(state, key), text: value }] : [],
    );
}
