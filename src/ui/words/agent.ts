import { msg, str } from './words.js';

/** What an agent is doing, and what they choose to do. */

export const yourState = () => msg('Your state');
export const loggedOut = () => msg('Logged out');
export const ready = () => msg('Ready', { desc: 'State of an agent who takes calls' });
export const notReady = () => msg('Not ready', { desc: 'State of an agent who takes no calls' });
export const notReadyFor = (reason: string) => msg(str`Not ready: ${reason}`);
export const ringing = () => msg('Ringing');
export const onACall = () => msg('On a call');
export const afterCallWork = () => msg('After-call work');
export const connecting = () => msg('Connecting');

/** Reasons the desk gives by itself. */
export const noAnswer = () => msg('missed a call', { desc: 'Reason for “not ready”, after the colon' });
export const connectionLost = () =>
  msg('connection was lost', { desc: 'Reason for “not ready”, after the colon' });

export const changeState = () => msg('Change', { desc: 'Button: opens the choice of states' });
export const signIn = () => msg('Sign in again', { desc: 'Choice of a logged-out agent: takes calls again' });
export const logOut = () => msg('Log out');
export const afterThisCall = (next: string) => msg(str`After this call: ${next}`);

export const deskGone = () => msg('The desk cannot be reached. Trying again.');
export const backAgain = () => msg('Connected to the desk again.');
export const nowIn = (state: string) => msg(str`You are now: ${state}`);
export const nextWillBe = (state: string) => msg(str`After this call you will be: ${state}`);
