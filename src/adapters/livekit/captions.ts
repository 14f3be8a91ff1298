import type { Participant, Room, TranscriptionSegment } from 'livekit-client';

export type CaptionListener = (leg: string, text: string, final: boolean) => void;

const topic = 'lk.transcription';

interface TextStream extends AsyncIterable<string> {
  readonly info: { readonly id: string; readonly attributes?: Record<string, string> };
}

/**
 * Captions by LiveKit's own convention, so that any engine for it works unchanged. A person may caption their own speech;
 * only an agent program of the server may caption that of others.
 */
export class Captions {
  readonly #room: Room;
  readonly #listeners: ReadonlySet<CaptionListener>;
  /** Engines send both ways; a segment that came as a stream is not told again. */
  readonly #streamed = new Set<string>();

  constructor(room: Room, listeners: ReadonlySet<CaptionListener>) {
    this.#room = room;
    this.#listeners = listeners;
    room.registerTextStreamHandler(topic, (reader, { identity }) => void this.#read(reader, identity));
    room.on('transcriptionReceived', this.#onSegments);
  }

  close(): void {
    this.#room.unregisterTextStreamHandler(topic);
    this.#room.off('transcriptionReceived', this.#onSegments);
    this.#streamed.clear();
  }

  async #read(stream: TextStream, sender: string): Promise<void> {
    const { attributes = {}, id } = stream.info;
    const speaker = this.#ownerOf(attributes['lk.transcribed_track_id']) ?? sender;
    if (!this.#maySpeakFor(sender, speaker)) return;
    this.#streamed.add(attributes['lk.segment_id'] ?? id);
    let text = '';
    try {
      for await (const part of stream) {
        text += part;
        this.#tell(speaker, text, false);
      }
    } catch {
      // Cut off in the middle; what has come stands as it is.
    }
    this.#tell(speaker, text, attributes['lk.transcription_final'] !== 'false');
  }

  readonly #onSegments = (segments: TranscriptionSegment[], participant?: Participant): void => {
    if (!participant) return;
    for (const { id, text, final } of segments) {
      if (!this.#streamed.has(id)) this.#tell(participant.identity, text, final);
    }
  };

  #tell(leg: string, text: string, final: boolean): void {
    const shown = leg === this.#room.localParticipant.identity ? 'local' : leg;
    if (text !== '') for (const listener of [...this.#listeners]) listener(shown, text, final);
  }

  #maySpeakFor(sender: string, speaker: string): boolean {
    return sender === speaker || this.#room.remoteParticipants.get(sender)?.isAgent === true;
  }

  #ownerOf(track: string | undefined): string | undefined {
    if (track === undefined || track === '') return undefined;
    const { localParticipant, remoteParticipants } = this.#room;
    return [localParticipant, ...remoteParticipants.values()].find(({ trackPublications }) =>
      trackPublications.has(track),
    )?.identity;
  }
}
