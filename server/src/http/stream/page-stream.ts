import type { StreamMessage } from 'video-session-window/interaction';
import { PROTOCOL } from 'video-session-window/interaction';
import type { Desk } from '../../core/types.js';
import type { AgentPrincipal, Person } from '../route.js';
import type { Cursor } from './cursor.js';
import { formatCursor } from './cursor.js';
import type { Hub, Watched } from './hub.js';
import type { Outlet } from './outlet.js';
import { Topic } from './topic.js';
import { Worklist } from './worklist.js';

type Due = 'agent' | `interaction ${string}` | 'waiting';

/** A change that was never told (the database's connection broke, say) is found out within this. */
const LOOK_AGAIN_MS = 30_000;
/** Somebody who has read nothing for so long is not there. */
const STALLED_MS = 120_000;
const BEAT_MS = 10_000;
/** A waiting contact hears of their place at most this often. */
const WAITING_MS = 1_000;

export interface PageStreamParts {
  readonly desk: Desk;
  readonly hub: Hub;
  readonly who: Person;
  readonly outlet: Outlet;
  readonly cursor: Cursor;
  onFailure(error: unknown): void;
}

/** The one stream of a page: its agent's state and every interaction it has open, or a contact's one interaction. */
export class PageStream {
  readonly #parts: PageStreamParts;
  readonly #worklist: Worklist<Due>;
  readonly #topics = new Map<string, Topic>();
  readonly #watches = new Map<Watched, () => void>();
  /** Assignments that are over, so that an older view of the agent does not open them again. */
  readonly #over = new Set<string>();
  readonly #timers: NodeJS.Timeout[] = [];
  /** Interactions this stream has spoken of. */
  readonly #seen = new Set<string>();
  #agentRev: number | undefined;
  #agent = '';
  #waiting = '';
  #waitingTimer: NodeJS.Timeout | undefined;

  constructor(parts: PageStreamParts) {
    this.#parts = parts;
    this.#agentRev = parts.cursor.agent;
    this.#worklist = new Worklist((due) => this.#look(due), parts.onFailure);
  }

  /** Listens before it reads, so that nothing falls in between. */
  async start(): Promise<void> {
    const { who, desk } = this.#parts;
    const now = await desk.now();
    if (who.kind === 'agent') {
      this.#watch(`agent ${who.tenant}/${who.agent}`, 'agent');
      this.#watch(`config ${who.tenant}/`, 'agent');
    }
    await this.#say({ type: 'hello', ...PROTOCOL, now });
    if (who.kind === 'agent') this.#worklist.add('agent');
    else this.#follow(who.interaction, undefined);
    this.#timers.push(
      setInterval(() => this.#beat(), BEAT_MS),
      setInterval(() => this.#lookAgain(), LOOK_AGAIN_MS),
    );
  }

  /** Ends it with a word, for a reader who will come again. */
  bye(code: string): void {
    this.#send({ type: 'bye', code });
    this.stop();
  }

  stop(): void {
    this.#worklist.stop();
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#waitingTimer);
    for (const unwatch of this.#watches.values()) unwatch();
    this.#watches.clear();
  }

  async #look(due: Due): Promise<void> {
    const { outlet, who } = this.#parts;
    await outlet.ready();
    if (outlet.closed) return;
    if (due === 'agent') return who.kind === 'agent' ? this.#lookAtAgent(who) : undefined;
    if (due === 'waiting') return this.#lookAtWaiting();
    const id = due.slice('interaction '.length);
    const topic = this.#topics.get(id);
    if (!topic) return;
    await topic.advance();
    if (topic.closed) return this.#close(id, topic);
    if (who.kind === 'contact') await this.#lookAtWaiting();
  }

  async #lookAtAgent(who: AgentPrincipal): Promise<void> {
    const { rev, view } = await this.#parts.desk.agentView(who.tenant, who.agent);
    this.#agentRev = rev;
    const known = JSON.stringify(view);
    if (known !== this.#agent) await this.#say({ type: 'agent', rev, view });
    this.#agent = known;
    const open = new Map(view.agent.open.map((one) => [one.interaction, one.assignment]));
    // The same interaction may be offered again: the part before is over, and the new one begins with a snapshot.
    const gone = [...this.#topics].filter(
      ([id, topic]) => !open.has(id) || (topic.assignment ?? open.get(id)) !== open.get(id),
    );
    for (const [id, topic] of gone) {
      await topic.end();
      await this.#close(id, topic);
    }
    for (const [id, assignment] of open) {
      if (!this.#topics.has(id) && !this.#over.has(assignment)) this.#follow(id, assignment);
    }
    // Open when the page was cut off, and not any more: it hears how that ended.
    for (const id of this.#parts.cursor.interactions.keys()) {
      if (this.#seen.has(id)) continue;
      const topic = this.#follow(id, undefined);
      await topic.end();
      await this.#close(id, topic);
    }
  }

  #follow(id: string, assignment: string | undefined): Topic {
    const { desk, who, cursor } = this.#parts;
    // The cursor counts once: a later offer of the same interaction begins with a snapshot.
    const from = this.#seen.has(id) ? undefined : cursor.interactions.get(id);
    this.#seen.add(id);
    const say = (message: StreamMessage) => this.#say(message);
    const topic = new Topic({ desk, who, interaction: id, from, assignment, say });
    this.#topics.set(id, topic);
    this.#watch(`interaction ${id}`, `interaction ${id}`);
    this.#worklist.add(`interaction ${id}`);
    return topic;
  }

  async #close(id: string, topic: Topic): Promise<void> {
    if (this.#topics.get(id) !== topic) return;
    this.#watches.get(`interaction ${id}`)?.();
    this.#watches.delete(`interaction ${id}`);
    if (topic.assignment !== undefined) this.#over.add(topic.assignment);
    // An agent's cursor forgets it; a contact's has nothing else to hold.
    if (this.#parts.who.kind === 'agent') this.#topics.delete(id);
    await this.#say({ type: 'closed', interaction: id, why: topic.closed ?? 'left' });
    this.#topics.delete(id);
  }

  async #lookAtWaiting(): Promise<void> {
    const { who, desk } = this.#parts;
    if (who.kind !== 'contact' || !this.#topics.has(who.interaction)) return;
    const queue = this.#topics.get(who.interaction)?.queue;
    if (queue) this.#watch(`queue ${who.tenant}/${queue}`, 'waiting');
    const waiting = await desk.waiting(who.interaction);
    const known = JSON.stringify(waiting ?? null);
    if (known === this.#waiting) return;
    // Whoever is queued again at the same place hears of it again.
    this.#waiting = known;
    if (!waiting) return;
    await this.#say({ type: 'waiting', interaction: who.interaction, waiting });
  }

  #watch(what: Watched, due: Due): void {
    if (this.#watches.has(what)) return;
    const add = due === 'waiting' ? () => this.#waitingSoon() : () => this.#worklist.add(due);
    this.#watches.set(what, this.#parts.hub.on(what, add));
  }

  #waitingSoon(): void {
    this.#waitingTimer ??= setTimeout(() => {
      this.#waitingTimer = undefined;
      this.#worklist.add('waiting');
    }, WAITING_MS);
  }

  #lookAgain(): void {
    if (this.#parts.who.kind === 'agent') this.#worklist.add('agent');
    for (const id of this.#topics.keys()) this.#worklist.add(`interaction ${id}`);
  }

  #beat(): void {
    const { outlet, onFailure } = this.#parts;
    if (outlet.blockedFor > STALLED_MS) onFailure(new Error('the reader has stopped reading'));
    else outlet.beat();
  }

  async #say(message: StreamMessage): Promise<void> {
    await this.#parts.outlet.ready();
    this.#send(message);
  }

  #send(message: StreamMessage): void {
    const id =
      message.type === 'fact' ||
      message.type === 'snapshot' ||
      message.type === 'agent' ||
      message.type === 'closed';
    const line = id ? `id: ${this.#cursorAfter(message)}\n` : '';
    this.#parts.outlet.send(`${line}data: ${JSON.stringify(message)}\n\n`);
  }

  /** Where the reader is once they have read this message. */
  #cursorAfter(message: StreamMessage): string {
    // What the reader knew and this stream has not come to yet is still known after a cut.
    const known = [...this.#parts.cursor.interactions].filter(([id]) => !this.#seen.has(id));
    const interactions = new Map<string, number>(this.#parts.who.kind === 'agent' ? known : []);
    for (const [id, topic] of this.#topics) {
      if (topic.position !== undefined) interactions.set(id, topic.position);
    }
    if (message.type === 'fact') interactions.set(message.interaction, message.fact.seq);
    if (message.type === 'snapshot') interactions.set(message.interaction, message.state.seq);
    return formatCursor({ interactions, ...(this.#agentRev !== undefined && { agent: this.#agentRev }) });
  }
}
