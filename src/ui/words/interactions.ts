import { msg, str } from './words.js';

/** The agent's open interactions. */

export const openInteractions = () => msg('Open interactions');
export const noneOpen = () => msg('No open interactions');
export const noneHint = () => msg('A call you accept appears here.');
export const ringing = () => msg('Ringing');
export const away = () => msg('Away', { desc: 'State: the contact has lost the connection' });
export const spoken = (state: string, time: string) => msg(str`${state}, ${time}`);
