/** Calls back when the network is back or the page is shown again: then waiting any longer is in vain. */
export function stayAwake(wake: () => void): () => void {
  const view = globalThis.window;
  // Outside a browser nobody tells; the port's own patience is enough there.
  if (view === undefined) return () => {};
  const shown = (): void => {
    if (view.document.visibilityState === 'visible') wake();
  };
  const stop = new AbortController();
  view.addEventListener('online', wake, { signal: stop.signal });
  view.addEventListener('pageshow', wake, { signal: stop.signal });
  view.document.addEventListener('visibilitychange', shown, { signal: stop.signal });
  return () => stop.abort();
}
