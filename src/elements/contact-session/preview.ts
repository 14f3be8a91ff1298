import type { Code, InteractionSession } from '../../interaction/index.js';

/** The own camera in the question about video: started when the question shows, stopped when it goes. */
export class CameraPreview {
  #element: HTMLVideoElement | undefined;
  #stop: (() => void) | undefined;
  readonly #changed: () => void;
  /** Why there is no picture. */
  failure: Code | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  follow(session: InteractionSession | undefined, element: HTMLVideoElement | undefined): void {
    if (element === this.#element) return;
    this.stop();
    if (!session || !element) return;
    this.#element = element;
    void session.preview(element).then((preview) => {
      if (!preview.ok) {
        if (this.#element !== element) return;
        this.failure = preview.code;
        return this.#changed();
      }
      // The answer may have come meanwhile: then the light must not stay on.
      if (this.#element === element) this.#stop = () => preview.stop();
      else preview.stop();
    });
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#element = undefined;
    this.failure = undefined;
  }
}
