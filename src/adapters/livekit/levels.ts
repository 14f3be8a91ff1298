import type { Room } from 'livekit-client';
import type { ClockPort } from '../../interaction/ports/clock.js';
import { remotePublication } from './remote-legs.js';
import { receivedCounts, sentCounts } from './rtc-stats.js';
import { every } from './timing.js';

type Listener = (levels: ReadonlyMap<string, number>) => void;

const everyMs = 200;
/** A browser goes on telling the last level of a sound that has stopped coming. A silent line still sends a packet or two a second. */
const staleMs = 1000;

/** How loud everybody is. Measured only while somebody listens. */
export class Levels {
  readonly #room: () => Room | undefined;
  readonly #clock: ClockPort;
  readonly #listeners = new Set<Listener>();
  readonly #arrived = new Map<string, { packets: number; at: number }>();
  #stop: (() => void) | undefined;

  constructor(room: () => Room | undefined, clock: ClockPort) {
    this.#room = room;
    this.#clock = clock;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    this.#stop ??= every(this.#clock, everyMs, () => this.#measure());
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.close();
    };
  }

  close(): void {
    this.#listeners.clear();
    this.#arrived.clear();
    this.#stop?.();
    this.#stop = undefined;
  }

  async #measure(): Promise<void> {
    const room = this.#room();
    if (!room) return;
    const entries = [
      this.#own(room),
      ...[...room.remoteParticipants.keys()].map((leg) => this.#remote(room, leg)),
    ];
    const levels = new Map(await Promise.all(entries));
    for (const listener of [...this.#listeners]) listener(levels);
  }

  async #own({ localParticipant }: Room): Promise<[string, number]> {
    const publication = [...localParticipant.audioTrackPublications.values()].find(
      ({ source }) => source === 'microphone',
    );
    if (!publication || publication.isMuted) return ['local', 0];
    const counts = await sentCounts(publication).catch(() => undefined);
    return ['local', counts?.level ?? localParticipant.audioLevel];
  }

  async #remote(room: Room, leg: string): Promise<[string, number]> {
    const participant = room.remoteParticipants.get(leg);
    const publication = participant && remotePublication(participant, 'microphone');
    if (!participant || !publication || publication.isMuted) return [leg, 0];
    const counts = await receivedCounts(publication).catch(() => undefined);
    if (!counts || !this.#arrives(leg, counts.packets)) return [leg, 0];
    // Not every browser measures; the server's own estimate comes a few times a second, too.
    return [leg, counts.level ?? participant.audioLevel];
  }

  #arrives(leg: string, packets: number): boolean {
    const now = this.#clock.now();
    const before = this.#arrived.get(leg);
    if (before?.packets === packets) return now - before.at < staleMs;
    this.#arrived.set(leg, { packets, at: now });
    return true;
  }
}
