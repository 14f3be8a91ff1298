export interface StartOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Without it the process has all of this one's environment as well. */
  bareEnv?: boolean;
  /** How messages call it. */
  name?: string;
  ready?: { line: RegExp; stream?: 'stdout' | 'stderr' } | { http: string };
  logFile?: string;
  freshLog?: boolean;
  timeout?: number;
  stopLimit?: number;
  stopSignal?: NodeJS.Signals;
  /** Sends the stop signal again after this many milliseconds. */
  repeatStop?: number;
  onLine?: (line: string) => void;
  /** It was ready and then ended without `stop` or `kill`. */
  onCrash?: () => void;
}

export interface Started {
  readonly pid: number;
  /** The match of `ready.line`. */
  readonly match: RegExpExecArray | undefined;
  readonly exited: Promise<{ code?: number | null; signal?: NodeJS.Signals | null; error?: Error }>;
  /** Its last lines. */
  readonly tail: readonly string[];
  stop(limit?: number): Promise<void>;
  kill(): Promise<void>;
}

export function start(command: string, args: readonly string[], options?: StartOptions): Promise<Started>;
export function run(
  command: string,
  args: readonly string[],
  options?: { cwd?: string; env?: Record<string, string>; input?: string; show?: boolean; timeout?: number },
): Promise<string>;
export function answers(url: string, signal?: AbortSignal): Promise<Response>;
