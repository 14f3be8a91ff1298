import type {
  AccessAnswer,
  Actor,
  AgentCommand,
  Code,
  Command,
  DeskPort,
  Outcome,
  Page,
  Topic,
  TopicListener,
} from '../../interaction/index.js';
import { commandClass, grantsFor, legOf, parseCommand, view } from '../../interaction/index.js';
import type { DeskCore } from './desk-core.js';
import { historyOf } from './history.js';
import { PageStream } from './page-stream.js';
import { readingOf } from './reading.js';

/** What the controls of a local desk do to the way between a page and the desk. */
export interface Line {
  offline: boolean;
  signedOut: boolean;
  refuseNext: Code | undefined;
  /** While set, answers wait for it. */
  answers: Promise<void> | undefined;
  /** Which page uses a leg. */
  readonly holders: Map<string, LocalDeskPort>;
}

type Refused = Extract<Outcome, { ok: false }>;
const refused = (code: Code): Refused => ({ ok: false, code });

/** One page's connection to the local desk. */
export class LocalDeskPort implements DeskPort {
  readonly #core: DeskCore;
  readonly #line: Line;
  readonly #actor: Extract<Actor, { kind: 'agent' | 'contact' }>;
  readonly #stream: PageStream;
  readonly #done = new Map<string, { readonly payload: string; readonly outcome: Outcome }>();
  readonly #outbox: (() => void)[] = [];
  readonly #stopFollowing: () => void;

  constructor(core: DeskCore, line: Line, actor: Extract<Actor, { kind: 'agent' | 'contact' }>) {
    this.#core = core;
    this.#line = line;
    this.#actor = actor;
    this.#stream = new PageStream({
      now: () => core.now(),
      read: (id) => this.#read(id),
      waiting: (id) => core.waiting(id),
      agent: () => {
        if (actor.kind !== 'agent') return undefined;
        return { rev: core.people.rev(actor.agent), view: core.people.view(actor.agent) };
      },
    });
    this.#stopFollowing = core.onChange(() => this.#stream.tell());
    if (line.offline || line.signedOut) this.lineChanged();
  }

  /** The line was cut or mended: what waited goes out first, then comes what was missed. */
  lineChanged(): void {
    if (this.#closed) return;
    if (this.#line.offline) {
      this.#stream.connection = { state: 'retrying', since: this.#core.now(), code: 'desk-unavailable' };
      return;
    }
    if (this.#line.signedOut) {
      this.#stream.connection = { state: 'signed-out', code: 'token-expired' };
      return;
    }
    for (const go of this.#outbox.splice(0)) go();
    this.#stream.connection = { state: 'live' };
  }

  async send(interaction: string, command: Command): Promise<Outcome> {
    // Nothing is carried out within the call, just as over a network.
    await Promise.resolve();
    if (this.#closed) return refused('not-sent');
    if (this.#line.offline) {
      if (commandClass(command.type) === 'live') return refused('not-sent');
      await new Promise<void>((resolve) => this.#outbox.push(resolve));
    }
    return await this.#answer(() =>
      this.#once(command.id, [interaction, command], () => this.#carryOut(interaction, command)),
    );
  }

  async sendAgent(command: AgentCommand): Promise<Outcome> {
    await Promise.resolve();
    const actor = this.#actor;
    if (this.#closed || this.#line.offline) return refused('not-sent');
    if (actor.kind !== 'agent') return refused('forbidden');
    return await this.#answer(() =>
      this.#once(command.id, [command], () => this.#core.agentCommand(actor.agent, command)),
    );
  }

  subscribe(topic: Topic, listener: TopicListener, cursor?: number): () => void {
    return this.#stream.subscribe(topic, listener, cursor);
  }

  async access(
    interaction: string,
    leg: string,
    options: { readonly takeOver?: boolean } = {},
  ): Promise<AccessAnswer> {
    await Promise.resolve();
    if (this.#closed || this.#line.offline) return refused('not-sent');
    return await this.#answer(() => this.#access(interaction, leg, options.takeOver === true));
  }

  async query<T>(_name: 'history', args: Readonly<Record<string, string>>): Promise<Page<T> | Refused> {
    await Promise.resolve();
    if (this.#closed || this.#line.offline) return refused('not-sent');
    if (this.#actor.kind !== 'agent') return refused('forbidden');
    const items = historyOf(this.#core.logs, args['contact']);
    // The caller names the shape it expects, as with any answer that came over a wire.
    return { items: items as readonly unknown[] as readonly T[] };
  }

  time(): number {
    return this.#core.now();
  }

  close(): void {
    if (this.#closed) return;
    this.#stopFollowing();
    this.#stream.close();
    for (const [leg, holder] of this.#line.holders) if (holder === this) this.#line.holders.delete(leg);
  }

  get #closed(): boolean {
    return this.#stream.connection.state === 'closed';
  }

  #read(interaction: string) {
    const log = this.#core.log(interaction);
    return log && readingOf(log, this.#actor);
  }

  async #answer<A extends { readonly ok: boolean }>(work: () => A): Promise<A | Refused> {
    const { refuseNext } = this.#line;
    this.#line.refuseNext = undefined;
    if (this.#line.answers) await this.#line.answers;
    if (this.#line.signedOut) return refused('token-expired');
    return refuseNext ? refused(refuseNext) : work();
  }

  /** The same id with the same content is the same command. */
  #once(id: string, content: unknown, carryOut: () => Outcome): Outcome {
    const payload = JSON.stringify(content);
    const before = this.#done.get(id);
    if (before) return before.payload === payload ? before.outcome : refused('id-reused');
    const outcome = carryOut();
    if (outcome.ok) this.#done.set(id, { payload, outcome });
    return outcome;
  }

  #carryOut(interaction: string, input: Command): Outcome {
    const command = readCommand(input);
    if (!command) return refused('invalid-input');
    const reading = this.#read(interaction);
    if (!reading) return refused('unknown-interaction');
    const outcome = this.#core.command(this.#actor, interaction, command);
    return outcome.ok ? { ok: true, seq: view(reading.log.state, reading.me.audience).seq } : outcome;
  }

  #access(interaction: string, leg: string, takeOver: boolean): AccessAnswer {
    const reading = this.#read(interaction);
    if (!reading) return refused('unknown-interaction');
    const { state } = reading.log;
    if (state.phase === 'ended') return refused('call-ended');
    if (legOf(state, leg)?.party.id !== reading.me.party) return refused('unknown-leg');
    if (!grantsFor(state, leg)) return refused('not-a-party');
    const holder = this.#line.holders.get(leg);
    if (holder !== undefined && holder !== this) {
      if (!takeOver) return refused('open-elsewhere');
      this.#core.command(this.#actor, interaction, { type: 'take-over', data: { leg } });
    }
    this.#line.holders.set(leg, this);
    return {
      ok: true,
      access: { url: `local:${state.rooms.main}`, token: `local.${leg}`, expires: this.#core.now() + 60_000 },
    };
  }
}

function readCommand(input: Command): Command | undefined {
  try {
    return parseCommand(input);
  } catch {
    // The caller answers `invalid-input`; which field it was is the real desk's to say.
    return undefined;
  }
}
