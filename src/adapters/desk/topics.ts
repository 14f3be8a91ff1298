import type {
  Contents,
  DeskConnection,
  Fact,
  Interaction,
  Me,
  StreamMessage,
  Topic,
  TopicListener,
  Waiting,
} from '../../interaction/index.js';
import { mergeContents } from '../../interaction/index.js';

/** How a fact changes an interaction: `evolve`. */
export type Fold = (state: Interaction, fact: Fact) => Interaction;

/** An interaction as folded so far, for whoever begins to listen later. */
interface Known {
  readonly state: Interaction;
  readonly contents: Contents;
  readonly me: Me;
  readonly waiting?: Waiting;
  readonly closed?: 'left' | 'done' | 'ended';
}

/** What a message came to: taken, or something before it is missing. */
export type Taken = 'ok' | 'gap';

/** Sorts the one stream of a page by topic, keeps each topic's last state and lets nothing through twice or out of order. */
export class Topics {
  readonly #listeners = new Map<Topic, Set<TopicListener>>();
  readonly #known = new Map<string, Known>();
  readonly #onError: (error: unknown) => void;
  #agent: Extract<StreamMessage, { type: 'agent' }> | undefined;
  #connection: DeskConnection = { state: 'connecting' };

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Set before the first message of an interaction. */
  evolve: Fold | undefined;

  get connection(): DeskConnection {
    return this.#connection;
  }

  subscribe(topic: Topic, listener: TopicListener, cursor?: number): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners);
    // Each subscription is its own, also when the same object listens twice.
    const own: TopicListener = {
      message: (m) => listener.message(m),
      connection: (c) => listener.connection(c),
    };
    let stopped = false;
    this.#tell([own], (one) => one.connection(this.#connection));
    let told = this.#connection;
    // Never from within the call: who subscribes may not be ready to hear yet.
    queueMicrotask(() => {
      if (stopped) return;
      listeners.add(own);
      if (told !== this.#connection) this.#tell([own], (one) => one.connection((told = this.#connection)));
      for (const message of this.#replay(topic, cursor)) this.#tell([own], (one) => one.message(message));
    });
    return () => {
      stopped = true;
      listeners.delete(own);
      if (listeners.size > 0 || this.#listeners.get(topic) !== listeners) return;
      this.#listeners.delete(topic);
      const id = interactionOf(topic);
      if (id !== undefined && this.#known.get(id)?.closed) this.#known.delete(id);
    };
  }

  connected(connection: DeskConnection): void {
    if (sameConnection(this.#connection, connection)) return;
    this.#connection = connection;
    const all = [...this.#listeners.values()].flatMap((listeners) => [...listeners]);
    this.#tell(all, (listener) => listener.connection(connection));
  }

  receive(message: StreamMessage): Taken {
    if (message.type === 'hello' || message.type === 'bye') return 'ok';
    if (message.type === 'agent') {
      if (this.#agent?.rev === message.rev) return 'ok';
      this.#agent = message;
      this.#publish('agent', message);
      return 'ok';
    }
    const known = this.#known.get(message.interaction);
    const seq =
      message.type === 'fact' ? message.fact.seq : message.type === 'skipped' ? message.seq : undefined;
    if (seq !== undefined) {
      if (!known || seq > known.state.seq + 1) return 'gap';
      if (seq <= known.state.seq) return 'ok';
    }
    const next = this.#fold(known, message);
    if (next?.closed && !this.#listeners.has(`interaction:${message.interaction}`))
      this.#known.delete(message.interaction);
    else if (next) this.#known.set(message.interaction, next);
    this.#publish(`interaction:${message.interaction}`, message);
    return 'ok';
  }

  /** All interactions are over for this page: somebody else has signed in, or the desk says so by other means. */
  close(why: 'left' | 'ended'): void {
    if (why === 'left') this.#agent = undefined;
    const open = [...this.#known].filter(([, known]) => !known.closed);
    for (const [id] of open) this.receive({ type: 'closed', interaction: id, why });
    if (why === 'left') this.#known.clear();
  }

  #fold(known: Known | undefined, message: StreamMessage): Known | undefined {
    switch (message.type) {
      case 'snapshot':
        return { state: message.state, contents: mergeContents({}, message.contents), me: message.me };
      case 'fact': {
        if (!known || !this.evolve) return undefined;
        const state = this.evolve(known.state, message.fact);
        const next = { ...known, state, contents: mergeContents(known.contents, message.contents) };
        return state.phase === 'queued' ? next : { ...next, waiting: undefined };
      }
      case 'skipped':
        return known && { ...known, state: { ...known.state, seq: message.seq } };
      case 'waiting':
        return known && { ...known, waiting: message.waiting };
      case 'closed':
        return known && { ...known, closed: message.why };
      case 'hello':
      case 'bye':
      case 'agent':
        return known;
      default:
        return message satisfies never;
    }
  }

  #replay(topic: Topic, cursor: number | undefined): readonly StreamMessage[] {
    if (topic === 'agent') return this.#agent ? [this.#agent] : [];
    const id = interactionOf(topic);
    const known = id === undefined ? undefined : this.#known.get(id);
    if (id === undefined || !known) return [];
    const { state, me, waiting, closed } = known;
    const messages: StreamMessage[] = [];
    if (state.seq !== cursor) {
      messages.push({
        type: 'snapshot',
        interaction: id,
        state,
        contents: Object.values(known.contents),
        me,
      });
    }
    if (waiting) messages.push({ type: 'waiting', interaction: id, waiting });
    if (closed) messages.push({ type: 'closed', interaction: id, why: closed });
    return messages;
  }

  #publish(topic: Topic, message: StreamMessage): void {
    this.#tell([...(this.#listeners.get(topic) ?? [])], (listener) => listener.message(message));
  }

  /** One listener that fails must not keep the others, or the stream, from going on. */
  #tell(listeners: readonly TopicListener[], tell: (listener: TopicListener) => void): void {
    for (const listener of listeners) {
      try {
        tell(listener);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}

const interactionOf = (topic: Topic): string | undefined =>
  topic.startsWith('interaction:') ? topic.slice('interaction:'.length) : undefined;

function sameConnection(one: DeskConnection, other: DeskConnection): boolean {
  const code = (connection: DeskConnection) => ('code' in connection ? connection.code : undefined);
  return one.state === other.state && code(one) === code(other);
}
