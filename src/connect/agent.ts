import { AgentSession } from '../interaction/index.js';
import { loadCall, loadedCall } from './late-call.js';
import { LateMedia } from './late-media.js';
import type { Ports, Settled } from './ports.js';
import { createPorts } from './ports.js';

export interface AgentConnectOptions {
  /** Where the desk answers, for example `https://desk.example`. */
  readonly deskUrl: string;
  /** Gives a login token: asked at the start, before one ends, and when the desk refuses one. */
  readonly getToken: () => Promise<string>;
  readonly onSettled?: (settled: Settled) => void;
  readonly reconnectDelaysMs?: readonly number[];
}

/** An agent's session over the real desk and media server. Disposing of it ends the connection, never a call. */
export function createAgentSession(options: AgentConnectOptions): AgentSession {
  const { reconnectDelaysMs, ...rest } = options;
  const ports = createPorts({
    ...rest,
    role: 'agent',
    loadRules: loadCall,
    makeMedia: (clock) => new LateMedia(() => new (loadedCall().LiveKitMedia)({ clock, reconnectDelaysMs })),
  });
  return new ConnectedAgent(ports);
}

class ConnectedAgent extends AgentSession {
  readonly #own: Ports;

  constructor(ports: Ports) {
    super(ports, (interaction, own) => loadedCall().makeSession(interaction, own));
    this.#own = ports;
  }

  override dispose(): void {
    super.dispose();
    this.#own.close();
  }
}
