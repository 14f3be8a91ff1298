import { SignJWT } from 'jose';
import { SystemClock } from 'video-session-window/adapters/clock';
import type { HttpDeskPort } from 'video-session-window/adapters/desk';
import { ContactEntry, createDeskPort } from 'video-session-window/adapters/desk';
import { MemoryStorage } from 'video-session-window/adapters/storage';
import type { AgentView, Command, OpenAssignment, StreamMessage } from 'video-session-window/interaction';

const secret = 'a-secret-of-the-demo-tenant-for-benches-only-0123';
export const secrets = {
  tenantSecret: secret,
  deskSecret: 'a-secret-of-the-desk-for-benches-only-0123456789',
};
const key = new TextEncoder().encode(secret);
const clock = new SystemClock();

const sign = (claims: Record<string, unknown>) =>
  new SignJWT({ tenant: 'casa-clara', ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('casa-clara-crm')
    .setIssuedAt()
    .setExpirationTime('30m')
    .sign(key);

/** A contact's backend begins a call for them; their page never opens a stream here. */
export async function beginCall(deskUrl: string, queue: string): Promise<string> {
  const entry = new ContactEntry({ url: deskUrl, clock, storage: new MemoryStorage() });
  const callToken = await sign({
    call: { queue, subject: 'Measured', contact: { ref: clock.newId(), name: 'Kim' } },
  });
  const answer = await entry.start({ callToken, privacyVersion: '1' });
  if (!answer?.ok) throw new Error(`The call did not begin: ${answer?.code}`);
  return answer.seat.interaction;
}

/** An agent at a page without a screen: the adapter that pages use, and what it told. */
export class DeskAgent {
  readonly #port: HttpDeskPort;
  #view: AgentView | undefined;
  #told = () => {};

  constructor(deskUrl: string, id: string, queue: string) {
    this.#port = createDeskPort({
      url: deskUrl,
      role: 'agent',
      clock,
      storage: new MemoryStorage(),
      tabId: id,
      getToken: () => sign({ sub: id, name: id, queues: [queue], capacity: 1, roles: ['agent'] }),
    });
    this.#port.subscribe('agent', {
      message: (message) => {
        if (message.type === 'agent') this.#view = message.view;
        this.#told();
      },
      connection: () => {},
    });
  }

  async ready(): Promise<void> {
    await this.#until(() => this.#view !== undefined);
    const outcome = await this.#port.sendAgent({ id: clock.newId(), type: 'set-ready' });
    if (!outcome.ok) throw new Error(`Not ready: ${outcome.code}`);
  }

  /** The next call that is offered. */
  async offered(): Promise<OpenAssignment> {
    const find = () => this.#view?.agent.open.find(({ status }) => status === 'offered');
    await this.#until(() => find() !== undefined);
    return find()!;
  }

  /** Nothing is open any more. */
  async idle(): Promise<void> {
    await this.#until(() => this.#view?.agent.open.length === 0);
  }

  follow(interaction: string): Followed {
    return new Followed(this.#port, interaction);
  }

  close(): void {
    this.#port.close();
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => (this.#told = resolve));
  }
}

/** One interaction as an agent's page follows it. */
export class Followed {
  readonly #port: HttpDeskPort;
  readonly #interaction: string;
  readonly #stop: () => void;
  #seq = 0;
  #told = () => {};

  constructor(port: HttpDeskPort, interaction: string) {
    this.#port = port;
    this.#interaction = interaction;
    this.#stop = port.subscribe(`interaction:${interaction}`, {
      message: (message) => this.#take(message),
      connection: () => {},
    });
  }

  /** Sends a command; resolves with the milliseconds until its last fact was on the stream, and until it was answered. */
  async measure(command: Omit<Command, 'id'>): Promise<{ readonly fact: number; readonly answer: number }> {
    while (this.#seq === 0) await this.#next();
    const began = performance.now();
    const outcome = await this.#port.send(this.#interaction, { ...command, id: clock.newId() } as Command);
    const answer = performance.now() - began;
    if (!outcome.ok) throw new Error(`${command.type} was refused: ${outcome.code}`);
    // The fact may have come before the answer did: then the answer is what was waited for.
    while (this.#seq < outcome.seq) await this.#next();
    return { fact: performance.now() - began, answer };
  }

  stop(): void {
    this.#stop();
  }

  #next(): Promise<void> {
    return new Promise((resolve) => (this.#told = resolve));
  }

  #take(message: StreamMessage): void {
    if (message.type === 'snapshot') this.#seq = message.state.seq;
    if (message.type === 'fact') this.#seq = message.fact.seq;
    if (message.type === 'skipped') this.#seq = message.seq;
    this.#told();
  }
}
