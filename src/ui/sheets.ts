import type { CSSResultOrNative } from 'lit';

/**
 * Style sheets made for one document.
 *
 * A constructed sheet belongs to the document whose `CSSStyleSheet` made it. When an element moves to another
 * document (a picture-in-picture window, a popup) the browser silently drops its sheets, and sheets of the first
 * document throw `NotAllowedError` in the second. So each document gets its own copies, made once.
 */
const made = new WeakMap<Document, Map<CSSResultOrNative, CSSStyleSheet>>();

/** The sheets of `styles` that `document` accepts; none while it has no window (in a template): the next move brings them. */
export function sheetsFor(document: Document, styles: readonly CSSResultOrNative[]): CSSStyleSheet[] {
  const view = document.defaultView;
  if (!view) return [];
  let sheets = made.get(document);
  if (!sheets) made.set(document, (sheets = new Map()));
  return styles.map((style) => {
    let sheet = sheets.get(style);
    if (!sheet) {
      sheet = new view.CSSStyleSheet();
      sheet.replaceSync(textOf(style));
      sheets.set(style, sheet);
    }
    return sheet;
  });
}

function textOf(style: CSSResultOrNative): string {
  if ('cssText' in style) return style.cssText;
  return Array.from(style.cssRules, (rule) => rule.cssText).join('\n');
}
