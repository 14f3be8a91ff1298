/**
 * Tooltips in the top layer: never clipped, placed beside their anchor, shown on hover and keyboard focus, gone
 * on Escape, and hoverable. The delay before showing is CSS.
 *
 * Used as event handlers on a wrapper holding the anchor and an element with `popover="manual"` and `class="tip"`.
 */

const tipOf = (wrapper: HTMLElement) => wrapper.querySelector<HTMLElement>(':scope > .tip');
const isOpen = (tip: HTMLElement) => tip.matches(':popover-open');

/** Shows the wrapper's tooltip, on `pointerenter`, on `focusin` by keyboard, or on a press that was refused. */
export function showTip(event: Event): void {
  const wrapper = event.currentTarget as HTMLElement;
  const tip = tipOf(wrapper);
  if (!tip || !tip.isConnected || isOpen(tip)) return;
  if (event.type === 'pointerenter' && (event as PointerEvent).pointerType === 'touch') return;
  if (event.type === 'focusin' && !(event.target as Element).matches(':focus-visible')) return;
  tip.showPopover();
  place(tip, wrapper);
}

/** Hides it, on `pointerleave` and `focusout`, unless the other of the two still holds it. */
export function hideTip(event: Event): void {
  const wrapper = event.currentTarget as HTMLElement;
  const tip = tipOf(wrapper);
  if (!tip || !isOpen(tip)) return;
  const leaving = (event as FocusEvent | PointerEvent).relatedTarget as Node | null;
  if (leaving && wrapper.contains(leaving)) return;
  if (event.type === 'pointerleave' && wrapper.querySelector(':focus-visible')) return;
  tip.hidePopover();
}

/** Hides it on Escape. A tip that says more than a name keeps that Escape, so that a dialog around it stays. */
export function dismissTip(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  const tip = tipOf(event.currentTarget as HTMLElement);
  if (!tip || !isOpen(tip)) return;
  tip.hidePopover();
  if (!tip.querySelector(':scope > :not([aria-hidden])')?.textContent) return;
  event.stopPropagation();
  event.preventDefault();
}

/** Above the anchor if there is room, else below; inside the window at both sides. */
function place(tip: HTMLElement, anchor: HTMLElement): void {
  const view = tip.ownerDocument.defaultView;
  if (!view) return;
  const at = anchor.getBoundingClientRect();
  const own = tip.getBoundingClientRect();
  const gap = 6;
  const top = at.top - own.height - gap >= 0 ? at.top - own.height - gap : at.bottom + gap;
  const left = at.left + at.width / 2 - own.width / 2;
  tip.style.setProperty('top', `${Math.round(top)}px`);
  tip.style.setProperty(
    'left',
    `${Math.round(Math.max(4, Math.min(left, view.innerWidth - own.width - 4)))}px`,
  );
}
