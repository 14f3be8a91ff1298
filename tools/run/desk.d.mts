import type { LiveKit } from './livekit-server.mjs';

export interface DeskOptions {
  livekit: Pick<LiveKit, 'httpUrl' | 'key' | 'secret'>;
  /** The tenants' configuration, or `configFile` with it. */
  config?: object;
  configFile?: string;
  /** PostgreSQL. Without it the embedded database in `dataDir`, or in a temporary folder. */
  databaseUrl?: string;
  dataDir?: string;
  /** Default: a free one. Choose it before with `freePort()` where LiveKit's webhook needs to know it. */
  port?: number;
  host?: string;
  /** What pages call it by, if not `http://host:port`. */
  publicUrl?: string;
  /** More environment variables. */
  env?: Record<string, string>;
  logFile?: string;
  /** It ended without being asked to. */
  onCrash?: () => void;
  /** Milliseconds until it must be listening. Default 60 s. */
  timeout?: number;
}

export interface Desk {
  /** What pages call it by. */
  readonly url: string;
  readonly port: number;
  readonly logFile: string;
  /** Undefined while it is stopped. */
  readonly pid: number | undefined;
  /** Starts it again after `stop()` or `kill()`: same address, same data. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** SIGKILL, as a crash. */
  kill(): Promise<void>;
  /** Ends it for good and removes its temporary files. Also happens at the end of the process. */
  dispose(): Promise<void>;
}

export function startDesk(options: DeskOptions): Promise<Desk>;
