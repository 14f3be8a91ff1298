// Made by npm run generate from src/interaction/codes.ts; change the texts there.
import type { CodeWords } from './codes.js';
import { msg } from './words.js';

/** What is said of codes that come up in a call or on the way into one. Loaded with the first call. */
export const callCodeWords: Readonly<Record<string, CodeWords>> = {
  'not-a-party': {
    title: () => msg('Not in this call'),
    cause: () => msg('You are not in this call now.'),
    remedy: () => msg('Reload to see where the call stands.'),
  },
  'not-waiting': {
    title: () => msg('Not waiting'),
    cause: () => msg('The contact is not waiting in a queue.'),
    remedy: () => msg('Nothing to do.'),
  },
  'contact-away': {
    title: () => msg('The contact is away'),
    cause: () => msg('The connection to the contact is lost.'),
    remedy: () => msg('Wait until they are back.'),
  },
  'offer-gone': {
    title: () => msg('The offer is gone'),
    cause: () => msg('It was taken, withdrawn or timed out.'),
    remedy: () => msg('Nothing to do.'),
  },
  'offer-not-yours': {
    title: () => msg('Not your offer'),
    cause: () => msg('This call was offered to somebody else.'),
    remedy: () => msg('Nothing to do.'),
  },
  'video-already-on': {
    title: () => msg('Video is on'),
    cause: () => msg('Video is already on.'),
    remedy: () => msg('Nothing to do.'),
  },
  'video-already-asked': {
    title: () => msg('Already asked'),
    cause: () => msg('A request for video is waiting for an answer.'),
    remedy: () => msg('Wait, or cancel it.'),
  },
  'video-not-on': {
    title: () => msg('Video is off'),
    cause: () => msg('Video is not on.'),
    remedy: () => msg('Enable video first.'),
  },
  'nothing-asked': {
    title: () => msg('Nothing asked'),
    cause: () => msg('There is no request for video, or it has lapsed.'),
    remedy: () => msg('Ask again.'),
  },
  'not-asked-of-you': {
    title: () => msg('Not asked of you'),
    cause: () => msg('The other side has to answer.'),
    remedy: () => msg('Wait for the answer, or cancel.'),
  },
  'not-asked-by-you': {
    title: () => msg('Not asked by you'),
    cause: () => msg('The other side asked for video.'),
    remedy: () => msg('Answer the request instead.'),
  },
  'on-hold': {
    title: () => msg('On hold'),
    cause: () => msg('The contact is on hold.'),
    remedy: () => msg('Take the contact off hold first.'),
  },
  'already-held': {
    title: () => msg('Already on hold'),
    cause: () => msg('They are already on hold.'),
    remedy: () => msg('Nothing to do.'),
  },
  'not-held': {
    title: () => msg('Not on hold'),
    cause: () => msg('They are not on hold.'),
    remedy: () => msg('Nothing to do.'),
  },
  'not-owner': {
    title: () => msg('Not the owner'),
    cause: () => msg('Only the agent who owns the call may do this.'),
    remedy: () => msg('Ask the owner.'),
  },
  'unknown-leg': {
    title: () => msg('Unknown connection'),
    cause: () => msg('This connection is not one of yours.'),
    remedy: () => msg('Reload the page.'),
  },
  'unknown-assignment': {
    title: () => msg('Not your work'),
    cause: () => msg('This is not one of your open interactions.'),
    remedy: () => msg('Reload the page.'),
  },
  'still-connected': {
    title: () => msg('Still connected'),
    cause: () => msg('The call is still on.'),
    remedy: () => msg('Disconnect first.'),
  },
  'already-done': {
    title: () => msg('Already done'),
    cause: () => msg('It is already marked done.'),
    remedy: () => msg('Nothing to do.'),
  },
  'already-lost': {
    title: () => msg('Already noted'),
    cause: () => msg('The loss of the connection is already known.'),
    remedy: () => msg('Nothing to do.'),
  },
  'not-lost': {
    title: () => msg('Not lost'),
    cause: () => msg('The connection is not lost.'),
    remedy: () => msg('Nothing to do.'),
  },
  'unknown-route': {
    title: () => msg('Unknown address'),
    cause: () => msg('There is nothing at this address.'),
    remedy: () => msg('Check the address.'),
  },
  'wrong-method': {
    title: () => msg('Not done like this'),
    cause: () => msg('This address does not take this method.'),
    remedy: () => msg('Use a method that Allow names.'),
  },
  'unknown-queue': {
    title: () => msg('Unknown queue'),
    cause: () => msg('There is no such queue.'),
    remedy: () => msg('Use a configured queue.'),
  },
  'queue-closed': {
    title: () => msg('Closed now'),
    cause: () => msg('Nobody answers here at this hour.'),
    remedy: () => msg('Call again within the hours shown.'),
  },
  'malformed-json': {
    title: () => msg('Not readable'),
    cause: () => msg('The body is not valid JSON.'),
    remedy: () => msg('Send valid JSON.'),
  },
  'too-large': {
    title: () => msg('Too large'),
    cause: () => msg('The body is larger than allowed.'),
    remedy: () => msg('Send less.'),
  },
  'unsupported-type': {
    title: () => msg('Not JSON'),
    cause: () => msg('Only application/json is read here.'),
    remedy: () => msg('Send JSON.'),
  },
  'id-reused': {
    title: () => msg('Id used before'),
    cause: () => msg('This id was used for something else.'),
    remedy: () => msg('Use a new id for a new command.'),
  },
  'link-unknown': {
    title: () => msg('Link not known'),
    cause: () => msg('This link is not complete or was never valid.'),
    remedy: () => msg('Ask for a new link.'),
  },
  'link-used': {
    title: () => msg('Link already used'),
    cause: () => msg('This link was opened before, perhaps on another device.'),
    remedy: () => msg('Ask for a new link.'),
  },
  'link-expired': {
    title: () => msg('Link expired'),
    cause: () => msg('This link was valid for a short time only.'),
    remedy: () => msg('Ask for a new link.'),
  },
  'link-ended': {
    title: () => msg('The call has ended'),
    cause: () => msg('The call this link belongs to is over.'),
    remedy: () => msg('Start a new call.'),
  },
  'open-elsewhere': {
    title: () => msg('Open elsewhere'),
    cause: () => msg('This call is open in another tab or window.'),
    remedy: () => msg('Use the other tab, or take over here.'),
  },
  'version-conflict': {
    title: () => msg('Changed meanwhile'),
    cause: () => msg('Somebody changed this in the meantime.'),
    remedy: () => msg('Load it again and repeat your change.'),
  },
  'media-unavailable': {
    title: () => msg('No media'),
    cause: () => msg('The media server cannot be reached now.'),
    remedy: () => msg('Wait a moment. The page tries again by itself.'),
  },
  'microphone-denied': {
    title: () => msg('Microphone blocked'),
    cause: () => msg('The browser does not allow the microphone.'),
    remedy: () => msg('Allow it in the address bar, then try again.'),
  },
  'camera-denied': {
    title: () => msg('Camera blocked'),
    cause: () => msg('The browser does not allow the camera.'),
    remedy: () => msg('Allow it in the address bar, then try again.'),
  },
  'microphone-missing': {
    title: () => msg('No microphone'),
    cause: () => msg('No microphone was found.'),
    remedy: () => msg('Connect one, then try again.'),
  },
  'camera-missing': {
    title: () => msg('No camera'),
    cause: () => msg('No camera was found.'),
    remedy: () => msg('Connect one, then try again.'),
  },
  'device-busy': {
    title: () => msg('In use'),
    cause: () => msg('Another program uses the device.'),
    remedy: () => msg('Close the other program, then try again.'),
  },
  'device-lost': {
    title: () => msg('Device lost'),
    cause: () => msg('The device was unplugged or taken away.'),
    remedy: () => msg('Choose another one.'),
  },
  'playback-blocked': {
    title: () => msg('Sound is blocked'),
    cause: () => msg('The browser waits for a tap before it plays sound.'),
    remedy: () => msg('Tap to hear.'),
  },
  'media-unsupported': {
    title: () => msg('Browser cannot call'),
    cause: () => msg('This browser has no camera or microphone access.'),
    remedy: () => msg('Open the link in Safari, Chrome or Firefox.'),
  },
  'media-failed': {
    title: () => msg('No connection'),
    cause: () => msg('Sound and picture cannot get through.'),
    remedy: () => msg('The page tries again. Another network may help.'),
  },
};
