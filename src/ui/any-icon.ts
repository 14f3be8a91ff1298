import type { TemplateResult } from 'lit';
import { readyForCalls } from './for-calls.js';
import type { IconName } from './icons.js';
import { icon as knownIcon } from './icons.js';

/** Any icon, for a host that uses them in elements of its own. */
export function icon(name: IconName): TemplateResult {
  readyForCalls();
  return knownIcon(name);
}
