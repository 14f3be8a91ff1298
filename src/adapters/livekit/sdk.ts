export type Sdk = typeof import('./library.js');

let loading: Promise<Sdk> | undefined;

/** Loads livekit-client, once, and only when a call is near: it is larger than everything of ours together. */
export function loadSdk(): Promise<Sdk> {
  loading ??= import('./library.js').then(silence, (error: unknown) => {
    // The network may be back the next time.
    loading = undefined;
    throw error;
  });
  return loading;
}

/**
 * Its messages may quote whole tokens, so none may reach a console or whoever collects from it. `false`: it would otherwise
 * remember the level in the host page's localStorage.
 */
function silence(sdk: Sdk): Sdk {
  for (const name of Object.values(sdk.LoggerNames)) {
    const logger = sdk.getLogger(name) as { setLevel(level: number, persist?: boolean): void };
    logger.setLevel(sdk.LogLevel.silent, false);
  }
  return sdk;
}
