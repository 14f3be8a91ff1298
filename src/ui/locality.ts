import { canonical, chosenLocale, isRightToLeft, sourceLocale } from './words/locale.js';

/** Where an element stands: its language and direction, from the nearest of its ancestors that says so. */
export interface Locality {
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
}

/** What we wrote on a host ourselves, to be told apart from what its author wrote. */
const written = new WeakMap<Element, { lang?: string; dir?: string }>();

/** Parents across shadow roots, open or closed. */
function parentOf(element: Element): Element | undefined {
  const parent = element.parentNode;
  if (!parent) return undefined;
  if ('host' in parent && parent.nodeType === 11) return (parent as ShadowRoot).host;
  return parent.nodeType === 1 ? (parent as Element) : undefined;
}

/** The attribute of the nearest ancestor below the document's root, or of the element if its author wrote it. */
function nearest(element: Element, name: 'lang' | 'dir'): string | undefined {
  const value = element.getAttribute(name);
  return value && written.get(element)?.[name] !== value ? value : above(element, name);
}

function above(element: Element, name: 'lang' | 'dir'): string | undefined {
  const root = element.ownerDocument.documentElement;
  for (let at = parentOf(element); at && at !== root; at = parentOf(at)) {
    const value = at.getAttribute(name);
    if (value) return value;
  }
  return undefined;
}

/**
 * Language: a `lang` below the document's root, then `setLocale`, then the document's `lang`, then what it was
 * before (a window it was moved to may say nothing), then English. Direction: a `dir` below the document's root;
 * the document's, when the language is the document's too; else the one the language is written in.
 */
export function localityOf(element: Element, before?: Locality): Locality {
  const root = element.ownerDocument.documentElement;
  const local = nearest(element, 'lang') ?? chosenLocale();
  const locale = canonical(local ?? (root.getAttribute('lang') || before?.locale || sourceLocale));
  const dir = nearest(element, 'dir') ?? (local === undefined ? root.getAttribute('dir') : undefined);
  if (dir === 'rtl' || dir === 'ltr') return { locale, direction: dir };
  return { locale, direction: isRightToLeft(locale) ? 'rtl' : 'ltr' };
}

/**
 * Writes `lang` and `dir` on the element where its ancestors say something else, so that screen readers pronounce
 * it, `:dir()` matches and logical properties turn. Never replaces an attribute of the author's.
 */
export function declareLocality(element: HTMLElement, locality: Locality): void {
  const root = element.ownerDocument.documentElement;
  const inherited = (name: 'lang' | 'dir', otherwise: string) =>
    above(element, name) ?? (root.getAttribute(name) || otherwise);
  const own = written.get(element) ?? {};
  const write = (name: 'lang' | 'dir', value: string, otherwise: string) => {
    const present = element.getAttribute(name);
    if (present !== null && present !== own[name]) return;
    if (value === inherited(name, otherwise)) {
      if (present !== null) element.removeAttribute(name);
      delete own[name];
    } else {
      own[name] = value;
      written.set(element, own);
      if (present !== value) element.setAttribute(name, value);
    }
  };
  write('lang', locality.locale, '');
  write('dir', locality.direction, 'ltr');
}

const watched = new WeakMap<Node, { observer: MutationObserver; listeners: Set<() => void> }>();

/** Calls back when a `lang` or `dir` changes in any tree the element stands in. Returns a function that ends it. */
export function watchLocality(element: Element, changed: () => void): () => void {
  const roots: Node[] = [];
  for (let root = element.getRootNode(); ; root = (root as ShadowRoot).host.getRootNode()) {
    roots.push(root);
    if (!('host' in root)) break;
  }
  for (const root of roots) listenersOf(root).add(changed);
  return () => {
    for (const root of roots) {
      const entry = watched.get(root);
      entry?.listeners.delete(changed);
      if (entry?.listeners.size !== 0) continue;
      entry.observer.disconnect();
      watched.delete(root);
    }
  };
}

function listenersOf(root: Node): Set<() => void> {
  const known = watched.get(root);
  if (known) return known.listeners;
  const listeners = new Set<() => void>();
  const observer = new MutationObserver(() => {
    for (const listener of [...listeners]) listener();
  });
  observer.observe(root, { attributes: true, attributeFilter: ['lang', 'dir'], subtree: true });
  watched.set(root, { observer, listeners });
  return listeners;
}
