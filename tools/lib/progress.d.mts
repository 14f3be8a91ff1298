/** Prints one line with the time since the process began. */
export function say(text: string): void;
export function sayTo(stream: NodeJS.WritableStream): void;
export function step<T>(text: string, work: () => Promise<T>): Promise<T>;
export function elapsed(since?: number): string;
