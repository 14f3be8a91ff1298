/** What a URL is for: something to follow, or something to play or show. */
export interface SafeUrlOptions {
  /** Relative URLs are resolved against it and must stay on its origin. Without it they are refused. */
  readonly base?: string | undefined;
  /** Media: `blob:` URLs of `origin` are accepted, `tel:` and `mailto:` are not. */
  readonly media?: boolean | undefined;
  /** The page's own origin, for `blob:` URLs. By default the base's. */
  readonly origin?: string | undefined;
}

// Parsers drop or reorder these, so what is read is not what is followed: controls, invisible and bidirectional marks.
const deceptive =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\\]/u;
const telephone = /^tel:\+?[0-9][0-9().-]{0,30}(?:;ext=[0-9]{1,10})?$/i;
const mailbox = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/i;
const mailFields = new Set(['subject', 'body']);

/**
 * The one gate for every URL that comes from outside: from facts, data, configuration or a host's records.
 *
 * Returns the URL in canonical form, or `undefined` for what must not be followed or loaded. Allowed are `http`,
 * `https`, `tel` (a plain number: no service codes), `mailto` (one address, subject and body), and for media the
 * page's own `blob`. No credentials in a URL, nothing protocol-relative, nothing that needs repair by the parser.
 */
export function safeUrl(value: unknown, options: SafeUrlOptions = {}): string | undefined {
  if (typeof value !== 'string' || value.length > 8192) return undefined;
  const text = value.replace(/^ +| +$/g, '');
  if (text === '' || deceptive.test(text)) return undefined;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  switch (scheme) {
    case 'http':
    case 'https':
      return web(text);
    case 'tel':
      return !options.media && telephone.test(text) ? text.toLowerCase() : undefined;
    case 'mailto':
      return options.media ? undefined : mail(text);
    case 'blob':
      return options.media ? ownBlob(text, options) : undefined;
    case undefined:
      return relative(text, options.base);
    default:
      return undefined;
  }
}

function parse(text: string, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined;
}

function web(text: string): string | undefined {
  // Without the two slashes the parser guesses: `https:example.com` is a path or a host, depending on the page.
  const authority = /^https?:\/\/([^/?#]+)/i.exec(text)?.[1];
  if (!authority || /[@\s%]/.test(authority)) return undefined;
  const url = parse(text);
  return url && url.username === '' && url.password === '' ? url.href : undefined;
}

function mail(text: string): string | undefined {
  const url = parse(text);
  if (!url || url.hash !== '' || !mailbox.test(url.pathname)) return undefined;
  for (const [field, content] of url.searchParams) {
    if (!mailFields.has(field.toLowerCase())) return undefined;
    if (field.toLowerCase() !== 'body' && /[\r\n]/.test(content)) return undefined;
  }
  return url.href;
}

function ownBlob(
  text: string,
  { base, origin = base && parse(base)?.origin }: SafeUrlOptions,
): string | undefined {
  const url = parse(text);
  if (!url || !origin || origin === 'null') return undefined;
  return url.origin === origin && /^blob:https?:\/\/[^/?#@]+\/[\w-]+$/i.test(text) ? url.href : undefined;
}

function relative(text: string, base: string | undefined): string | undefined {
  // A colon in the first segment would be a scheme to a more forgiving reader.
  if (base === undefined || text.startsWith('//') || /^[^/?]*:/.test(text)) return undefined;
  const from = parse(base);
  const url = parse(text, base);
  if (!from || !url || !/^https?:$/.test(url.protocol) || url.origin !== from.origin) return undefined;
  return url.href;
}
