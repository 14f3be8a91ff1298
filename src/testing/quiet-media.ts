import type { AccessAnswer, MediaIntent, MediaPort, MediaRoom, MediaState } from '../interaction/index.js';
import { idleMedia } from '../interaction/index.js';

const nothing = () => () => undefined;

/** A media room in which nobody is heard: it remembers what was asked of it. */
export class QuietRoom implements MediaRoom {
  readonly #listeners = new Set<(state: MediaState) => void>();
  #state: MediaState = { ...idleMedia, connection: { state: 'connecting' } };
  /** What the page wanted last. */
  intent: MediaIntent;
  closed = false;

  constructor(getAccess: () => Promise<AccessAnswer>, intent: MediaIntent) {
    this.intent = intent;
    void this.#enter(getAccess);
  }

  get state(): MediaState {
    return this.#state;
  }

  /** Puts the room into a state, as a network or a device would. */
  report(change: Partial<MediaState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener(this.#state);
  }

  subscribe(listener: (state: MediaState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setIntent(intent: MediaIntent): void {
    this.intent = intent;
    if (this.#state.connection.state === 'connected') this.report(this.#capture());
  }

  readonly attach = nothing;
  readonly captions = nothing;
  readonly levels = nothing;
  readonly publish = () => Promise.resolve(() => Promise.resolve());
  readonly cloneTo = () => Promise.resolve(() => Promise.resolve());
  readonly stats = () => Promise.resolve([]);
  readonly channel = () => ({ send: () => Promise.resolve(), listen: nothing, close: () => undefined });

  unlock(): Promise<void> {
    this.report({ playbackBlocked: false });
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.closed = true;
    this.report({ connection: { state: 'closed' }, microphone: { state: 'off' }, camera: { state: 'off' } });
    return Promise.resolve();
  }

  async #enter(getAccess: () => Promise<AccessAnswer>): Promise<void> {
    const answer = await getAccess();
    if (this.closed) return;
    if (answer.ok) this.report({ connection: { state: 'connected' }, quality: 'excellent', ...this.#capture() });
    else this.report({ connection: { state: 'refused', code: answer.code } });
  }

  #capture(): Partial<MediaState> {
    const { microphone, camera, facing } = this.intent;
    return { microphone: { state: microphone ? 'on' : 'off' }, camera: { state: camera ? 'on' : 'off' }, facing };
  }
}

/** The media port of a page in which nothing is captured or played. */
export class QuietMedia implements MediaPort {
  /** Every room that was opened, the newest last. */
  readonly rooms: QuietRoom[] = [];
  prepared = 0;

  /** The room that is open now. */
  get room(): QuietRoom | undefined {
    return this.rooms.findLast((room) => !room.closed);
  }

  prepare(): Promise<void> {
    this.prepared += 1;
    return Promise.resolve();
  }

  open(getAccess: () => Promise<AccessAnswer>, intent: MediaIntent): QuietRoom {
    const room = new QuietRoom(getAccess, intent);
    this.rooms.push(room);
    return room;
  }

  preview() {
    return Promise.resolve({ ok: true, stop: () => undefined } as const);
  }

  askMicrophone() {
    return Promise.resolve({ ok: true } as const);
  }
}
