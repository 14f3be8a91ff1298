import { msg, str } from './words.js';

/** The agent's session pane. Names of actions are the specification's, word for word. */

export const videoSession = () => msg('Video session');
export const callActions = () => msg('Call actions', { desc: 'Name of the toolbar' });

export const mute = () => msg('Mute', { desc: 'Button: own microphone off' });
export const unmute = () => msg('Unmute', { desc: 'Button: own microphone on again' });
export const enableVideo = () => msg('Enable Video Stream');
export const disableVideo = () => msg('Disable Video Stream');
export const cancelRequest = () => msg('Cancel Video Request');
export const hideMe = () => msg('Hide My Camera', { desc: 'Button: the others still show theirs' });
export const showMe = () => msg('Show My Camera');
export const hold = () => msg('Hold');
export const unhold = () => msg('Unhold');
export const disconnect = () => msg('Disconnect');
export const markDone = () => msg('Mark Done');
export const swap = () => msg('Swap View and Preview');

export const contact = () => msg('Contact', { desc: 'Stands for the name of a contact nobody knows' });
export const agent = () => msg('Agent', { desc: 'Stands for the name of an agent' });
export const you = () => msg('You', { desc: 'Label on one’s own picture' });
export const speaks = (name: string) => msg(str`${name} is speaking`);

export const noCall = () => msg('No call');
export const noCallHint = () => msg('A call you accept appears here.');
export const connecting = () => msg('Connecting');
export const connected = () => msg('Connected');
export const onHold = () => msg('On hold');
export const reconnecting = () => msg('Reconnecting');
export const notConnectedHere = () =>
  msg('Not connected here', { desc: 'State: this page has no sound and picture of the call' });
export const away = (name: string) => msg(str`${name} is away`);
export const wrapUp = () => msg('After-call work');
export const done = () => msg('Done');
export const ended = () => msg('Ended');

export const qualityIs = (level: string) => msg(str`Connection: ${level}`);
export const excellent = () => msg('excellent');
export const good = () => msg('good');
export const poor = () => msg('poor');
export const lost = () => msg('lost');
export const unknownQuality = () => msg('not known yet');

export const voiceOnly = (name: string) => msg(str`Voice call with ${name}`);
export const cameraOff = (name: string) => msg(str`${name} does not show a camera`);
export const picturePaused = (name: string) => msg(str`The picture of ${name} is paused`);
export const heldFor = (time: string) => msg(str`On hold ${time}`);
export const heldHint = () => msg('Neither of you can be heard or seen.');

export const asking = (name: string) => msg(str`Asking ${name} for video`);
export const askingLeft = (time: string) => msg(str`The request ends in ${time}.`);
export const asksForVideo = (name: string) => msg(str`${name} asks for video`);
export const asksHint = () => msg('You decide about your own camera.');
export const showCamera = () => msg('Show my camera');
export const onlyWatch = () => msg('Only watch');
export const notNow = () => msg('Not now');
export const declined = (name: string) => msg(str`${name} does not want video now.`);
export const lapsed = () => msg('Nobody answered the request for video.');
export const videoIsOn = () => msg('Video is on');
export const videoIsOff = () => msg('Video is off');
export const videoRestarted = () => msg('Video is on again');

export const tryingAgain = () => msg('The connection was interrupted. Trying again. Voice may still work.');
export const mediaGone = () => msg('Sound and picture are interrupted. Trying again. Your notes are safe.');
export const deskGone = () => msg('The desk cannot be reached. Trying again. The call goes on.');
export const contactAway = (name: string, time: string) =>
  msg(str`${name} has lost the connection. Waiting ${time} longer.`);
export const tapToHear = () =>
  msg('Turn on sound', { desc: 'Button: the browser wants a press before it plays sound' });
export const soundBlocked = () => msg('The browser holds back sound until you press.');
export const takeOver = () => msg('Continue here', { desc: 'Button: takes the call over from another tab' });
export const openElsewhere = () => msg('This call is open in another tab or window.');
export const mutedNow = () => msg('Your microphone is off.');
export const unmutedNow = () => msg('Your microphone is on.');

export const duration = () => msg('Duration');
export const people = () => msg('People');
export const endedBy = () => msg('Ended');
export const video = () => msg('Video');
export const afterCall = () => msg('After-call work');
export const endsIn = (time: string) => msg(str`ends in ${time}`);
export const doneHint = () => msg('Marked done. It stands in the contact history.');

/** Why a call ended, from the agent's point of view. */
export const endReasons: Readonly<Record<string, () => string>> = {
  agent: () => msg('You ended the call'),
  contact: () => msg('The contact ended the call'),
  abandoned: () => msg('The contact left before the call was accepted'),
  lost: () => msg('The connection to the contact was lost'),
  transferred: () => msg('Transferred'),
  'timed-out': () => msg('Ended by a time limit'),
  system: () => msg('Ended by the system'),
};
