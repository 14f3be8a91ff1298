import type { CommandBody, Fact, SessionState } from '../interaction/index.js';

/** How long an asynchronous veto may take before the command is dropped. */
export const VETO_LIMIT_MS = 5000;

/**
 * Fired by an element before a command is sent. Cancel it to stop the command; set `command` to send another one instead;
 * call `waitUntil` to decide later (a promise of false, or a rejected one, is a veto; so is none within five seconds).
 */
export class InteractionRequestEvent extends Event {
  static readonly type = 'interaction-request';
  command: CommandBody;
  readonly decisions: Promise<unknown>[] = [];

  constructor(command: CommandBody) {
    super(InteractionRequestEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.command = command;
  }

  waitUntil(decision: Promise<unknown>): void {
    this.decisions.push(decision);
  }
}

/** Fired by an `interaction-context` after each fact. It never holds a token. */
export class InteractionChangeEvent extends Event {
  static readonly type = 'interaction-change';
  readonly fact: Fact;
  readonly state: SessionState;

  constructor(fact: Fact, state: SessionState) {
    super(InteractionChangeEvent.type, { bubbles: true, composed: true });
    this.fact = fact;
    this.state = state;
  }
}

/** Fired when a page has an interaction before it, also after a reload: the moment to open the contact's record. */
export class InteractionOpenedEvent extends Event {
  static readonly type = 'interaction-opened';
  readonly interaction: string;
  readonly state: SessionState;

  constructor(interaction: string, state: SessionState) {
    super(InteractionOpenedEvent.type, { bubbles: true, composed: true });
    this.interaction = interaction;
    this.state = state;
  }
}

/** Fired when an interaction is over for this page: marked done, or left. Cancel it to keep the window open. */
export class InteractionClosedEvent extends Event {
  static readonly type = 'interaction-closed';
  readonly interaction: string;
  readonly why: 'left' | 'done' | 'ended';

  constructor(interaction: string, why: 'left' | 'done' | 'ended') {
    super(InteractionClosedEvent.type, { bubbles: true, composed: true, cancelable: true });
    this.interaction = interaction;
    this.why = why;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'interaction-request': InteractionRequestEvent;
    'interaction-change': InteractionChangeEvent;
    'interaction-opened': InteractionOpenedEvent;
    'interaction-closed': InteractionClosedEvent;
  }
}
