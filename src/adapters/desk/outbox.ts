import type { ClockPort, Command, Outcome, StoragePort } from '../../interaction/index.js';
import { backoffMs, outboxBackoff } from './backoff.js';
import type { Reply } from './http.js';
import { outcomeOf } from './http.js';
import { readSeq } from './live.js';
import type { Saved } from './outbox-row.js';
import { rowKey, rowPrefix, rowText } from './outbox-row.js';
import { sleep } from './sleep.js';

export interface OutboxOptions {
  readonly storage: StoragePort;
  readonly clock: ClockPort;
  readonly random: () => number;
  readonly deliver: (interaction: string, command: Command) => Promise<Reply>;
  /** Whether losing the sign-in is final: a contact cannot get another one. */
  readonly signedOutIsFinal: boolean;
  /** Hears what became of a command that an earlier page had left here. */
  readonly onSettled?: ((interaction: string, command: Command, outcome: Outcome) => void) | undefined;
  readonly closed: AbortSignal;
}

interface Row extends Saved {
  /** The key it is stored under, once it is. */
  readonly stored: Promise<string>;
  readonly settle: (outcome: Outcome) => void;
}

interface Queue {
  rows: Row[];
  waiting?: AbortController;
}

/** Rows of a page that died are found by any other page of the same person. */
const LOOK_AGAIN_MS = 5 * 60_000;

/**
 * Keeps what must not be lost until the desk has it: one row for each command, in order within an interaction, and every one
 * only ever sent in the name of the person who asked for it. Delivering twice is harmless, since the id makes it once.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #queues = new Map<string, Queue>();
  /** Ids of commands this page is delivering. */
  readonly #taken = new Set<string>();
  #owner: string | undefined;
  #owned: Promise<string>;
  #own: (owner: string) => void = () => {};
  #last = 0;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#owned = new Promise((resolve) => {
      this.#own = resolve;
    });
  }

  /** Resolves when the desk has it or refused it: after an outage that may be much later. */
  add(interaction: string, command: Command): Promise<Outcome> {
    this.#last = Math.max(this.#last + 1, this.#options.clock.now());
    const at = this.#last;
    return new Promise((settle) => {
      // Written while it is under way: waiting for the disk first would save nothing that is not lost already.
      this.#enqueue({ interaction, command, stored: this.#store({ interaction, command }, at), settle });
    });
  }

  /** Takes up what is left of this person, and delivers for them from now on. */
  async open(owner: string): Promise<void> {
    const before = this.#owner;
    if (before === owner) return this.wake();
    this.#owner = owner;
    if (before === undefined) {
      this.#own(owner);
      void this.#lookAgain();
    } else {
      // The rows of whoever was here before stay where they are, until they sign in again.
      this.#owned = Promise.resolve(owner);
      for (const queue of this.#queues.values()) queue.rows = [];
      this.#taken.clear();
    }
    this.wake();
    await this.#load(owner);
  }

  /** The desk is there again: no more waiting. */
  wake(): void {
    for (const queue of this.#queues.values()) queue.waiting?.abort();
  }

  async #store(saved: Saved, at: number): Promise<string> {
    const key = rowKey(await this.#owned, saved, at);
    await this.#options.storage.set(key, rowText(saved));
    return key;
  }

  async #lookAgain(): Promise<void> {
    const { clock, closed } = this.#options;
    for (;;) {
      await sleep(clock, LOOK_AGAIN_MS, closed);
      if (closed.aborted) return;
      if (this.#owner !== undefined) await this.#load(this.#owner);
    }
  }

  async #load(owner: string): Promise<void> {
    const { storage, onSettled } = this.#options;
    const keys = await storage.keys(rowPrefix(owner));
    if (keys.length === 0) return;
    // Seldom needed, and large with its schemas. What cannot be had now is looked for again before long.
    const reader = await import('./read-row.js').catch(() => undefined);
    if (!reader) return;
    for (const key of [...keys].sort()) {
      const text = await storage.get(key);
      const saved = text === undefined ? undefined : reader.readRow(text);
      if (!saved) {
        if (text !== undefined) await storage.delete(key);
        continue;
      }
      if (this.#owner !== owner || this.#taken.has(saved.command.id)) continue;
      const settle = (outcome: Outcome): void => onSettled?.(saved.interaction, saved.command, outcome);
      this.#enqueue({ ...saved, stored: Promise.resolve(key), settle });
    }
  }

  #enqueue(row: Row): void {
    this.#taken.add(row.command.id);
    const queue = this.#queues.get(row.interaction);
    if (queue) {
      queue.rows.push(row);
      return;
    }
    const fresh: Queue = { rows: [row] };
    this.#queues.set(row.interaction, fresh);
    void this.#drain(row.interaction, fresh);
  }

  async #drain(interaction: string, queue: Queue): Promise<void> {
    const { clock, random, deliver, storage, closed, signedOutIsFinal } = this.#options;
    let attempt = 0;
    for (let row = queue.rows[0]; row && !closed.aborted; row = queue.rows[0]) {
      const waiting = new AbortController();
      queue.waiting = waiting;
      const reply = await deliver(interaction, row.command);
      if (closed.aborted) return;
      if (queue.rows[0] !== row) continue;
      if (reply.ok || reply.why === 'refused' || (reply.why === 'signed-out' && signedOutIsFinal)) {
        attempt = 0;
        await storage.delete(await row.stored);
        queue.rows.shift();
        this.#taken.delete(row.command.id);
        row.settle(reply.ok ? { ok: true, seq: readSeq(reply.body) } : outcomeOf(reply));
        continue;
      }
      const giveUp = (): void => waiting.abort();
      closed.addEventListener('abort', giveUp);
      const ms = backoffMs(outboxBackoff, attempt, random, reply.retryAfterMs);
      await sleep(clock, ms, waiting.signal);
      closed.removeEventListener('abort', giveUp);
      attempt = waiting.signal.aborted ? 0 : attempt + 1;
    }
    this.#queues.delete(interaction);
  }
}
