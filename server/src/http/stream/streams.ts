import type { ServerResponse } from 'node:http';
import type { Desk } from '../../core/types.js';
import type { Log } from '../../log.js';
import { describeError } from '../../log.js';
import type { Metrics } from '../metrics.js';
import type { Person } from '../route.js';
import { parseCursor } from './cursor.js';
import { Hub } from './hub.js';
import { Outlet } from './outlet.js';
import { PageStream } from './page-stream.js';

/** A page that has opened its stream since cannot be the one that is asked about. */
const RECENT_MS = 10_000;

/** Whose streams count together. */
export const personOf = (who: Person): string =>
  who.kind === 'agent' ? `${who.tenant}/${who.agent}` : who.leg;

/** More open pages of one person than this, and the oldest is ended: most likely its reader is gone. */
const MAX_PER_PERSON = 10;

interface Open {
  readonly person: string;
  readonly since: number;
  end(code: string): void;
  cut(): void;
}

/** Every event stream this process has open. */
export class Streams {
  readonly #desk: Desk;
  readonly #hub: Hub;
  readonly #metrics: Metrics;
  readonly #log: Log;
  readonly #open = new Set<Open>();
  #closing = false;

  constructor(parts: { readonly desk: Desk; readonly metrics: Metrics; readonly log: Log }) {
    this.#desk = parts.desk;
    this.#metrics = parts.metrics;
    this.#log = parts.log;
    this.#hub = new Hub(parts.desk);
  }

  get count(): number {
    return this.#open.size;
  }

  /** Opens the stream of a page; what goes wrong before the first byte is thrown. */
  async open(
    who: Person,
    cursor: string | undefined,
    outgoing: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ): Promise<void> {
    if (who.kind === 'agent') await this.#desk.agentLogin(who);
    const presence = await this.#desk.streamOpened(who);
    if (outgoing.destroyed || this.#closing) {
      await this.#desk.streamClosed(presence);
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    });
    const onFailure = (error: unknown): void => {
      // The reader comes again with its cursor; that is also the way out of the database's trouble.
      this.#log.warn('stream-failed', { error: describeError(error) });
      outgoing.destroy();
    };
    const outlet = new Outlet(outgoing);
    const stream = new PageStream({
      desk: this.#desk,
      hub: this.#hub,
      who,
      outlet,
      cursor: parseCursor(cursor),
      onFailure,
    });
    this.#register(who, stream, outgoing, presence);
    await stream.start().catch(onFailure);
  }

  /** Ends all of them with a word. */
  close(): void {
    this.#closing = true;
    for (const open of this.#open) open.end('desk-unavailable');
    this.#hub.close();
  }

  /**
   * Are they still there? A connection that died without a word is not noticed for many minutes, so it is cut: a page that
   * lives comes back at once and misses nothing, and whoever does not is gone.
   */
  ask(person: string): void {
    const old = performance.now() - RECENT_MS;
    for (const open of this.#open) if (open.person === person && open.since < old) open.cut();
  }

  #register(who: Person, stream: PageStream, outgoing: ServerResponse, presence: string): void {
    const person = personOf(who);
    const end = (code: string): void => {
      stream.bye(code);
      outgoing.end();
    };
    const open: Open = { person, since: performance.now(), end, cut: () => outgoing.destroy() };
    const same = [...this.#open].filter((one) => one.person === person);
    if (same.length >= MAX_PER_PERSON) same[0]?.end('open-elsewhere');
    this.#open.add(open);
    this.#metrics.add('desk_streams', 1, { audience: who.kind });
    outgoing.on('close', () => {
      stream.stop();
      this.#open.delete(open);
      this.#metrics.add('desk_streams', -1, { audience: who.kind });
      this.#desk.streamClosed(presence).catch((error: unknown) => {
        this.#log.warn('stream-close-failed', { error: describeError(error) });
      });
    });
  }
}
