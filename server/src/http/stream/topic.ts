import type { Audience, Content, Fact, Interaction, StreamMessage } from 'video-session-window/interaction';
import { assignmentOf, isContentFor, legOf, view } from 'video-session-window/interaction';
import type { Desk } from '../../core/types.js';
import type { Person } from '../route.js';

/** Facts read at once. */
const BATCH = 200;
/** A reader further behind than this gets the state instead of everything that led to it. */
export const MAX_BEHIND = 1000;

export type ClosedWhy = Extract<StreamMessage, { type: 'closed' }>['why'];

export interface TopicParts {
  readonly desk: Pick<Desk, 'access' | 'factsAfter' | 'contents'>;
  readonly who: Person;
  readonly interaction: string;
  /** Where the reader says they are. */
  readonly from: number | undefined;
  /** The agent's part in it; when that is over, so is the topic. */
  readonly assignment: string | undefined;
  /** Says it once the reader reads; resolves when said. */
  say(message: StreamMessage): Promise<void>;
}

/** One interaction as one reader follows it: a snapshot or the facts since, then every fact, each once and in order. */
export class Topic {
  readonly #parts: TopicParts;
  readonly #audience: Audience;
  #assignment: string | undefined;
  #position: number | undefined;
  #opened = false;
  #closed: ClosedWhy | undefined;
  #queue: string | undefined;

  constructor(parts: TopicParts) {
    this.#parts = parts;
    this.#audience = parts.who.kind === 'agent' ? 'agents' : 'contact';
    this.#assignment = parts.assignment;
    this.#position = parts.from;
  }

  /** The last fact that was said, in the reader's numbering. */
  get position(): number | undefined {
    return this.#position;
  }

  get assignment(): string | undefined {
    return this.#assignment;
  }

  /** Set when the reader has heard all that is theirs. */
  get closed(): ClosedWhy | undefined {
    return this.#closed;
  }

  /** The queue a contact waits in. */
  get queue(): string | undefined {
    return this.#queue;
  }

  /** Says everything new. Not to be called again before it has resolved. */
  async advance(): Promise<void> {
    if (this.#closed) return;
    // Asked before the first word: a cursor is the reader's own claim.
    if (!this.#opened) await this.#open();
    while (!this.#closed && this.#position !== undefined) {
      const { desk, interaction } = this.#parts;
      const batch = await desk.factsAfter(interaction, this.#audience, this.#position, BATCH);
      if (batch.length === BATCH && (await this.#catchUp())) continue;
      for (const { fact, contents } of batch) await this.#sayFact(fact, contents);
      if (batch.length < BATCH) return;
    }
  }

  /** The reader's part is over although no fact of it was said: they hear what is left, and that it is over. */
  async end(): Promise<void> {
    await this.advance();
    this.#closed ??= 'left';
  }

  async #open(): Promise<void> {
    const { who, interaction, desk } = this.#parts;
    const found = await desk.access(who, interaction);
    this.#opened = true;
    if (!found) {
      this.#closed = 'left';
      return;
    }
    const state = view(found.loaded.state, this.#audience);
    this.#queue = state.queue;
    this.#assignment ??= lastAssignment(state, who);
    if (this.#position === undefined || this.#position > state.seq) await this.#snapshot(state, found.me);
    else if (state.seq - this.#position > MAX_BEHIND) await this.#snapshot(state, found.me);
    else if (this.#position === state.seq) this.#closed = this.#over(state);
  }

  async #snapshot(state: Interaction, me: Extract<StreamMessage, { type: 'snapshot' }>['me']): Promise<void> {
    const { desk, interaction } = this.#parts;
    const contents = await desk.contents(interaction, this.#audience);
    await this.#parts.say({ type: 'snapshot', interaction, state, contents: this.#own(contents), me });
    this.#position = state.seq;
    this.#closed = this.#over(state);
  }

  /** Far behind: says the state as it is now instead. */
  async #catchUp(): Promise<boolean> {
    const { who, interaction, desk } = this.#parts;
    const found = await desk.access(who, interaction);
    if (!found) return false;
    const state = view(found.loaded.state, this.#audience);
    if (state.seq - (this.#position ?? 0) <= MAX_BEHIND) return false;
    await this.#snapshot(state, found.me);
    return true;
  }

  async #sayFact(fact: Fact, contents: readonly Content[]): Promise<void> {
    if (this.#closed) return;
    const { interaction, say } = this.#parts;
    await say({ type: 'fact', interaction, fact, contents: this.#own(contents) });
    this.#position = fact.seq;
    if (fact.type === 'queued') this.#queue = fact.data.queue;
    this.#closed = this.#closes(fact);
  }

  /** Once more, although the desk already left out what is not theirs. */
  #own(contents: readonly Content[]): readonly Content[] {
    return contents.filter((content) => isContentFor(content, this.#audience));
  }

  #closes(fact: Fact): ClosedWhy | undefined {
    const { who } = this.#parts;
    if (who.kind === 'contact') {
      if (fact.type === 'ended') return 'ended';
      return fact.type === 'leg-removed' && fact.data.leg === who.leg ? 'left' : undefined;
    }
    if (fact.type === 'assignment-done' && fact.data.assignment === this.#assignment) return 'done';
    return fact.type === 'offer-ended' && fact.data.assignment === this.#assignment ? 'left' : undefined;
  }

  #over(state: Interaction): ClosedWhy | undefined {
    const { who } = this.#parts;
    if (who.kind === 'contact') {
      if (state.phase === 'ended') return 'ended';
      return legOf(state, who.leg) ? undefined : 'left';
    }
    const own = this.#assignment === undefined ? undefined : assignmentOf(state, this.#assignment);
    if (!own || own.status === 'offered' || own.status === 'active' || own.status === 'wrap-up')
      return undefined;
    return own.status === 'done' ? 'done' : 'left';
  }
}

const lastAssignment = (state: Interaction, who: Person): string | undefined =>
  who.kind === 'agent' ? state.assignments.findLast(({ agent }) => agent === who.agent)?.id : undefined;
