import type {
  AgentView,
  Contents,
  DeskConnection,
  DeskPort,
  Fact,
  Interaction,
  Me,
  StreamMessage,
  Waiting,
} from '../interaction/index.js';
import { evolve, mergeContents } from '../interaction/index.js';

type Condition = () => boolean;

/** Waits for what somebody else will say; who waits names what for, so that a test that hangs says where. */
class Waits {
  readonly #waiting = new Set<{
    readonly condition: Condition;
    readonly resolve: () => void;
    readonly what: string;
  }>();

  until(condition: Condition, what: string): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.add({ condition, resolve, what });
    });
  }

  look(): void {
    for (const one of [...this.#waiting]) {
      if (!one.condition()) continue;
      this.#waiting.delete(one);
      one.resolve();
    }
  }

  get unmet(): readonly string[] {
    return [...this.#waiting].map(({ what }) => what);
  }
}

/** Follows one interaction through a desk port as a page does, and notes whatever a page should never hear. */
export class Follower {
  readonly messages: StreamMessage[] = [];
  readonly facts: Fact[] = [];
  /** Gaps, doubles and facts before a snapshot. */
  readonly faults: string[] = [];
  readonly stop: () => void;
  readonly #waits = new Waits();
  connection: DeskConnection | undefined;
  state: Interaction | undefined;
  contents: Contents = {};
  me: Me | undefined;
  waiting: Waiting | undefined;
  closed: string | undefined;

  constructor(port: DeskPort, interaction: string, cursor?: number) {
    this.stop = port.subscribe(
      `interaction:${interaction}`,
      {
        message: (message) => {
          this.messages.push(message);
          this.#take(message);
          this.#waits.look();
        },
        connection: (connection) => {
          this.connection = connection;
          this.#waits.look();
        },
      },
      cursor,
    );
  }

  until(condition: (self: this) => boolean, what: string): Promise<void> {
    return this.#waits.until(() => condition(this), what);
  }

  /** What is still waited for. */
  get unmet(): readonly string[] {
    return this.#waits.unmet;
  }

  #take(message: StreamMessage): void {
    if (message.type === 'snapshot') {
      this.state = message.state;
      this.contents = mergeContents({}, message.contents);
      this.me = message.me;
    } else if (message.type === 'fact') {
      this.#fold(message.fact);
      this.contents = mergeContents(this.contents, message.contents);
    } else if (message.type === 'waiting') {
      this.waiting = message.waiting;
    } else if (message.type === 'closed') {
      this.closed = message.why;
    }
  }

  #fold(fact: Fact): void {
    this.facts.push(fact);
    const at = this.state?.seq;
    if (this.state === undefined || fact.seq !== (at ?? 0) + 1) {
      this.faults.push(`${fact.type} ${fact.seq} after ${at ?? 'nothing'}`);
      return;
    }
    this.state = evolve(this.state, fact);
  }
}

/** Follows what an agent is told about themselves. */
export class AgentFollower {
  readonly stop: () => void;
  readonly #waits = new Waits();
  view: AgentView | undefined;
  connection: DeskConnection | undefined;

  constructor(port: DeskPort) {
    this.stop = port.subscribe('agent', {
      message: (message) => {
        if (message.type === 'agent') this.view = message.view;
        this.#waits.look();
      },
      connection: (connection) => {
        this.connection = connection;
        this.#waits.look();
      },
    });
  }

  until(condition: (self: this) => boolean, what: string): Promise<void> {
    return this.#waits.until(() => condition(this), what);
  }
}
