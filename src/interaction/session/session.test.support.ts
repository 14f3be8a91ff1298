import type {
  Command,
  Content,
  DeskPort,
  Interaction,
  Outcome,
  StreamMessage,
  TopicListener,
} from '../index.js';
import { InteractionSession } from '../index.js';
import { FakeClock, FakeMedia, FakeStorage, scene } from '../../testing/index.js';

/** A desk that says and answers exactly what a test tells it to. */
export class ScriptedDesk implements DeskPort {
  readonly sent: Command[] = [];
  readonly listeners = new Map<string, TopicListener>();
  #answers: ((outcome: Outcome) => void)[] = [];

  send(_interaction: string, command: Command): Promise<Outcome> {
    this.sent.push(command);
    return new Promise((resolve) => this.#answers.push(resolve));
  }

  /** Answers the oldest command that is still open. */
  answer(outcome: Outcome): void {
    this.#answers.shift()?.(outcome);
  }

  say(message: StreamMessage, topic = 'interaction:call'): void {
    this.listeners.get(topic)?.message(message);
  }

  subscribe(topic: string, listener: TopicListener): () => void {
    this.listeners.set(topic, listener);
    listener.connection({ state: 'live' });
    return () => this.listeners.delete(topic);
  }

  /** Each time access was asked for: whether to take over. */
  readonly accesses: boolean[] = [];
  access = (_interaction: string, leg: string, options: { readonly takeOver?: boolean } = {}) => {
    this.accesses.push(options.takeOver === true);
    return Promise.resolve({
      ok: true,
      access: { url: 'fake:room', token: `fake.${leg}`, expires: 0 },
    } as const);
  };
  sendAgent = () => new Promise<Outcome>((resolve) => this.#answers.push(resolve));
  query = () => Promise.resolve({ ok: false, code: 'forbidden' } as const);
  time = () => 0;
  close = () => this.listeners.clear();
}

/** One session on a scripted desk. */
export function scripted(storage = new FakeStorage()) {
  const desk = new ScriptedDesk();
  const clock = new FakeClock();
  const media = new FakeMedia({ clock });
  const session = new InteractionSession('call', { desk, media, storage, clock });
  return { desk, clock, media, session, storage };
}

/** A connected call as Ada would be told it. */
export async function connectedState(): Promise<Interaction> {
  const { desk, dispose } = await scene('connected');
  const state = desk.state();
  dispose();
  return state;
}

export function snapshotOf(state: Interaction, contents: readonly Content[] = []): StreamMessage {
  return { type: 'snapshot', interaction: 'call', state, contents, me: { audience: 'agents', agent: 'ada' } };
}
