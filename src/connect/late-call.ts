type Call = typeof import('./call.js');

const parts = new Set<() => Promise<unknown>>();
let call: Call | undefined;

/** Something more to load with a call: the elements that show nothing without one. */
export function loadWithCall(load: () => Promise<unknown>): void {
  parts.add(load);
}

/** Loads what a call needs, before the page hears that there is one. Rejects when something could not be had now. */
export async function loadCall(): Promise<Call> {
  // At the same time and waited for by nobody: only who joins needs it, and then it is loaded again if this came to nothing.
  import('../adapters/livekit/library.js').catch(() => undefined);
  const [loaded] = await Promise.all([import('./call.js'), ...[...parts].map((load) => load())]);
  call = loaded;
  return loaded;
}

/** What `loadCall` has loaded. */
export function loadedCall(): Call {
  if (!call) throw new Error('A page hears of an interaction only after what it needs was loaded');
  return call;
}
