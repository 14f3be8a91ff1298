import type { Code } from '../../interaction/codes.js';
import type { Source } from '../../interaction/ports/media.js';

/** A failure with a code and no words of others: theirs may hold a token. */
export class MediaError extends Error {
  readonly code: Code;

  constructor(code: Code) {
    super(`Media failed: ${code}`);
    this.name = 'MediaError';
    this.code = code;
  }
}

/** What a person can do about a device that could not be opened. */
export function deviceCode(error: unknown, source: Source): Code {
  switch (nameOf(error)) {
    case 'NotAllowedError':
    case 'SecurityError':
    case 'PermissionDeniedError':
      return source === 'camera' ? 'camera-denied' : 'microphone-denied';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return source === 'camera' ? 'camera-missing' : 'microphone-missing';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
    case 'InvalidStateError':
      return 'device-busy';
    default:
      return typeof navigator === 'undefined' || !navigator.mediaDevices
        ? 'media-unsupported'
        : 'media-failed';
  }
}

export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

const jwt = /[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;
const parameter = /((?:access_token|join_request|token)=)[^&\s"']*/g;

/** A line for a log: the library and the server both quote tokens in what they say. */
export function redact(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replace(parameter, '$1…').replace(jwt, '…').slice(0, 300);
}
