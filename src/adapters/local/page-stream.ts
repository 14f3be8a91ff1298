import type {
  AgentView,
  DeskConnection,
  Me,
  StreamMessage,
  Topic,
  TopicListener,
  Waiting,
} from '../../interaction/index.js';
import { PROTOCOL, view } from '../../interaction/index.js';
import type { InteractionLog } from './interaction-log.js';

/** What a page may read of an interaction. */
export interface Reading {
  readonly log: InteractionLog;
  readonly me: Me;
  /** Once it is over for this reader: the last fact that is theirs, in their own numbering. */
  readonly closed?: { readonly why: 'left' | 'done' | 'ended'; readonly at: number };
}

/** Where a stream reads; the desk behind it. */
export interface StreamSource {
  now(): number;
  read(interaction: string): Reading | undefined;
  waiting(interaction: string): Waiting | undefined;
  agent(): { readonly rev: number; readonly view: AgentView } | undefined;
}

interface Subscription {
  readonly topic: Topic;
  readonly listener: TopicListener;
  /** How far the listener has heard: facts of an interaction, revisions of an agent. */
  position?: number;
  greeted: boolean;
  closed: boolean;
  waiting?: string;
}

/**
 * The event stream of one page. It reads from where each listener stands, so a cut leaves neither gap nor double, and what
 * a listener causes is told after what it is being told now.
 */
export class PageStream {
  readonly #source: StreamSource;
  readonly #subscriptions = new Set<Subscription>();
  #connection: DeskConnection = { state: 'live' };
  #telling = false;
  #again = false;

  constructor(source: StreamSource) {
    this.#source = source;
  }

  get connection(): DeskConnection {
    return this.#connection;
  }

  set connection(connection: DeskConnection) {
    this.#connection = connection;
    for (const { listener } of [...this.#subscriptions]) listener.connection(connection);
    this.tell();
  }

  subscribe(topic: Topic, listener: TopicListener, cursor?: number): () => void {
    const subscription: Subscription = { topic, listener, greeted: false, closed: false };
    if (cursor !== undefined) subscription.position = cursor;
    this.#subscriptions.add(subscription);
    listener.connection(this.#connection);
    // Never from within the call, just as a real desk.
    queueMicrotask(() => this.tell());
    return () => this.#subscriptions.delete(subscription);
  }

  /** Brings every listener up to date. */
  tell(): void {
    this.#again = true;
    if (this.#telling) return;
    this.#telling = true;
    try {
      while (this.#again) {
        this.#again = false;
        for (const subscription of [...this.#subscriptions]) this.#tellOne(subscription);
      }
    } finally {
      this.#telling = false;
    }
  }

  close(): void {
    this.connection = { state: 'closed' };
    this.#subscriptions.clear();
  }

  #tellOne(subscription: Subscription): void {
    for (let message = this.#next(subscription); message; message = this.#next(subscription)) {
      // As it comes over a wire: nothing shared with the desk, nothing undefined.
      subscription.listener.message(JSON.parse(JSON.stringify(message)) as StreamMessage);
    }
  }

  #next(subscription: Subscription): StreamMessage | undefined {
    if (this.#connection.state !== 'live' || !this.#subscriptions.has(subscription)) return undefined;
    if (!subscription.greeted) {
      subscription.greeted = true;
      return { type: 'hello', ...PROTOCOL, now: this.#source.now() };
    }
    const { topic } = subscription;
    if (topic === 'agent') return this.#nextOfAgent(subscription);
    return topic === 'directory'
      ? undefined
      : this.#nextOfInteraction(subscription, topic.slice('interaction:'.length));
  }

  #nextOfAgent(subscription: Subscription): StreamMessage | undefined {
    const agent = this.#source.agent();
    if (!agent || agent.rev === subscription.position) return undefined;
    subscription.position = agent.rev;
    return { type: 'agent', ...agent };
  }

  #nextOfInteraction(subscription: Subscription, interaction: string): StreamMessage | undefined {
    const reading = this.#source.read(interaction);
    if (!reading) return undefined;
    const { log, me, closed } = reading;
    if (!closed && subscription.closed) {
      // Offered again: the topic opens anew.
      subscription.closed = false;
      delete subscription.position;
    }
    if (subscription.closed) return undefined;
    const state = view(log.state, me.audience);
    if (subscription.position === undefined && (!closed || me.audience === 'contact')) {
      subscription.position = state.seq;
      return { type: 'snapshot', interaction, state, contents: log.contents(me.audience), me };
    }
    const entry = log.entries(me.audience)[subscription.position ?? Infinity];
    if (entry && entry.fact.seq <= (closed?.at ?? Infinity)) {
      subscription.position = entry.fact.seq;
      return { type: 'fact', interaction, ...entry };
    }
    if (closed) {
      subscription.closed = true;
      return { type: 'closed', interaction, why: closed.why };
    }
    return this.#nextOfQueue(subscription, interaction);
  }

  #nextOfQueue(subscription: Subscription, interaction: string): StreamMessage | undefined {
    const waiting = this.#source.waiting(interaction);
    const said = JSON.stringify(waiting);
    if (said === subscription.waiting) return undefined;
    if (said === undefined) delete subscription.waiting;
    else subscription.waiting = said;
    return waiting && { type: 'waiting', interaction, waiting };
  }
}
