import type { Code, InteractionSession } from '../../interaction/index.js';

export interface CallRequest {
  /** A public key of the company's page, or a token signed by its backend: one of the two. */
  readonly entryKey?: string;
  readonly callToken?: string;
  readonly queue?: string;
  readonly name?: string;
  readonly subject?: string;
  readonly language?: string;
  readonly privacyVersion: string;
}

/** Why a call could not begin, and after how long the desk would look at another try. */
export interface NotStarted {
  readonly ok: false;
  readonly code: Code;
  readonly retryAfterMs?: number;
}

export type CallStart = { readonly ok: true; readonly session: InteractionSession } | NotStarted;

/** How the element reaches a desk. Made by `define.ts`, or by a host with a backend of its own. */
export interface ContactConnector {
  /** Somebody is about to call: a head start for what has to be loaded, if anything. */
  prepare?(): void;
  /** Inside the tap, so that the browser's question comes when it is expected. */
  askMicrophone(): Promise<{ readonly ok: true } | { readonly ok: false; readonly code: Code }>;
  start(call: CallRequest): Promise<CallStart>;
  /** Claims a join link: by the tap on Call, never by loading the page. */
  claim(link: string, privacyVersion: string): Promise<CallStart>;
  /** The call this page was in before it was reloaded, if there is one. */
  resume(): Promise<InteractionSession | undefined>;
}
