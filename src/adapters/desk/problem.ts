import type { Code } from '../../interaction/index.js';
import { isCode } from '../../interaction/index.js';

/** What a failed answer of the desk, or of something between here and there, means. */
export interface Problem {
  readonly code: Code;
  readonly detail?: string;
  readonly retryAfterMs?: number;
}

const byStatus: Readonly<Record<number, Code>> = {
  400: 'malformed-json',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'unknown-route',
  409: 'version-conflict',
  413: 'too-large',
  415: 'unsupported-type',
  422: 'invalid-input',
  429: 'rate-limited',
};

/** Reads an RFC 9457 problem; a body from a proxy, cut short or of a newer desk still gives the nearest code. */
export async function readProblem(response: Response): Promise<Problem> {
  const body = await readJson(response);
  const code = isCode(body['code']) ? body['code'] : (byStatus[response.status] ?? 'desk-unavailable');
  const detail = body['detail'];
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
  return {
    code,
    ...(typeof detail === 'string' ? { detail } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

async function readJson(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(await response.text());
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    // Not JSON, or cut off: the status alone says what went wrong.
    return {};
  }
}

/** Seconds only: the desk sends no dates, and this device's own clock may be wrong. */
function readRetryAfter(header: string | null): number | undefined {
  if (header === null || !/^\d{1,6}$/.test(header.trim())) return undefined;
  return Number(header) * 1_000;
}
