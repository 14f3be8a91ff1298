import type { Code } from '../../interaction/codes.js';
import { capture } from './capture.js';
import { deviceCode } from './errors.js';

export type Asked = { readonly ok: true } | { readonly ok: false; readonly code: Code };

/** Asks the browser's question and gives the microphone back. Alone here: a page needs it before it needs a room. */
export async function askMicrophone(): Promise<Asked> {
  try {
    (await capture({ source: 'microphone', facing: 'user' })).stop();
    return { ok: true };
  } catch (error) {
    return { ok: false, code: deviceCode(error, 'microphone') };
  }
}
