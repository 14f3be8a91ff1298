export interface LiveKitOptions {
  /** Where LiveKit sends its webhooks, signed with `key`. */
  webhookUrl?: string | readonly string[];
  /** The address offered for media. Default 127.0.0.1. */
  nodeIp?: string;
  /** The address of the signalling port. Default 127.0.0.1. */
  bind?: string;
  /** Default: free ones. */
  ports?: Partial<LiveKitPorts>;
  /** `host:port`; makes it one node of several. All nodes then need the same key and secret. */
  redis?: string;
  key?: string;
  secret?: string;
  logLevel?: 'debug' | 'info' | 'warn' | 'error';
  logFile?: string;
  /** It ended without being asked to. */
  onCrash?: () => void;
}

export interface LiveKitPorts {
  http: number;
  tcp: number;
  udp: number;
}

export interface LiveKit {
  /** `ws://…`, what a page would connect to without a gate. */
  readonly url: string;
  /** `http://…`, what the desk is given. */
  readonly httpUrl: string;
  readonly key: string;
  readonly secret: string;
  /** The port of `url`. */
  readonly port: number;
  readonly ports: LiveKitPorts;
  readonly logFile: string;
  /** Undefined while it is stopped. */
  readonly pid: number | undefined;
  /** Starts it again after `stop()` or `kill()`: same ports, key and secret; rooms are gone. */
  start(): Promise<void>;
  /** Ends it; people still connected are told (reason SERVER_SHUTDOWN), not waited for. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash. */
  kill(): Promise<void>;
  /** Ends it for good and removes its files. Also happens at the end of the process. */
  dispose(): Promise<void>;
}

export function startLiveKit(options?: LiveKitOptions): Promise<LiveKit>;
