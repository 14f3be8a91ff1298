/** One structured line per event. Values are ids, codes and numbers; never a token, a query string or what people wrote. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** Writes JSON lines. @param write where a finished line goes */
export function createLog(write: (line: string) => void): Log {
  const line =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`);
  return { info: line('info'), warn: line('warn'), error: line('error') };
}

/** What of an error may stand in a log: its name, code and where it came from. Messages may quote input, so tokens are cut. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
  return withoutTokens(text).slice(0, 2000);
}

/** JWTs, join links and long random strings are cut out of whatever is logged. */
export function withoutTokens(text: string): string {
  return text.replace(/[\w-]+\.[\w-]{8,}\.[\w-]{8,}|join-[\w-]+|[\w-]{40,}/g, '…');
}
