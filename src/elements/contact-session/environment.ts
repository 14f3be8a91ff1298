import type { permissionSteps } from '../../ui/words/contact.js';

export type HelpFor = keyof typeof permissionSteps;

/** Whose in-app browser this is, or undefined for a real one: those lend no microphone, or lose it in the background. */
export function inAppBrowser(userAgent: string): string | undefined {
  const known =
    /\b(FBAN|FBAV|Instagram|Line\/|MicroMessenger|WhatsApp|Snapchat|TikTok|musical_ly|LinkedInApp|GSA\/|Twitter)/i;
  const named = known.exec(userAgent)?.[1];
  if (named) return named;
  // Android's embedded view says "; wv"; Apple's says neither Safari nor a browser's own name.
  if (/Android.*; wv\)/.test(userAgent)) return 'WebView';
  if (/iP(hone|ad|od).*AppleWebKit/.test(userAgent) && !/(Safari|CriOS|FxiOS|EdgiOS)\//.test(userAgent))
    return 'WebView';
  return undefined;
}

/** Which steps to show to somebody whose browser blocks the microphone. */
export function permissionHelp(userAgent: string): HelpFor {
  if (/Firefox|FxiOS/.test(userAgent)) return 'firefox';
  if (/Android.*(Chrome|Edg)/.test(userAgent)) return 'chrome-android';
  if (/Safari\//.test(userAgent) && !/(Chrome|Chromium|CriOS|Edg)\//.test(userAgent)) return 'safari';
  return 'other';
}

/** Whether the connection costs by the megabyte, as far as the browser tells. */
export function onMobileData(navigator: Navigator): boolean {
  const { connection } = navigator as Navigator & { connection?: { type?: string; saveData?: boolean } };
  return connection?.type === 'cellular' || connection?.saveData === true;
}

/** Whether the page's address is on the clipboard now. In-app browsers may refuse; it stands above the page in any case. */
export function copyAddress({ navigator, location }: Window): Promise<boolean> {
  return navigator.clipboard.writeText(location.href).then(
    () => true,
    () => false,
  );
}
