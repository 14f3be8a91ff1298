import { msg } from './words.js';

/** Words that belong to controls and not to a subject. */

export const more = () => msg('More', { desc: 'Button: opens a menu with the actions that did not fit' });
export const close = () => msg('Close', { desc: 'Button: closes a dialog or panel' });
export const cancel = () => msg('Cancel', { desc: 'Button: goes back without doing it' });
export const working = () => msg('In progress', { desc: 'Spoken for a button whose action is on its way' });
export const tryAgain = () => msg('Try again', { desc: 'Button: repeats what failed' });
