import type { Code } from '../codes.js';
import type { AgentCommand, Command } from '../wire/commands.js';
import type { StreamMessage } from '../wire/stream.js';

/** What came of a command: done, or refused with a code and nothing changed. */
export type Outcome =
  | {
      readonly ok: true;
      /** Position of the last fact it led to, in the reader's stream. */ readonly seq: number;
    }
  | { readonly ok: false; readonly code: Code; readonly retryAfterMs?: number; readonly detail?: string };

/** How to enter the media room now. The token is for the gate only and never says what its bearer may do. */
export interface Access {
  readonly url: string;
  readonly token: string;
  /** On the desk's clock, in milliseconds. */
  readonly expires: number;
}

export type AccessAnswer = { readonly ok: true; readonly access: Access } | Extract<Outcome, { ok: false }>;

/** How the page stands with the desk. */
export type DeskConnection =
  | { readonly state: 'connecting' | 'live' | 'closed' }
  | { readonly state: 'retrying'; readonly since: number; readonly code: Code }
  | { readonly state: 'signed-out'; readonly code: Code };

/** `interaction:<id>`, `agent` or `directory`. */
export type Topic = `interaction:${string}` | 'agent' | 'directory';

export interface TopicListener {
  message(message: StreamMessage): void;
  connection(connection: DeskConnection): void;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Give it to the next call; absent on the last page. */
  readonly next?: string;
}

/** The desk: who keeps the log and decides. Nothing here throws for a refusal; a broken connection is an outcome too. */
export interface DeskPort {
  send(interaction: string, command: Command): Promise<Outcome>;
  sendAgent(command: AgentCommand): Promise<Outcome>;
  /**
   * Follows a topic. The listener hears the connection at once and a snapshot as soon as there is one; after a cut it hears
   * on from `cursor` without gap or double.
   */
  subscribe(topic: Topic, listener: TopicListener, cursor?: number): () => void;
  /** Access to the room of a leg. `takeOver` ends the access of another page with the same leg. */
  access(interaction: string, leg: string, options?: { readonly takeOver?: boolean }): Promise<AccessAnswer>;
  query<T>(
    name: 'history',
    args: Readonly<Record<string, string>>,
    page?: string,
  ): Promise<Page<T> | Extract<Outcome, { ok: false }>>;
  /** The desk's clock, in milliseconds: this page's clock plus the measured offset. */
  time(): number;
  close(): void;
}
