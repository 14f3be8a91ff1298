import { callShapes } from './call-icons.generated.js';
import { addIcons } from './icons.js';
import { callCodeWords } from './words/call-codes.js';
import { addCodeWords } from './words/codes.js';

let ready = false;

/**
 * The icons and words that no page needs before a call. Whatever shows one calls this before it draws, once it was loaded;
 * what an agent's page shows before does without.
 */
export function readyForCalls(): void {
  if (ready) return;
  ready = true;
  addIcons(callShapes);
  addCodeWords(callCodeWords);
}
