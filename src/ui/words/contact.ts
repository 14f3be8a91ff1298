import { msg, str } from './words.js';

/** The contact's page: large, plain, no blame. */

export const callWho = (name: string) => msg(str`Call ${name}`);
export const callUs = () => msg('Call us');
export const whatHappens = () =>
  msg('You will speak with a person. It begins with voice only; your camera stays off until you turn it on.');
export const microphoneHint = () => msg('Your browser will ask for the microphone when you tap.');
export const agree = () => msg('I agree to the privacy notice', { desc: 'Checkbox before a call' });
export const privacyNotice = () => msg('Read the privacy notice');
export const agreeFirst = () => msg('Please agree to the privacy notice first.');
export const calling = () => msg('Calling');

export const waiting = () => msg('Please wait');
export const nextInLine = () => msg('You are next.');
export const position = (place: string) => msg(str`You are number ${place} in the queue.`);
export const expectedWait = (time: string) => msg(str`About ${time} left.`);
export const findingSomebody = () => msg('We are finding somebody for you.');
export const musicOff = () => msg('Music off');
export const musicOn = () => msg('Music on');
export const leave = () => msg('Leave', { desc: 'Button: stops waiting' });

export const speakingWith = (name: string) => msg(str`You are speaking with ${name}`);
export const yourAgent = () => msg('your agent');
export const mute = () => msg('Mute');
export const unmute = () => msg('Unmute');
export const startVideo = () => msg('Video');
export const stopVideo = () => msg('Stop video');
export const cameraOff = () => msg('Camera off');
export const cameraOn = () => msg('Camera on');
export const flip = () => msg('Flip');
export const end = () => msg('End');
export const swap = () => msg('Swap pictures');

export const asksToSee = (name: string) => msg(str`${name} asks for video`);
export const onlyYouSee = () => msg('Only you can see this picture now.');
export const showCamera = () => msg('Show camera');
export const onlyWatch = () => msg('Only watch');
export const notNow = () => msg('Not now');
export const askForVideo = (name: string) => msg(str`Ask ${name} for video?`);
export const mobileData = () => msg('Video uses mobile data, about 10 MB a minute.');
export const waitingForAnswer = (name: string) => msg(str`Waiting for ${name} to agree`);
export const cancel = () => msg('Cancel');
export const videoStarted = () => msg('Video is on. You can stop it at any time.');
export const videoAgain = (name: string) => msg(str`${name} turned video on again. Your camera is shown.`);
export const videoStopped = () => msg('Video is off. The call goes on.');
export const noVideoNow = (name: string) => msg(str`${name} would rather not use video now.`);
export const nobodyAnswered = () => msg('There was no answer. Try again in a moment.');

export const onHold = () => msg('On hold');
export const heldFor = (time: string) => msg(str`You are on hold: ${time}`);
export const heldHint = () => msg('Nobody can hear or see you. Somebody will be back soon.');
export const agentAway = (name: string) =>
  msg(str`The connection to ${name} was lost. Please stay, we are on it.`);
export const reconnecting = () => msg('The connection was interrupted. Trying again.');
export const deskGone = () => msg('We cannot reach the company right now. Trying again.');
export const tapToHear = () => msg('Tap to hear');
export const openElsewhere = () => msg('This call is open in another tab or window.');
export const continueHere = () => msg('Continue here');

export const callEnded = () => msg('The call has ended');
export const thanks = () => msg('Thank you for calling.');
export const waitEnded = () => msg('You left the queue.');
export const lostConnection = () => msg('The connection was lost for too long.');
export const callAgain = () => msg('Call again');
export const callLasted = (time: string) => msg(str`It lasted ${time}.`);

export const microphoneBlocked = () => msg('The microphone is blocked');
export const cameraBlocked = () => msg('The camera is blocked');
export const inAppTitle = () => msg('Please open this page in your browser');
export const inAppHint = () =>
  msg('You opened the link inside another app, which cannot use the microphone.');
export const inAppSteps = () =>
  msg('Open the menu of this app, choose “Open in browser”, and tap Call there.');
export const copyLink = () => msg('Copy the link');
export const copied = () => msg('Copied');
export const unsupportedTitle = () => msg('This browser cannot make calls');
export const goOnWithVoice = () => msg('Go on with voice only');
export const tryAgain = () => msg('Try again');

/** Three steps for the very browser, by the name `permissionHelp` gives. */
export const permissionSteps = {
  'chrome-android': () => [
    msg('Tap the icon at the left of the address.'),
    msg('Tap Permissions and allow the microphone and camera.'),
    msg('Come back here and tap Try again.'),
  ],
  safari: () => [
    msg('Tap the page menu beside the address.'),
    msg('Tap Website Settings and allow the microphone and camera.'),
    msg('Come back here and tap Try again.'),
  ],
  firefox: () => [
    msg('Tap the lock beside the address.'),
    msg('Clear the blocked permission for the microphone or camera.'),
    msg('Tap Try again and choose Allow.'),
  ],
  other: () => [
    msg('Open the settings of this page beside the address.'),
    msg('Allow the microphone and camera.'),
    msg('Come back here and tap Try again.'),
  ],
} as const;
