import type { Code } from '../../interaction/codes.js';
import type { Facing } from '../../interaction/ports/media.js';
import { capture } from './capture.js';
import { deviceCode } from './errors.js';

export type Preview = { readonly ok: true; stop(): void } | { readonly ok: false; readonly code: Code };

/** The own camera, shown to nobody else. A call that needs the camera takes it away from the preview. */
export class Previews {
  readonly #running = new Set<() => void>();

  async start(facing: Facing, element: HTMLMediaElement): Promise<Preview> {
    try {
      const track = await capture({ source: 'camera', facing });
      const stop = () => {
        this.#running.delete(stop);
        track.stop();
        if (element.srcObject === stream) element.srcObject = null;
      };
      const stream = new MediaStream([track]);
      this.#running.add(stop);
      element.muted = true;
      if ('playsInline' in element) element.playsInline = true;
      element.srcObject = stream;
      // A picture without sound may always play; when it is replaced meanwhile, the new one plays instead.
      await element.play().catch(() => undefined);
      return { ok: true, stop };
    } catch (error) {
      return { ok: false, code: deviceCode(error, 'camera') };
    }
  }

  stopAll(): void {
    for (const stop of [...this.#running]) stop();
  }
}
