import { msg, plural, str } from './words.js';
import { number } from './format.js';

/** An offered interaction: who it is, what about, and the two answers. */

export const incomingCall = () => msg('Incoming call');
export const callFrom = (name: string) => msg(str`Incoming call: ${name}`);
export const unknownContact = () => msg('Unknown contact');
export const accept = () => msg('Accept');
export const decline = () => msg('Decline');
export const waited = () => msg('Waited', { desc: 'Label before a duration' });
export const queue = () => msg('Queue');
export const rings = (time: string) => msg(str`Rings for ${time}`);
export const returned = () =>
  msg('Waits again', { desc: 'Mark: the contact was in a call that was cut off, and waits again' });
export const noteBy = (name: string) => msg(str`Note by ${name}`);
export const note = () => msg('Note');
export const moreData = (count: number) =>
  plural(count, {
    one: () => msg(str`${number(count)} more field`),
    other: () => msg(str`${number(count)} more fields`),
  });

export const deskGone = () => msg('The desk cannot be reached. Trying again.');
export const missed = (name: string) =>
  msg(str`You did not answer ${name} in time, so no more calls are offered to you for now.`);
export const hungUp = (name: string) => msg(str`${name} hung up before you answered.`);
export const withdrawn = (name: string) => msg(str`The call from ${name} is no longer offered to you.`);
