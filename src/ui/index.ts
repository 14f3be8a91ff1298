/**
 * What the elements share, with no business word in it: for hosts that theme and localise them
 * (`setLocale`, `registerIcons`, `tokenDefaults`), and for those who write elements of their own beside them.
 */
export { VswElement } from './base-element.js';
export { actionButton, controls, pressOf, ring } from './controls.js';
export type { ActionButton } from './controls.js';
export { icon, registerIcons } from './icons.js';
export type { IconName } from './icons.js';
export { LiveAnnouncer } from './live-announcer.js';
export { RovingFocus } from './roving-focus.js';
export type { RovingFocusOptions } from './roving-focus.js';
export { SecondTimer } from './timer.js';
export type { SecondTimerOptions } from './timer.js';
export { tokenDefaults, tokens } from './tokens.js';
export { addLocale, setLocale, sourceLocale, targetLocales } from './words/words.js';
export * as format from './words/format.js';
