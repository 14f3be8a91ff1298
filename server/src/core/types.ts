import type {
  Actor,
  AgentCommand,
  AgentView,
  AttachedDatum,
  Command,
  Content,
  Fact,
  FactActor,
  HistoryEntry,
  Interaction,
  Me,
  Page,
  ProblemCode,
  SystemCommandBody,
  Waiting,
} from 'video-session-window/interaction';
import type { DeskConfig } from './config.js';
import type { Verdict } from './verify.js';

/** Who speaks, once the request is authenticated. Everything is bound to one tenant. */
export type Principal =
  | {
      readonly kind: 'agent';
      readonly tenant: string;
      readonly agent: string;
      readonly name: string;
      readonly queues: readonly string[];
      readonly capacity: number;
      readonly roles: readonly string[];
    }
  | {
      readonly kind: 'contact';
      readonly tenant: string;
      readonly interaction: string;
      readonly party: string;
      readonly leg: string;
    }
  | { readonly kind: 'backend'; readonly tenant: string; readonly issuer: string }
  | { readonly kind: 'system'; readonly tenant: string };

/** A refusal or failure with its stable code; the HTTP layer makes an RFC 9457 problem of it. */
export class DeskError extends Error {
  readonly code: ProblemCode;
  readonly retryAfterMs?: number;
  /** Which field, as a JSON pointer, and what is wrong with it. */
  readonly detail?: string;

  constructor(code: ProblemCode, options: { detail?: string; retryAfterMs?: number; cause?: unknown } = {}) {
    super(code, { cause: options.cause });
    this.name = 'DeskError';
    this.code = code;
    if (options.detail !== undefined) this.detail = options.detail;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}

/** A call as somebody begins it. `id` is the caller's own: repeating it gives the same interaction. */
export interface NewCall {
  readonly id: string;
  readonly source: 'backend' | 'entry' | 'agent' | 'phone';
  readonly queue: string;
  readonly contact?: { readonly ref?: string; readonly name?: string };
  readonly subject?: string;
  readonly attachedData?: readonly AttachedDatum[];
  readonly language?: string;
  readonly privacyVersion?: string;
}

export interface CallCreated {
  readonly interaction: string;
  readonly party: string;
  readonly leg: string;
  /** False when the same id had begun it before. */
  readonly created: boolean;
}

/** An interaction as read from the database, with the row version that any later change raises. */
export interface Loaded {
  readonly tenant: string;
  readonly state: Interaction;
  readonly version: number;
}

/** What the outside is told after a commit, in this process and by NOTIFY in the others: ids only. */
export type Change =
  | { readonly kind: 'interaction'; readonly tenant: string; readonly id: string; readonly seq: number }
  | { readonly kind: 'agent'; readonly tenant: string; readonly id: string }
  | { readonly kind: 'queue'; readonly tenant: string; readonly id: string }
  | { readonly kind: 'config'; readonly tenant: string };

/** A tenant's configuration as it is stored, with what it leaves out filled in. */
export interface StoredConfig<C = DeskConfig> {
  readonly version: number;
  readonly config: C;
}

/** The desk's own logic over the database: HTTP, gate and tests all speak to this. Throws `DeskError`. */
export interface Desk {
  createCall(tenant: string, call: NewCall): Promise<CallCreated>;
  /** Idempotent by (tenant, actor, command id); the same id with another payload is `id-reused`. */
  command(who: Principal, interaction: string, command: Command): Promise<{ seq: number }>;
  /** The same path for what the desk itself decides. Returns undefined when it was refused (already happened). */
  systemCommand(interaction: string, command: SystemCommandBody): Promise<{ seq: number } | undefined>;
  agentCommand(who: Principal, command: AgentCommand): Promise<{ rev: number }>;
  /** Called when an agent's stream opens: logs in (not ready) or refreshes name, queues and capacity. */
  agentLogin(who: Principal & { kind: 'agent' }): Promise<void>;
  agentView(tenant: string, agent: string): Promise<{ rev: number; view: AgentView }>;
  load(interaction: string): Promise<Loaded | undefined>;
  byRoom(room: string): Promise<Loaded | undefined>;
  /** Every interaction that has not ended: for the reconciler. */
  live(): Promise<readonly string[]>;
  /** Whether this person may read it, and as whom. */
  access(who: Principal, interaction: string): Promise<{ loaded: Loaded; me: Me } | undefined>;
  /** Facts after `seq` in that audience's own numbering, with the contents they refer to. */
  factsAfter(
    interaction: string,
    audience: 'agents' | 'contact',
    seq: number,
    limit: number,
  ): Promise<readonly { fact: Fact; contents: readonly Content[] }[]>;
  contents(interaction: string, audience: 'agents' | 'contact'): Promise<readonly Content[]>;
  waiting(interaction: string): Promise<Waiting | undefined>;
  /** Presence: how many streams a party (or an agent) has open; the desk reports absence after a grace of 5 s. */
  streamOpened(who: Principal): Promise<string>;
  streamClosed(stream: string): Promise<void>;
  /** Called once for each committed change, own and other desks' alike. */
  onChange(listener: (change: Change) => void): () => void;
  now(): Promise<number>;
  /** Undefined for a tenant nobody has configured. Cheap: asked for each request. */
  config(tenant: string): Promise<StoredConfig | undefined>;
  /** Every configured tenant: a preflight request names none. Cheap as `config`. */
  tenants(): Promise<readonly string[]>;
  /** How many interactions are in each phase now, for the operator. */
  phases(): Promise<Readonly<Record<string, number>>>;
  /** Stores a new version; `version-conflict` when `ifVersion` is not the stored one, `invalid-input` when it is no configuration. */
  putConfig(tenant: string, config: unknown, ifVersion?: number): Promise<StoredConfig>;
  /** What ended or runs, newest first, for agents. `page` is what the last answer's `next` said. */
  history(
    who: Principal,
    query: { readonly contact?: string; readonly page?: string },
  ): Promise<Page<HistoryEntry>>;
  /** Checks the log of an interaction against its chain of hashes. */
  verifyChain(interaction: string): Promise<Verdict>;
  /** Erases what is known of a contact in all that has ended; says in how many interactions. */
  eraseContact(tenant: string, contact: string): Promise<number>;
  interactionHistory(who: Principal, interaction: string): Promise<HistoryEntry | undefined>;
  close(): Promise<void>;
}

export type { Actor, FactActor };
