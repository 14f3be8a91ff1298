import { isPhone } from './facing.js';

export interface DeviceListener {
  /** Plugged, unplugged, allowed or forbidden: what failed may work now. */
  changed(): void;
  flippable(): void;
  /** The page is looked at again. */
  shown(): void;
}

/** Notices what changes about devices while a room is open: plugged or unplugged, allowed or forbidden, page shown again. */
export class Devices {
  #canFlip = false;
  readonly #listener: DeviceListener;
  readonly #stop = new AbortController();

  constructor(listener: DeviceListener) {
    this.#listener = listener;
    const { signal } = this.#stop;
    const onChange = () => {
      listener.changed();
      void this.look();
    };
    const onVisibility = () => {
      if (document.visibilityState === 'visible') listener.shown();
    };
    navigator.mediaDevices?.addEventListener('devicechange', onChange, { signal });
    document.addEventListener('visibilitychange', onVisibility, { signal });
    void this.#watchPermission('camera');
    void this.#watchPermission('microphone');
    void this.look();
  }

  get canFlip(): boolean {
    return this.#canFlip;
  }

  /** Counts the cameras again. Their labels, and on some browsers the cameras, show only after the first was allowed. */
  async look(): Promise<void> {
    const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    if (this.#stop.signal.aborted) return;
    const cameras = devices.filter((device) => device.kind === 'videoinput');
    // Two webcams on a desk have no front and back: there one chooses by device.
    const canFlip =
      cameras.length > 1 && (isPhone() || cameras.some(({ label }) => /back|rear|environment/i.test(label)));
    if (canFlip === this.#canFlip) return;
    this.#canFlip = canFlip;
    this.#listener.flippable();
  }

  close(): void {
    this.#stop.abort();
  }

  async #watchPermission(name: 'camera' | 'microphone'): Promise<void> {
    try {
      const permission = await navigator.permissions.query({ name });
      if (this.#stop.signal.aborted) return;
      permission.addEventListener('change', () => this.#listener.changed(), { signal: this.#stop.signal });
    } catch {
      // Safari and Firefox do not know these names: there the person turns the device off and on again.
    }
  }
}
