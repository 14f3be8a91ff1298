import { DeskError } from '../core/types.js';

/** An error of the database itself, with PostgreSQL's own code where there is one. */
export class SqlError extends Error {
  readonly code: string;
  readonly constraint?: string;

  constructor(message: string, code: string, constraint?: string) {
    super(message);
    this.name = 'SqlError';
    this.code = code;
    if (constraint !== undefined) this.constraint = constraint;
  }
}

/** Why a data directory or database cannot be used at all; its message is meant for whoever starts the desk. */
export class CannotOpen extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CannotOpen';
  }
}

/**
 * Codes after which the same request may well succeed: lost or refused connections (class 08, 57P), too many of them (53),
 * and a lock or statement that took too long. Also what Node and the driver say about broken connections.
 */
const transient =
  /^(08...|53...|57P0[1-5]|57014|55P03|25P0[34]|E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN))$/;
const broken =
  /connection (terminated|ended|error|timeout)|timeout (exceeded )?when trying to connect|client was closed|not queryable/i;

const RETRY_AFTER_MS = 1000;

/** The database is away or overloaded for the moment: callers try again by themselves. */
export function unavailable(cause: unknown): DeskError {
  return new DeskError('desk-unavailable', { retryAfterMs: RETRY_AFTER_MS, cause });
}

/** Says of a driver's error what it means here. */
export function translated(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (error instanceof DeskError || error instanceof SqlError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (transient.test(code) || broken.test(error.message)) return unavailable(error);
  if (code === '') return error;
  const constraint =
    'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
  return new SqlError(error.message, code, constraint);
}

/** Deadlock or serialisation failure: nothing happened, and the same transaction may simply run again. */
export function mayRunAgain(error: unknown): boolean {
  return error instanceof SqlError && (error.code === '40P01' || error.code === '40001');
}

export function isDuplicate(error: unknown, constraint: string): boolean {
  return error instanceof SqlError && error.code === '23505' && error.constraint === constraint;
}
