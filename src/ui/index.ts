/**
 * What the elements share, with no business word in it: for hosts that theme and localise them
 * (`setLocale`, `registerIcons`, `tokenDefaults`), and for those who write elements of their own beside them.
 */
export { VswElement } from './base-element.js';
export { actionButton, controls, pressOf, ring } from './controls.js';
export type { ActionButton } from './controls.js';
export { ModalDialog } from './dialog.js';
export type { DialogContent } from './dialog.js';
export { icon } from './any-icon.js';
export { readyForCalls } from './for-calls.js';
export { registerIcons } from './icons.js';
export type { IconName } from './icons.js';
export { LiveAnnouncer } from './live-announcer.js';
export { ActionMenu } from './menu.js';
export { panels } from './panels.styles.js';
export { RovingFocus } from './roving-focus.js';
export type { RovingFocusOptions } from './roving-focus.js';
export { safeUrl } from './safe-url.js';
export type { SafeUrlOptions } from './safe-url.js';
export { Sounds } from './sounds.js';
export type { SoundResult, SoundsOptions } from './sounds.js';
export { SecondTimer } from './timer.js';
export type { SecondTimerOptions } from './timer.js';
export { renderMusic, renderTone } from './tones.js';
export type { Tone } from './tones.js';
export { Toolbar } from './toolbar.js';
export type { ToolbarAction } from './toolbar.js';
export { ToolbarOverflow } from './toolbar-overflow.js';
export { tokenDefaults, tokens } from './tokens.js';
export { addLocale, setLocale, sourceLocale, targetLocales } from './words/words.js';
export * as format from './words/format.js';
