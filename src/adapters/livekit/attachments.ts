import type { RemoteTrack, Room } from 'livekit-client';
import type { Source, StreamName } from '../../interaction/ports/media.js';
import { remotePublication } from './remote-legs.js';
import { nameOf } from './errors.js';
import { mark } from './marks.js';

type Shown = Source | StreamName;

export interface AttachmentParts {
  readonly room: () => Room | undefined;
  /** Keep the last picture rather than none: the track comes back. */
  readonly reconnecting: () => boolean;
  local(source: Shown): MediaStreamTrack | undefined;
  changed(): void;
}

interface Attachment {
  readonly leg: string;
  readonly source: Shown;
  readonly element: HTMLMediaElement;
  /** What is in the element now: one track, or two of a named stream. */
  tracks: readonly (RemoteTrack | MediaStreamTrack)[];
  document: Document;
  blocked: boolean;
}

/**
 * Which element shows whom, by leg and source and never by a track's id: tracks come late, and come anew with every
 * reconnect. `sync` makes it so again after anything that may have changed a track.
 */
export class Attachments {
  readonly #parts: AttachmentParts;
  readonly #all = new Set<Attachment>();

  constructor(parts: AttachmentParts) {
    this.#parts = parts;
  }

  get blocked(): boolean {
    return [...this.#all].some((attachment) => attachment.blocked);
  }

  add(leg: string, source: Shown, element: HTMLMediaElement): () => void {
    for (const other of this.#all) {
      if (other.element === element && kindOf(other.source) === kindOf(source)) this.#remove(other);
    }
    const attachment: Attachment = {
      leg,
      source,
      element,
      tracks: [],
      document: element.ownerDocument,
      blocked: false,
    };
    this.#all.add(attachment);
    this.#sync(attachment);
    return () => this.#remove(attachment);
  }

  sync(): void {
    for (const attachment of this.#all) this.#sync(attachment);
  }

  /** After the page was hidden, or from a tap: plays what stands still. */
  async play(): Promise<void> {
    await Promise.all(
      [...this.#all].filter(({ tracks }) => tracks.length > 0).map((attachment) => this.#play(attachment)),
    );
  }

  clear(): void {
    for (const attachment of [...this.#all]) this.#remove(attachment);
  }

  #sync(attachment: Attachment): void {
    const tracks = this.#tracksOf(attachment);
    if (tracks.length === 0 && this.#parts.reconnecting()) return;
    const { ownerDocument } = attachment.element;
    const moved = attachment.document !== ownerDocument;
    const same =
      tracks.length === attachment.tracks.length &&
      tracks.every((track) => attachment.tracks.includes(track));
    if (same && !moved && tracks.every((track) => isIn(attachment.element, track))) return;
    attachment.document = ownerDocument;
    this.#hide(attachment);
    attachment.tracks = tracks;
    if (tracks.length === 0) return;
    for (const track of tracks) show(track, attachment.element);
    mark('attached');
    // Explicitly: some browsers never start an element whose stream came later than its autoplay attribute.
    void this.#play(attachment);
  }

  #tracksOf({ leg, source }: Attachment): readonly (RemoteTrack | MediaStreamTrack)[] {
    if (leg === 'local') return [this.#parts.local(source)].filter((track) => track !== undefined);
    const participant = this.#parts.room()?.remoteParticipants.get(leg);
    if (!participant) return [];
    if (source === 'camera' || source === 'microphone') {
      return [remotePublication(participant, source)?.track].filter((track) => track !== undefined);
    }
    const named = [...participant.trackPublications.values()].filter(
      ({ trackName }) => `stream:${trackName}` === source,
    );
    return named.map(({ track }) => track).filter((track) => track !== undefined);
  }

  async #play(attachment: Attachment): Promise<void> {
    let blocked = false;
    try {
      await attachment.element.play();
    } catch (error) {
      // Anything else, an AbortError above all, means that a newer stream took the place of this one.
      blocked = nameOf(error) === 'NotAllowedError';
    }
    if (attachment.blocked === blocked || !this.#all.has(attachment)) return;
    attachment.blocked = blocked;
    this.#parts.changed();
  }

  #remove(attachment: Attachment): void {
    if (!this.#all.delete(attachment)) return;
    this.#hide(attachment);
    if (attachment.blocked) this.#parts.changed();
  }

  #hide(attachment: Attachment): void {
    const { element, tracks } = attachment;
    attachment.tracks = [];
    for (const track of tracks) {
      if (!(track instanceof MediaStreamTrack)) track.detach(element);
      else if (element.srcObject instanceof MediaStream) element.srcObject.removeTrack(track);
    }
    if (element.srcObject instanceof MediaStream && element.srcObject.getTracks().length === 0)
      element.srcObject = null;
  }
}

function show(track: RemoteTrack | MediaStreamTrack, element: HTMLMediaElement): void {
  if (!(track instanceof MediaStreamTrack)) {
    track.attach(element);
    return;
  }
  // Nobody wants to hear themselves.
  element.muted = true;
  if ('playsInline' in element) element.playsInline = true;
  element.srcObject = new MediaStream([track]);
}

function isIn(element: HTMLMediaElement, track: RemoteTrack | MediaStreamTrack): boolean {
  const raw = track instanceof MediaStreamTrack ? track : track.mediaStreamTrack;
  // A muted picture is taken out by the library itself, and put back.
  if (!(track instanceof MediaStreamTrack) && track.isMuted) return true;
  return element.srcObject instanceof MediaStream && element.srcObject.getTracks().includes(raw);
}

const kindOf = (source: Shown): string =>
  source === 'camera' || source === 'microphone' ? source : 'stream';
