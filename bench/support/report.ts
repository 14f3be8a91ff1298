/** The last line of every measurement. */
export interface Report {
  readonly name: string;
  /** `null`: it could not be told, and `reason` says why. */
  readonly pass: boolean | null;
  readonly reason?: string;
  readonly figures: Readonly<Record<string, unknown>>;
  /** How many samples of each kind. */
  readonly n: number;
  /** Every sample, in the order it was taken. */
  readonly samples: Readonly<Record<string, readonly number[]>>;
}

/** Prints it, and makes the process fail when it did not pass. */
export function report(result: Report): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (result.pass === false) process.exitCode = 1;
}
