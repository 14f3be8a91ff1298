export interface Postgres {
  /** `postgresql://postgres@127.0.0.1:<port>/postgres`: a superuser of a cluster of its own, without a password. */
  readonly url: string;
  readonly socket: string;
  readonly port: number;
  readonly pid: number | undefined;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** SIGKILL of the whole group, as a crash. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Ends it and removes its data. Also happens at the end of the process. */
  dispose(): Promise<void>;
}

export function startPostgres(): Promise<Postgres>;
