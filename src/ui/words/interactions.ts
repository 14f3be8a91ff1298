import { msg } from './words.js';

/** The agent's open interactions. */

export const openInteractions = () => msg('Open interactions');
export const noneOpen = () => msg('No open interactions');
export const noneHint = () => msg('A call you accept appears here.');
export const ringing = () => msg('Ringing');
export const away = () => msg('Away', { desc: 'State: the contact has lost the connection' });
