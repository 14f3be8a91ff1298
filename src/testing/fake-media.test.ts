import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it, test } from 'node:test';
import type { ClockPort, RefusalCode } from '../interaction/index.js';
import type { Actor, MediaWorld, Permit } from './index.js';
import { FakeMedia, FakeMediaServer, MediaActor, mediaCases, mediaContract } from './index.js';

/** Real timers, counted. */
class CountingClock implements ClockPort {
  readonly running = new Set<NodeJS.Timeout>();

  now(): number {
    return Date.now();
  }

  after(ms: number, callback: () => void): () => void {
    const timer = setTimeout(() => {
      this.running.delete(timer);
      callback();
    }, ms);
    this.running.add(timer);
    return () => {
      this.running.delete(timer);
      clearTimeout(timer);
    };
  }

  newId(): string {
    return crypto.randomUUID();
  }
}

class FakeWorld implements MediaWorld {
  readonly #permits = new Map<string, Permit>();
  readonly #refused = new Map<string, RefusalCode>();
  readonly #failures = new Map<string, number>();
  readonly #actors: FakeMedia[] = [];
  readonly server = new FakeMediaServer((leg) => {
    const { microphone, camera, hear } = this.#permits.get(leg) ?? mediaContract.all;
    const sources = [
      ...(microphone ? (['microphone'] as const) : []),
      ...(camera ? (['camera'] as const) : []),
    ];
    return { canPublish: sources.length > 0, sources, canSubscribe: hear };
  });

  async actor(leg: string): Promise<Actor> {
    await Promise.resolve();
    const clock = new CountingClock();
    const port = new FakeMedia({ clock, server: this.server, holdOnMs: 300 });
    this.#actors.push(port);
    return new MediaActor(leg, {
      port,
      access: (room, asking) => Promise.resolve(this.#access(room, asking)),
      element: () => ({}),
      plays: (element) => Promise.resolve((element as { shown?: string }).shown !== undefined),
      openDevices: () => port.devices.open,
      leftovers: () => clock.running.size,
      breakDevice: (source, fault) => port.devices.fail(source, fault),
      unplug: (source) => port.devices.unplug(source),
      async stall(room, stalled) {
        await Promise.resolve();
        port.rooms.find((one) => one === room)?.stall(stalled);
      },
      stream: () => ({}),
      async caption(room, text) {
        await Promise.resolve();
        port.rooms.find((one) => one === room)?.caption(text);
      },
      async cut(room) {
        const fake = port.rooms.find((one) => one === room);
        await Promise.resolve();
        fake?.cutOff();
        setTimeout(() => fake?.resumed(), 200);
      },
    });
  }

  async permit(leg: string, permit: Permit): Promise<void> {
    await Promise.resolve();
    this.#permits.set(leg, permit);
    this.server.look();
  }

  async remove(leg: string, code: RefusalCode): Promise<void> {
    await Promise.resolve();
    this.#refused.set(leg, code);
    this.server.remove(leg);
  }

  failAccess(leg: string, times: number): void {
    this.#failures.set(leg, times);
  }

  shortOutage = () => this.#outage(100);
  longOutage = () => this.#outage(600);

  async end(): Promise<void> {
    await Promise.all(this.#actors.flatMap(({ rooms }) => rooms.map((room) => room.close())));
  }

  async #outage(ms: number): Promise<void> {
    this.server.stop();
    await pause(ms);
    this.server.start();
  }

  #access(room: string, leg: string) {
    const code = this.#refused.get(leg);
    if (code) return { ok: false, code } as const;
    const failures = this.#failures.get(leg) ?? 0;
    this.#failures.set(leg, failures - 1);
    return failures > 0 ? ({ ok: false, code: 'desk-unavailable' } as const) : this.server.access(room, leg);
  }
}

// At the same time, since most of what they do is waiting for silence.
describe('fake media', { concurrency: true }, () => {
  for (const { name, run } of mediaCases) {
    it(name, async () => {
      const world = new FakeWorld();
      try {
        await run(world);
      } finally {
        await world.end();
      }
    });
  }
});

test('fake media: a hundred calls leave nothing behind', async () => {
  const clock = new CountingClock();
  const server = new FakeMediaServer();
  const port = new FakeMedia({ clock, server });
  for (let call = 0; call < 100; call += 1) {
    const room = port.open(() => Promise.resolve(server.access('main', 'anna')), mediaContract.show);
    room.levels(() => undefined);
    room.attach('local', 'camera', {});
    await pause(0);
    await room.close();
  }
  assert.deepEqual([port.devices.open, server.members, clock.running.size], [0, 0, 0]);
});
