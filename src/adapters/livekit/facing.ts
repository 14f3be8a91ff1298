import type { Facing } from '../../interaction/ports/media.js';

export function isPhone(): boolean {
  if (typeof navigator === 'undefined') return false;
  const { userAgentData } = navigator as Navigator & { userAgentData?: { mobile?: boolean } };
  if (userAgentData?.mobile !== undefined) return userAgentData.mobile;
  // iPads call themselves Macintosh, and no Macintosh has a touch screen.
  return (
    /Android|iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (navigator.userAgent.includes('Mac') && navigator.maxTouchPoints > 1)
  );
}

/** The rear camera first where there is one: a phone shows the boiler, not the face. */
export function preferredFacing(): Facing {
  return isPhone() ? 'environment' : 'user';
}
