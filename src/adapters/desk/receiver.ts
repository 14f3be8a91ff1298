import type { Code, StreamMessage } from '../../interaction/index.js';
import { isCode } from '../../interaction/index.js';
import type { ReadMessage } from './line-messages.js';
import { parseMessage, readLineMessage } from './line-messages.js';
import type { ServerEvent } from './sse.js';
import type { Verdict } from './stream.js';
import type { Topics } from './topics.js';

/** How the messages of interactions are read and folded. */
export type Rules = typeof import('./rules.js');

export interface ReceiverOptions {
  readonly topics: Topics;
  /** Loads what an interaction needs; until an agent has a call, a page does without. */
  readonly loadRules: () => Promise<Rules>;
  readonly onHello: (now: number) => void;
  /** The desk ends the stream because of the sign-in it was opened with. */
  readonly onRefused: (token: string, code: Code) => void;
}

/** What each event of the stream means for the topics, and for the stream itself. */
export class Receiver {
  readonly #options: ReceiverOptions;
  /** Facts were missing and the stream was taken up again from before the hole; a second hole needs snapshots. */
  #asked = false;
  #rules: Rules | undefined;

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  /** At once, but for the first message that is about an interaction: nothing after it is taken before it. */
  take(event: ServerEvent, token: string): Verdict | Promise<Verdict> {
    const parsed = parseMessage(event.data);
    if (!parsed) return this.#take({ kind: 'unreadable' }, token);
    const { type, input } = parsed;
    const read = readLineMessage(type, input);
    if (read && !saysOpen(read)) return this.#take(read, token);
    const take = (rules: Rules): Verdict =>
      this.#take(read ?? rules.readInteractionMessage(type, input), token);
    return this.#rules ? take(this.#rules) : this.#late(take);
  }

  async #late(take: (rules: Rules) => Verdict): Promise<Verdict> {
    const { topics, loadRules } = this.#options;
    this.#rules = await loadRules().catch(() => undefined);
    // From the cursor: the same message comes again, after the wait that every cut has.
    if (!this.#rules) return { next: 'again', code: 'desk-unavailable', from: 'cursor' };
    topics.evolve = this.#rules.evolve;
    return take(this.#rules);
  }

  #take(read: ReadMessage, token: string): Verdict {
    if (read.kind === 'unknown') return { next: 'go-on' };
    // From the cursor, so that what was not understood is asked for again and never passed over in silence.
    if (read.kind === 'too-new') return { next: 'again', code: 'page-outdated', from: 'cursor' };
    if (read.kind === 'unreadable') return { next: 'again', code: 'page-outdated', from: 'start' };
    return this.#message(read.message, token);
  }

  #message(message: StreamMessage, token: string): Verdict {
    const { topics, onHello, onRefused } = this.#options;
    if (message.type === 'hello') {
      onHello(message.now);
      return { next: 'live' };
    }
    if (message.type === 'bye') {
      const code = isCode(message.code) ? message.code : 'desk-unavailable';
      if (code === 'token-expired' || code === 'unauthorized') onRefused(token, code);
      return { next: 'again', code, from: 'cursor' };
    }
    if (topics.receive(message) === 'gap') {
      const from = this.#asked ? 'start' : 'cursor';
      this.#asked = !this.#asked;
      return { next: 'again', code: 'desk-unavailable', from };
    }
    if (message.type === 'fact') this.#asked = false;
    return { next: 'go-on' };
  }
}

/** Who hears that an agent has something open asks for its session in the same turn. */
function saysOpen(read: ReadMessage): boolean {
  return read.kind === 'message' && read.message.type === 'agent' && read.message.view.agent.open.length > 0;
}
