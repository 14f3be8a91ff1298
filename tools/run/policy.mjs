// The security policy that the demo pages run under: the strictest that a customer could have.
const list = (first, more = []) => [first, ...more].join(' ');

/** @param {import('./sites.mjs').Policy} policy */
export function contentSecurityPolicy({
  connect = [],
  frame = [],
  img = [],
  media = [],
  worker = [],
  trustedTypes = [],
} = {}) {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    list("img-src 'self' data: blob:", img),
    list("media-src 'self' blob:", media),
    list("connect-src 'self'", connect),
    "font-src 'self'",
    ...(frame.length > 0 ? [list('frame-src', frame)] : []),
    ...(worker.length > 0 ? [list('worker-src', worker)] : []),
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    list('trusted-types lit-html', trustedTypes),
  ].join('; ');
}
