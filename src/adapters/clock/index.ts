import type { ClockPort } from '../../interaction/ports/clock.js';

/** This device's clock and timers. Works in a browser and in Node. */
export class SystemClock implements ClockPort {
  now(): number {
    return Date.now();
  }

  after(ms: number, callback: () => void): () => void {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  }

  newId(): string {
    // Not randomUUID: that is only there on secure origins, and a page opened over plain HTTP must still say why it cannot call.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
}
