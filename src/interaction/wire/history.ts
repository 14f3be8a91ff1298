import type { AssignmentStatus, EndReason } from '../state.js';

/** An interaction as those see it who look back. */
export interface HistoryEntry {
  readonly interaction: string;
  readonly queue: string;
  readonly source: string;
  readonly direction: string;
  /** The contact's reference in the tenant's records. */
  readonly contact?: string;
  readonly name?: string;
  readonly subject?: string;
  readonly createdAt: number;
  readonly connectedAt?: number;
  readonly endedAt?: number;
  readonly doneAt?: number;
  /** In progress until the call ends; pending while an agent still wraps up; then done. */
  readonly status: 'in-progress' | 'pending' | 'done';
  readonly outcome?: EndReason;
  /** How long it was connected; 0 while it runs and when nobody answered. */
  readonly durationMs: number;
  readonly videoMs: number;
  readonly video: boolean;
  /** Every assignment is marked done. */
  readonly done: boolean;
  /** Whoever spoke with the contact. */
  readonly agents: readonly {
    readonly agent: string;
    readonly name?: string;
    readonly status: AssignmentStatus;
  }[];
}
