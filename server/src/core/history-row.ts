import type { AssignmentStatus, EndReason, Interaction, Party } from 'video-session-window/interaction';

export type HistoryStatus = 'in-progress' | 'pending' | 'done';

/** An interaction as those see it who look back: no text, no names. */
export interface HistoryFields {
  readonly status: HistoryStatus;
  readonly outcome: EndReason | null;
  readonly connectedAt: number | null;
  readonly endedAt: number | null;
  readonly doneAt: number | null;
  readonly durationMs: number;
  readonly queue: string;
  readonly agents: readonly HistoryAgent[];
  readonly parties: readonly HistoryParty[];
}

/** Whoever spoke with the contact, and what became of their part. */
export interface HistoryAgent {
  readonly agent: string;
  readonly party: string;
  readonly status: AssignmentStatus;
}

export interface HistoryParty extends Pick<Party, 'id' | 'kind' | 'agent' | 'joinedAt' | 'leftAt'> {}

export function historyFields(state: Interaction): HistoryFields {
  const status = statusOf(state);
  const { connectedAt, endedAt } = state;
  const done = state.assignments.map((assignment) => assignment.doneAt ?? 0);
  return {
    status,
    outcome: state.endReason ?? null,
    connectedAt: connectedAt ?? null,
    endedAt: endedAt ?? null,
    doneAt: status === 'done' ? Math.max(endedAt ?? 0, ...done) : null,
    durationMs: connectedAt === undefined || endedAt === undefined ? 0 : endedAt - connectedAt,
    queue: state.queue,
    agents: agentsOf(state),
    parties: state.parties.map(({ id, kind, agent, joinedAt, leftAt }) => ({
      id,
      kind,
      joinedAt,
      ...(agent === undefined ? {} : { agent }),
      ...(leftAt === undefined ? {} : { leftAt }),
    })),
  };
}

function agentsOf(state: Interaction): readonly HistoryAgent[] {
  return state.assignments.flatMap(({ agent, party, status }) =>
    party === undefined ? [] : [{ agent, party, status }],
  );
}

function statusOf(state: Interaction): HistoryStatus {
  if (state.phase !== 'ended') return 'in-progress';
  return state.assignments.some(({ status }) => status === 'wrap-up') ? 'pending' : 'done';
}
