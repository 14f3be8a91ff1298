/** What a person or a program should make of an error: stable, never renamed; `docs/errors.md` is generated from it. */
export interface CodeMeaning {
  readonly status: number;
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
}

const meaning = (status: number, title: string, cause: string, remedy: string): CodeMeaning => ({
  status,
  title,
  cause,
  remedy,
});

/** Why a command may not run now. Nothing has changed when one of these is answered. */
export const refusalCodes = {
  'stale-command': meaning(
    409,
    'Too late',
    'The command arrived after its deadline.',
    'Nothing changed. Press again.',
  ),
  'not-a-party': meaning(
    403,
    'Not in this call',
    'You are not in this call now.',
    'Reload to see where the call stands.',
  ),
  'call-ended': meaning(
    409,
    'The call has ended',
    'The call ended before this arrived.',
    'Finish the wrap-up.',
  ),
  'not-connected': meaning(
    409,
    'Not connected',
    'The call is not connected yet or not any more.',
    'Wait until it is connected.',
  ),
  'not-waiting': meaning(409, 'Not waiting', 'The contact is not waiting in a queue.', 'Nothing to do.'),
  'contact-away': meaning(
    409,
    'The contact is away',
    'The connection to the contact is lost.',
    'Wait until they are back.',
  ),
  'offer-gone': meaning(409, 'The offer is gone', 'It was taken, withdrawn or timed out.', 'Nothing to do.'),
  'offer-not-yours': meaning(
    403,
    'Not your offer',
    'This call was offered to somebody else.',
    'Nothing to do.',
  ),
  'video-already-on': meaning(409, 'Video is on', 'Video is already on.', 'Nothing to do.'),
  'video-already-asked': meaning(
    409,
    'Already asked',
    'A request for video is waiting for an answer.',
    'Wait, or cancel it.',
  ),
  'video-not-on': meaning(409, 'Video is off', 'Video is not on.', 'Enable video first.'),
  'nothing-asked': meaning(
    409,
    'Nothing asked',
    'There is no request for video, or it has lapsed.',
    'Ask again.',
  ),
  'not-asked-of-you': meaning(
    409,
    'Not asked of you',
    'The other side has to answer.',
    'Wait for the answer, or cancel.',
  ),
  'not-asked-by-you': meaning(
    409,
    'Not asked by you',
    'The other side asked for video.',
    'Answer the request instead.',
  ),
  'on-hold': meaning(409, 'On hold', 'The contact is on hold.', 'Take the contact off hold first.'),
  'already-held': meaning(409, 'Already on hold', 'They are already on hold.', 'Nothing to do.'),
  'not-held': meaning(409, 'Not on hold', 'They are not on hold.', 'Nothing to do.'),
  'not-owner': meaning(
    403,
    'Not the owner',
    'Only the agent who owns the call may do this.',
    'Ask the owner.',
  ),
  'unknown-leg': meaning(
    404,
    'Unknown connection',
    'This connection is not one of yours.',
    'Reload the page.',
  ),
  'unknown-assignment': meaning(
    404,
    'Not your work',
    'This is not one of your open interactions.',
    'Reload the page.',
  ),
  'still-connected': meaning(409, 'Still connected', 'The call is still on.', 'Disconnect first.'),
  'already-done': meaning(409, 'Already done', 'It is already marked done.', 'Nothing to do.'),
  'already-lost': meaning(
    409,
    'Already noted',
    'The loss of the connection is already known.',
    'Nothing to do.',
  ),
  'not-lost': meaning(409, 'Not lost', 'The connection is not lost.', 'Nothing to do.'),
  'agent-busy': meaning(
    409,
    'Busy',
    'You have as many calls as you can take.',
    'Finish the wrap-up of the last call first.',
  ),
  'agent-in-call': meaning(
    409,
    'In a call',
    'You have an open interaction.',
    'Finish it before you log out.',
  ),
  'unknown-reason': meaning(
    422,
    'Unknown reason',
    'This reason is not in the list.',
    'Choose one from the list.',
  ),
  forbidden: meaning(403, 'Not allowed', 'You may not do this.', 'Ask your administrator.'),
} as const satisfies Record<string, CodeMeaning>;

export type RefusalCode = keyof typeof refusalCodes;

/** What else the desk answers. */
export const problemCodes = {
  ...refusalCodes,
  unauthorized: meaning(
    401,
    'Sign in',
    'No valid sign-in came with the request.',
    'Sign in again. Your call goes on.',
  ),
  'token-expired': meaning(
    401,
    'Sign in again',
    'The sign-in has expired.',
    'Sign in again. Your call goes on.',
  ),
  'unknown-interaction': meaning(
    404,
    'Unknown interaction',
    'There is no such interaction for you.',
    'Check the link or the list.',
  ),
  'unknown-route': meaning(404, 'Unknown address', 'There is nothing at this address.', 'Check the address.'),
  'wrong-method': meaning(
    405,
    'Not done like this',
    'This address does not take this method.',
    'Use a method that Allow names.',
  ),
  'unknown-queue': meaning(422, 'Unknown queue', 'There is no such queue.', 'Use a configured queue.'),
  'queue-closed': meaning(
    409,
    'Closed now',
    'Nobody answers here at this hour.',
    'Call again within the hours shown.',
  ),
  'malformed-json': meaning(400, 'Not readable', 'The body is not valid JSON.', 'Send valid JSON.'),
  'invalid-input': meaning(
    422,
    'Not valid',
    'A field is missing or not valid.',
    'Correct the field that is named.',
  ),
  'too-large': meaning(413, 'Too large', 'The body is larger than allowed.', 'Send less.'),
  'unsupported-type': meaning(415, 'Not JSON', 'Only application/json is read here.', 'Send JSON.'),
  'rate-limited': meaning(
    429,
    'Too many tries',
    'There were too many requests.',
    'Wait a moment, then try again.',
  ),
  'id-reused': meaning(
    422,
    'Id used before',
    'This id was used for something else.',
    'Use a new id for a new command.',
  ),
  'origin-not-allowed': meaning(
    403,
    'Site not allowed',
    'This site may not use this desk.',
    'Have the site added to the allowed origins.',
  ),
  'link-unknown': meaning(
    404,
    'Link not known',
    'This link is not complete or was never valid.',
    'Ask for a new link.',
  ),
  'link-used': meaning(
    410,
    'Link already used',
    'This link was opened before, perhaps on another device.',
    'Ask for a new link.',
  ),
  'link-expired': meaning(
    410,
    'Link expired',
    'This link was valid for a short time only.',
    'Ask for a new link.',
  ),
  'link-ended': meaning(
    410,
    'The call has ended',
    'The call this link belongs to is over.',
    'Start a new call.',
  ),
  'open-elsewhere': meaning(
    409,
    'Open elsewhere',
    'This call is open in another tab or window.',
    'Use the other tab, or take over here.',
  ),
  'version-conflict': meaning(
    409,
    'Changed meanwhile',
    'Somebody changed this in the meantime.',
    'Load it again and repeat your change.',
  ),
  'desk-unavailable': meaning(
    503,
    'Not available',
    'The desk cannot answer now.',
    'Wait a moment. The page tries again by itself.',
  ),
  'media-unavailable': meaning(
    503,
    'No media',
    'The media server cannot be reached now.',
    'Wait a moment. The page tries again by itself.',
  ),
  internal: meaning(
    500,
    'Our mistake',
    'Something failed in the desk.',
    'Try again. If it stays, tell the operator the time.',
  ),
} as const satisfies Record<string, CodeMeaning>;

export type ProblemCode = keyof typeof problemCodes;

/** What goes wrong on this side of the network; shown in the same way. */
export const pageCodes = {
  'not-sent': meaning(0, 'Not sent', 'The desk could not be reached.', 'Nothing changed. Press again.'),
  'no-answer': meaning(
    0,
    'No answer',
    'The connection broke before the desk answered.',
    'It may have been done. Look at what is shown, then press again.',
  ),
  'page-outdated': meaning(
    0,
    'Page out of date',
    'The desk was updated and says things this page does not know.',
    'Reload the page. Your call goes on.',
  ),
  'in-progress': meaning(
    0,
    'One moment',
    'Something else like this is still on its way.',
    'Wait until it is done.',
  ),
  vetoed: meaning(
    0,
    'Stopped by this page',
    'The page that embeds this window did not allow it.',
    'Ask whoever runs the page.',
  ),
  'microphone-denied': meaning(
    0,
    'Microphone blocked',
    'The browser does not allow the microphone.',
    'Allow it in the address bar, then try again.',
  ),
  'camera-denied': meaning(
    0,
    'Camera blocked',
    'The browser does not allow the camera.',
    'Allow it in the address bar, then try again.',
  ),
  'microphone-missing': meaning(
    0,
    'No microphone',
    'No microphone was found.',
    'Connect one, then try again.',
  ),
  'camera-missing': meaning(0, 'No camera', 'No camera was found.', 'Connect one, then try again.'),
  'device-busy': meaning(
    0,
    'In use',
    'Another program uses the device.',
    'Close the other program, then try again.',
  ),
  'device-lost': meaning(0, 'Device lost', 'The device was unplugged or taken away.', 'Choose another one.'),
  'playback-blocked': meaning(
    0,
    'Sound is blocked',
    'The browser waits for a tap before it plays sound.',
    'Tap to hear.',
  ),
  'media-unsupported': meaning(
    0,
    'Browser cannot call',
    'This browser has no camera or microphone access.',
    'Open the link in Safari, Chrome or Firefox.',
  ),
  'media-failed': meaning(
    0,
    'No connection',
    'Sound and picture cannot get through.',
    'The page tries again. Another network may help.',
  ),
} as const satisfies Record<string, CodeMeaning>;

export type PageCode = keyof typeof pageCodes;
export type Code = ProblemCode | PageCode;

export const allCodes: Readonly<Record<Code, CodeMeaning>> = { ...problemCodes, ...pageCodes };
