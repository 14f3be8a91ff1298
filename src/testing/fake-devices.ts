import type { Code, DeviceState, Source } from '../interaction/index.js';
import type { DeviceFault } from './media-actor.js';

/** A camera or microphone that a room holds open. */
export interface FakeDevice {
  readonly source: Source;
  live: boolean;
}

/** The devices of one page: they can be forbidden, missing, busy or unplugged. */
export class FakeDevices {
  readonly #open = new Set<FakeDevice>();
  readonly #faults = new Map<Source, DeviceFault>();
  readonly #listeners = new Set<(unplugged: Source | undefined) => void>();

  get open(): number {
    return this.#open.size;
  }

  fail(source: Source, fault: DeviceFault | undefined): void {
    if (fault) this.#faults.set(source, fault);
    else this.#faults.delete(source);
  }

  faultOf(source: Source): Code | undefined {
    const fault = this.#faults.get(source);
    if (fault === undefined) return undefined;
    return fault === 'busy' ? 'device-busy' : `${source}-${fault}`;
  }

  take(source: Source): FakeDevice {
    const device = { source, live: true };
    this.#open.add(device);
    return device;
  }

  release(device: FakeDevice | undefined): void {
    if (!device) return;
    device.live = false;
    this.#open.delete(device);
  }

  unplug(source: Source): void {
    for (const device of [...this.#open]) if (device.source === source) this.release(device);
    for (const listener of [...this.#listeners]) listener(source);
  }

  onUnplug(listener: (source: Source | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** One source of a room: what it holds and what it says of it. */
export class FakeSource {
  readonly #source: Source;
  readonly #devices: FakeDevices;
  #device: FakeDevice | undefined;
  #failure: Code | undefined;
  #wanted = false;
  #lost = false;
  state: DeviceState = { state: 'off' };

  constructor(source: Source, devices: FakeDevices) {
    this.#source = source;
    this.#devices = devices;
  }

  want(on: boolean): void {
    if (on !== this.#wanted) this.#failure = undefined;
    this.#wanted = on;
  }

  /** Makes it so; `allowed` is undefined until the room was entered. */
  settle(joined: boolean, allowed: boolean): void {
    // A muted microphone keeps its device, so that speaking again takes no time.
    const muted =
      !this.#wanted && allowed && joined && this.#source === 'microphone' && this.#device?.live === true;
    if (!this.#wanted || (joined && !allowed)) {
      if (!muted) this.drop();
      this.state = { state: 'off' };
      return;
    }
    if (this.#device?.live !== true && this.#failure === undefined) {
      const fault = this.#devices.faultOf(this.#source);
      if (fault === undefined) this.#device = this.#devices.take(this.#source);
      this.#failure = fault !== undefined && this.#lost && fault.endsWith('-missing') ? 'device-lost' : fault;
      this.#lost = false;
    }
    if (this.#failure !== undefined) this.state = { state: 'failed', code: this.#failure };
    else this.state = { state: joined ? 'on' : 'starting' };
  }

  unplugged(): void {
    this.#lost = true;
  }

  drop(): void {
    this.#devices.release(this.#device);
    this.#device = undefined;
  }
}
