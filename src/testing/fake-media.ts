import type { AccessAnswer, ClockPort, Code, Facing, MediaIntent, MediaPort } from '../interaction/index.js';
import { FakeDevices } from './fake-devices.js';
import { FakeMediaRoom } from './fake-media-room.js';
import { FakeMediaServer } from './fake-media-server.js';
import { FakeScreen } from './fake-screen.js';

export interface FakeMediaOptions {
  readonly clock: ClockPort;
  /** Share one between the ports of people who should meet. */
  readonly server?: FakeMediaServer;
  readonly holdOnMs?: number;
}

/** The media port of a page whose camera, microphone and media server are in memory. */
export class FakeMedia implements MediaPort {
  readonly server: FakeMediaServer;
  readonly devices = new FakeDevices();
  /** Every room that was opened, the newest last. */
  readonly rooms: FakeMediaRoom[] = [];
  readonly #options: FakeMediaOptions;

  constructor(options: FakeMediaOptions) {
    this.#options = options;
    this.server = options.server ?? new FakeMediaServer();
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  open(getAccess: () => Promise<AccessAnswer>, intent: MediaIntent): FakeMediaRoom {
    const { clock, holdOnMs = 3000 } = this.#options;
    const room = new FakeMediaRoom(
      { server: this.server, clock, devices: this.devices, holdOnMs },
      getAccess,
      intent,
    );
    this.rooms.push(room);
    return room;
  }

  preview(
    _facing: Facing,
    element: unknown,
  ): Promise<{ readonly ok: true; stop(): void } | { readonly ok: false; readonly code: Code }> {
    const code = this.devices.faultOf('camera');
    if (code) return Promise.resolve({ ok: false, code });
    const device = this.devices.take('camera');
    const screen = new FakeScreen('preview', 'camera', element);
    screen.show({ leg: 'preview', sends: () => device.live });
    const stop = () => {
      this.devices.release(device);
      screen.show(undefined);
    };
    return Promise.resolve({ ok: true, stop });
  }

  askMicrophone(): Promise<{ readonly ok: true } | { readonly ok: false; readonly code: Code }> {
    const code = this.devices.faultOf('microphone');
    return Promise.resolve(code ? { ok: false, code } : { ok: true });
  }
}
