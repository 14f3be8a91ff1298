/** Where the page is: an element's `ownerDocument.defaultView`, asked each time, as elements move. */
export interface AttentionOptions {
  readonly view: () => (Window & typeof globalThis) | null;
}

export interface Call {
  /** Stands in the page's title, and is the notification's. */
  readonly title: string;
  readonly body?: string;
  /** One notification per tag, however many pages of the site are open. */
  readonly tag: string;
}

const beat = 1000;

/**
 * Draws attention to a page that nobody looks at: its title alternates, and where the site may already notify, a
 * notification says the same. It never asks for that permission, and does nothing while the page is seen.
 */
export class Attention {
  readonly #view: AttentionOptions['view'];
  #call: Call | undefined;
  #document: Document | undefined;
  #notification: Notification | undefined;

  constructor(options: AttentionOptions) {
    this.#view = options.view;
  }

  /** Begins, or goes on with what is to be said now. */
  call(call: Call): void {
    const document = this.#view()?.document;
    if (this.#document !== document) this.rest();
    const same = this.#call?.tag === call.tag;
    this.#call = call;
    if (!document) return;
    if (!this.#document) document.addEventListener('visibilitychange', this.#looked);
    this.#document = document;
    if (same && this.#notification?.title === call.title) return;
    this.#looked();
  }

  /** Ends it: the title is the page's own again, the notification is gone. */
  rest(): void {
    this.#call = undefined;
    this.#document?.removeEventListener('visibilitychange', this.#looked);
    if (this.#document) titleOf(this.#document).rest(this);
    this.#document = undefined;
    this.#unnotify();
  }

  readonly #looked = (): void => {
    const document = this.#document;
    if (!document || !this.#call) return;
    if (document.hidden) {
      titleOf(document).flash(this, this.#call.title);
      this.#notify(document, this.#call);
    } else {
      titleOf(document).rest(this);
      this.#unnotify();
    }
  };

  #notify(document: Document, { title, body = '', tag }: Call): void {
    const view = document.defaultView;
    if (!view || view.Notification?.permission !== 'granted' || this.#notification) return;
    try {
      this.#notification = new view.Notification(title, { body, tag });
      this.#notification.addEventListener('click', () => view.focus());
    } catch (error) {
      // Browsers on phones let only service workers notify; the title and the sound are left.
      if (!(error instanceof view.TypeError)) throw error;
    }
  }

  #unnotify(): void {
    this.#notification?.close();
    this.#notification = undefined;
  }
}

/** A document's title, shared by all who want to flash it, so that the page's own always comes back. */
class FlashingTitle {
  readonly #document: Document;
  readonly #wanted = new Map<object, string>();
  #own = '';
  #shown: string | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(document: Document) {
    this.#document = document;
  }

  flash(who: object, text: string): void {
    this.#wanted.set(who, text);
    if (this.#timer !== undefined) return;
    this.#show();
    this.#timer = setInterval(() => (this.#shown === undefined ? this.#show() : this.#restore()), beat);
  }

  rest(who: object): void {
    this.#wanted.delete(who);
    if (this.#wanted.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#restore();
  }

  #show(): void {
    const text = [...this.#wanted.values()].at(-1);
    if (text === undefined) return;
    this.#own = this.#document.title;
    this.#document.title = text;
    this.#shown = this.#document.title; // as the browser trimmed it
  }

  #restore(): void {
    // A title the page has set meanwhile is the page's own, and stays.
    if (this.#shown !== undefined && this.#document.title === this.#shown) this.#document.title = this.#own;
    this.#shown = undefined;
  }
}

const titles = new WeakMap<Document, FlashingTitle>();

function titleOf(document: Document): FlashingTitle {
  let title = titles.get(document);
  if (!title) titles.set(document, (title = new FlashingTitle(document)));
  return title;
}
