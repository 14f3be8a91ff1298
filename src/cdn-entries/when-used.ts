/** Loads what defines a tag once it stands in the page; not inside other elements' shadow roots, which nobody may watch. */
export function whenUsed(page: Document, tag: string, load: () => Promise<unknown>): void {
  const found = (): boolean => page.getElementsByTagName(tag).length > 0;
  const begin = () => load().catch(reportError);
  if (found()) return void begin();
  // Not `instanceof`, which knows the elements of one document only.
  const isUsed = (node: Node): boolean =>
    node.nodeType === node.ELEMENT_NODE &&
    ((node as Element).localName === tag || (node as Element).getElementsByTagName(tag).length > 0);
  const watch = new MutationObserver((changes) => {
    if (!changes.some(({ addedNodes }) => [...addedNodes].some(isUsed))) return;
    watch.disconnect();
    void begin();
  });
  watch.observe(page, { childList: true, subtree: true });
}
