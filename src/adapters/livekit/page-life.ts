/** Whether the page is being left, and when the network came back. */
export class PageLife {
  readonly #stop = new AbortController();
  #away: Promise<void> | undefined;
  #hurry = new AbortController();

  /** @param moved told when the page is left and when it is shown again out of the browser's memory */
  constructor(moved: (away: boolean) => void) {
    const { signal } = this.#stop;
    let back = (): void => undefined;
    addEventListener(
      'pagehide',
      () => {
        this.#away = new Promise((resolve) => (back = resolve));
        moved(true);
      },
      { signal },
    );
    addEventListener(
      'pageshow',
      () => {
        if (!this.#away) return;
        this.#away = undefined;
        moved(false);
        back();
      },
      { signal },
    );
    addEventListener(
      'online',
      () => {
        this.#hurry.abort();
        this.#hurry = new AbortController();
      },
      { signal },
    );
  }

  get away(): boolean {
    return this.#away !== undefined;
  }

  async shown(): Promise<void> {
    await this.#away;
  }

  hurry(): AbortSignal {
    return this.#hurry.signal;
  }

  close(): void {
    this.#stop.abort();
  }
}
