/**
 * Points in time for whoever measures this library, and nothing for everybody else: a measurement puts a function at
 * `globalThis[Symbol.for('video-session-window.mark')]` before the page loads. Names say what is about to be done.
 */
export type Mark = 'connect' | 'track-subscribed' | 'attached';

const key = Symbol.for('video-session-window.mark');

export function mark(name: Mark): void {
  (globalThis as { [key]?: (name: Mark) => void })[key]?.(name);
}
