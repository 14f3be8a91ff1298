import type { RemoteTrackPublication, Room } from 'livekit-client';
import type { ClockPort } from '../../interaction/ports/clock.js';
import type { Source } from '../../interaction/ports/media.js';
import { remotePublication } from './remote-legs.js';
import type { TrackCounts } from './rtc-stats.js';
import { receivedCounts, sentCounts } from './rtc-stats.js';
import { every } from './timing.js';

const lookEveryMs = 500;
/** A picture that has not moved for so long is told to be paused, and sound that has not come is missing. */
const staleMs = 2000;
/** Connectivity checks are answered every 2.5 s; two missing answers and a half mean that nothing comes any more. */
const deadMs = 6500;

interface Seen {
  count: number;
  movedAt: number;
}

/**
 * Judges by what really arrives. The library tells of a lost signal connection, during which sound and picture usually go on,
 * and tells late, or not at all, of lost media. Counters are read, not frames awaited: frame callbacks jam when a video is
 * moved between windows.
 */
export class MediaWatch {
  readonly #room: Room;
  readonly #clock: ClockPort;
  readonly #tracks = new Map<string, Seen>();
  readonly #link: Seen = { count: -1, movedAt: 0 };
  readonly #changed: () => void;
  #stop: (() => void) | undefined;
  #verdict = '';

  constructor(room: Room, clock: ClockPort, changed: () => void) {
    this.#room = room;
    this.#clock = clock;
    this.#changed = changed;
  }

  start(): void {
    this.#tracks.clear();
    this.#link.count = -1;
    this.#stop ??= every(this.#clock, lookEveryMs, () => this.#look());
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  /** A camera that is shown and gives no picture. */
  still(leg: string): boolean {
    const seen = this.#tracks.get(key(leg, 'camera'));
    return seen !== undefined && this.#clock.now() - seen.movedAt > staleMs;
  }

  /** Whether anything of what should come is coming. When nobody sends, nothing is missing. */
  get flows(): boolean {
    if (this.#tracks.size === 0) return true;
    return [...this.#tracks.values()].some(({ movedAt }) => this.#clock.now() - movedAt <= staleMs);
  }

  /** Whether not even an answer of the server has come for so long that the connection must be gone. */
  get dead(): boolean {
    return this.#link.count >= 0 && this.#clock.now() - this.#link.movedAt > deadMs;
  }

  async #look(): Promise<void> {
    const links = await Promise.all([
      this.#lookAtRemote('microphone'),
      this.#lookAtRemote('camera'),
      this.#lookAtOwn(),
    ]);
    const link = Math.max(-1, ...links.flat());
    if (link !== this.#link.count) Object.assign(this.#link, { count: link, movedAt: this.#clock.now() });
    const verdict = JSON.stringify([
      this.flows,
      this.dead,
      [...this.#tracks.keys()].filter((name) => this.#isStale(name)),
    ]);
    if (verdict === this.#verdict || !this.#stop) return;
    this.#verdict = verdict;
    this.#changed();
  }

  #isStale(name: string): boolean {
    const seen = this.#tracks.get(name);
    return seen !== undefined && this.#clock.now() - seen.movedAt > staleMs;
  }

  async #lookAtRemote(source: Source): Promise<readonly number[]> {
    const participants = [...this.#room.remoteParticipants.values()];
    return await Promise.all(
      participants.map(async (participant) => {
        const name = key(participant.identity, source);
        const publication = remotePublication(participant, source);
        // Muted, or not looked at: then nothing is expected. In a reconnect the entry stays and grows stale.
        if (!publication || publication.isMuted || !publication.track || unseen(publication)) {
          if (this.#room.state === 'connected') this.#tracks.delete(name);
          return -1;
        }
        const counts = await receivedCounts(publication).catch(() => undefined);
        if (counts) this.#note(name, counts);
        return counts?.link ?? -1;
      }),
    );
  }

  #note(name: string, counts: TrackCounts): void {
    const count = counts.frames ?? counts.packets;
    const seen = this.#tracks.get(name);
    if (!seen) this.#tracks.set(name, { count, movedAt: this.#clock.now() });
    else if (seen.count !== count) Object.assign(seen, { count, movedAt: this.#clock.now() });
  }

  async #lookAtOwn(): Promise<readonly number[]> {
    const publications = [...this.#room.localParticipant.trackPublications.values()];
    const all = await Promise.all(
      publications.map((publication) => sentCounts(publication).catch(() => undefined)),
    );
    return all.map((counts) => counts?.link ?? -1);
  }
}

const key = (leg: string, source: Source): string => `${source}/${leg}`;

/** Nobody looks at the picture, so the server was asked not to send it. */
function unseen(publication: RemoteTrackPublication): boolean {
  return (
    publication.kind === 'video' &&
    (!publication.isEnabled || publication.track?.attachedElements.length === 0)
  );
}
