/** One event as it came over the wire. */
export interface ServerEvent {
  /** Present only when this event carried one. */
  readonly id?: string;
  readonly data: string;
}

/** More than any message of ours could be; a peer that sends more is not a desk. */
const MAX_PENDING = 8 * 1024 * 1024;

/**
 * Reads server-sent events out of bytes that may be cut anywhere: inside a character, between CR and LF, inside a field.
 * The browser's own `EventSource` cannot send a bearer token, and a token must not stand in an address.
 */
export class EventParser {
  readonly #decoder = new TextDecoder();
  #rest = '';
  #data: string[] = [];
  #id: string | undefined;
  #size = 0;
  /** The last chunk ended in CR: a LF that opens the next one belongs to it. */
  #afterCr = false;

  push(chunk: Uint8Array): readonly ServerEvent[] {
    const text = this.#rest + this.#swallowLf(this.#decoder.decode(chunk, { stream: true }));
    const events: ServerEvent[] = [];
    let start = 0;
    // What was left over holds no line break, or it would not be left over.
    for (let at = nextBreak(text, this.#rest.length); at !== -1; at = nextBreak(text, start)) {
      const event = this.#line(text.slice(start, at));
      if (event) events.push(event);
      start = at + 1;
      if (text[at] !== '\r') continue;
      if (start === text.length) this.#afterCr = true;
      else if (text[start] === '\n') start += 1;
    }
    this.#rest = text.slice(start);
    if (this.#rest.length + this.#size > MAX_PENDING)
      throw new RangeError('An event of the stream is too large');
    return events;
  }

  #swallowLf(text: string): string {
    if (!this.#afterCr || text === '') return text;
    this.#afterCr = false;
    return text.startsWith('\n') ? text.slice(1) : text;
  }

  #line(line: string): ServerEvent | undefined {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    // A line that begins with a colon is a comment: it only says that somebody is there.
    if (colon === 0) return undefined;
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (name === 'data') {
      this.#data.push(value);
      this.#size += value.length + 1;
    } else if (name === 'id' && !value.includes('\0')) {
      this.#id = value;
    }
    return undefined;
  }

  #dispatch(): ServerEvent | undefined {
    const data = this.#data;
    const id = this.#id;
    this.#data = [];
    this.#size = 0;
    this.#id = undefined;
    if (data.length === 0) return undefined;
    return { ...(id === undefined ? {} : { id }), data: data.join('\n') };
  }
}

function nextBreak(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return -1;
}
