export type CallParts = typeof import('./call-parts.js');

let parts: CallParts | undefined;
let loading: Promise<CallParts> | undefined;

/** What shows a call, once it was loaded by any pane or ahead of one. */
export function callParts(): CallParts | undefined {
  return parts;
}

/** Loads it once; rejects when it could not be had now, and tries again when asked again. */
export function loadCallParts(): Promise<CallParts> {
  loading ??= import('./call-parts.js').then(
    (loaded) => {
      loaded.readyForCalls();
      return (parts = loaded);
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
