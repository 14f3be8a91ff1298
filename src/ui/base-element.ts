import { LitElement } from 'lit';
import type { CSSResultGroup, CSSResultOrNative } from 'lit';
import { declareLocality, localityOf, watchLocality } from './locality.js';
import type { Locality } from './locality.js';
import { sheetsFor } from './sheets.js';
import { tokens } from './tokens.js';
import { hasWords, loadWords, onLocaleChange, withLocale } from './words/locale.js';

/**
 * What every element extends.
 *
 * - Its styles are made for the document it stands in, so it may be moved to a picture-in-picture window or popup
 *   and back. The tokens come first in every element's styles.
 * - It renders in the language and direction of the place where it stands, and again when these change.
 * - Its root may be closed: use `renderRoot`. Use `ownerDocument` and its `defaultView`, never the globals.
 * - Nodes that a controller appends to the end of `renderRoot` survive rendering (live regions do this).
 *
 * @csspart icon - Any icon.
 * @csspart button - Any button.
 * @csspart label - The words on a button.
 * @csspart badge - The mark on a button, for what is still missing.
 * @csspart ring - What turns on a button whose action is on its way.
 * @csspart tooltip - The words beside a button that shows only its icon, or the reason why it is disabled.
 * @csspart menu - Any menu.
 * @csspart menu-item - One choice in it.
 */
export class VswElement extends LitElement {
  #locality: Locality = { locale: 'en', direction: 'ltr' };
  #home: Document | undefined;
  #leave: (() => void)[] = [];
  #late: readonly CSSResultOrNative[] = [];

  /** The language tag this element speaks, as found on its ancestors, by `setLocale`, or on the document. */
  get locale(): string {
    return this.#locality.locale;
  }

  /** The writing direction here. */
  get direction(): 'ltr' | 'rtl' {
    return this.#locality.direction;
  }

  protected static override finalizeStyles(styles?: CSSResultGroup): CSSResultOrNative[] {
    return [tokens, ...super.finalizeStyles(styles)];
  }

  /** Runs `speak` in this element's language; for words and formats needed outside of rendering. */
  say<T>(speak: () => T): T {
    return withLocale(this.locale, speak);
  }

  /** Adds styles that were loaded after the element was defined. */
  protected addStyles(styles: CSSResultOrNative): void {
    if (this.#late.includes(styles)) return;
    this.#late = [...this.#late, styles];
    this.#dress(this.renderRoot as ShadowRoot);
  }

  override connectedCallback(): void {
    this.#leave.push(
      watchLocality(this, () => this.#locate()),
      onLocaleChange(() => this.#locate(true)),
    );
    this.#locate();
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    for (const leave of this.#leave.splice(0)) leave();
    super.disconnectedCallback();
  }

  /** Runs for each element by itself when it moves to another document, also before its first rendering. */
  adoptedCallback(): void {
    // `renderRoot` is undefined until the element was connected once; its type does not say so.
    const root = this.renderRoot as ShadowRoot | undefined;
    if (root) this.#dress(root);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = this.attachShadow((this.constructor as typeof VswElement).shadowRootOptions);
    this.#dress(root);
    // Lit renders before this mark and clears nothing after it.
    const mark = this.ownerDocument.createComment('');
    root.append(mark);
    this.renderOptions.renderBefore = mark;
    return root;
  }

  protected override performUpdate(): void {
    withLocale(this.locale, () => super.performUpdate());
  }

  #dress(root: ShadowRoot): void {
    const { elementStyles } = this.constructor as typeof VswElement;
    root.adoptedStyleSheets = sheetsFor(this.ownerDocument, [...elementStyles, ...this.#late]);
  }

  #locate(wordsMayHaveChanged = false): void {
    const before = this.#locality;
    this.#home ??= this.ownerDocument;
    // A picture-in-picture window says no language: there, the one from home stays.
    this.#locality = localityOf(this, this.ownerDocument === this.#home ? undefined : before);
    declareLocality(this, this.#locality);
    if (!hasWords(this.locale)) void loadWords(this.locale); // when they are there, `onLocaleChange` tells
    if (wordsMayHaveChanged || before.locale !== this.locale || before.direction !== this.direction) {
      this.requestUpdate();
    }
  }
}
