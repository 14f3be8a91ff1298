/** Registers an ending for Ctrl-C, SIGTERM and `endAll`; the returned function forgets it. */
export function onEnd(task: () => void | Promise<void>): () => void;
/** Runs all endings, the last registered first. */
export function endAll(): Promise<void>;
export function endOnSignals(options?: { quiet?: boolean }): void;
