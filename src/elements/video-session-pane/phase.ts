import type { SessionState } from '../../interaction/index.js';
import { contactOf, ownAssignment, ownParty } from '../../interaction/index.js';

/** What the pane shows. Derived, so that it can never disagree with the state. */
export type PanePhase =
  | 'empty'
  | 'connecting'
  | 'connected'
  | 'held'
  | 'away'
  | 'reconnecting'
  | 'off'
  | 'wrap-up'
  | 'done'
  | 'ended';

export function panePhase(state: SessionState | undefined): PanePhase {
  const interaction = state?.interaction;
  if (!state || !interaction) return 'empty';
  const work = ownAssignment(state);
  if (work?.status === 'wrap-up') return 'wrap-up';
  if (work?.status === 'done') return 'done';
  if (interaction.phase === 'ended' || (interaction.phase === 'connected' && !ownParty(state)))
    return 'ended';
  if (interaction.phase !== 'connected') return 'empty';
  const contact = contactOf(interaction);
  if (contact?.lostUntil !== undefined) return 'away';
  if (contact?.held) return 'held';
  const { connection } = state.media;
  if (connection.state === 'refused') return 'off';
  // A signalling hiccup while pictures still move is nobody's business; stale media is.
  if (connection.state === 'reconnecting' && !connection.mediaFlows) return 'reconnecting';
  return connection.state === 'connected' || connection.state === 'reconnecting' ? 'connected' : 'connecting';
}

/** When the time shown beside the phase began, on the desk's clock. */
export function phaseSince(state: SessionState | undefined): number | undefined {
  const interaction = state?.interaction;
  if (!state || !interaction) return undefined;
  switch (panePhase(state)) {
    case 'held':
      return contactOf(interaction)?.heldAt;
    case 'wrap-up':
      return ownAssignment(state)?.wrapUpAt;
    case 'connected':
    case 'connecting':
    case 'away':
    case 'reconnecting':
    case 'off':
      return interaction.connectedAt;
    case 'empty':
    case 'done':
    case 'ended':
      return undefined;
  }
}
