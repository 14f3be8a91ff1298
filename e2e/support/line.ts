import type { Fetch } from 'video-session-window/adapters/desk';

/** What goes wrong on the way; each may be changed at any time. */
export interface Trouble {
  /** Nothing gets through, and what was open breaks. */
  down?: boolean;
  /** The stream breaks after this many bytes; asked anew for each stream. */
  cutAfter?: () => number | undefined;
  /** The desk gets the request, and its answer is lost. */
  loseAnswer?: (url: string) => boolean;
  /** An event of the stream that disappears on the way. */
  swallow?: (event: string) => boolean;
}

/** The line between one page and the desk: `fetch` with trouble on the way. */
export class Line {
  readonly trouble: Trouble = {};
  readonly #open = new Set<AbortController>();
  /** Streams opened so far. */
  streams = 0;

  readonly fetch: Fetch = async (input, init) => {
    if (this.trouble.down) throw new TypeError('The line is cut');
    const control = new AbortController();
    this.#open.add(control);
    const abort = (): void => control.abort();
    init?.signal?.addEventListener('abort', abort);
    const response = await fetch(input, { ...init, signal: control.signal });
    if (this.trouble.loseAnswer?.(input)) {
      await response.arrayBuffer();
      throw new TypeError('The answer was lost');
    }
    if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream'))
      return response;
    this.streams += 1;
    const body = response.body
      .pipeThrough(this.#swallowing())
      .pipeThrough(cutting(this.trouble.cutAfter?.()));
    return new Response(body, { status: response.status, headers: response.headers });
  };

  /** Breaks everything that is open; new requests get through unless `down` is set. */
  cut(): void {
    for (const control of this.#open) control.abort();
    this.#open.clear();
  }

  #swallowing(): TransformStream<Uint8Array, Uint8Array> {
    let rest = '';
    const decoder = new TextDecoder();
    return new TransformStream({
      transform: (chunk, controller) => {
        const events = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
        rest = events.pop() ?? '';
        const kept = events.filter((event) => !this.trouble.swallow?.(event));
        controller.enqueue(new TextEncoder().encode(kept.map((event) => `${event}\n\n`).join('')));
      },
    });
  }
}

function cutting(after: number | undefined): TransformStream<Uint8Array, Uint8Array> {
  let left = after ?? Number.POSITIVE_INFINITY;
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk.subarray(0, Math.min(left, chunk.length)));
      left -= chunk.length;
      if (left <= 0) controller.error(new TypeError('The line broke'));
    },
  });
}
