/** Loads what defines a tag once it stands in the page; not inside other elements' shadow roots, which nobody may watch. */
export function whenUsed(page: Document, tag: string, load: () => Promise<unknown>): void {
  const found = (): boolean => page.getElementsByTagName(tag).length > 0;
  const begin = () => load().catch(reportError);
  if (found()) return void begin();
  const isUsed = (node: Node): boolean =>
    node instanceof Element && (node.localName === tag || node.getElementsByTagName(tag).length > 0);
  const watch = new MutationObserver((changes) => {
    if (!changes.some(({ addedNodes }) => [...addedNodes].some(isUsed))) return;
    watch.disconnect();
    void begin();
  });
  watch.observe(page, { childList: true, subtree: true });
}
