// Made by npm run generate from src/interaction/codes.ts; change the texts there.
import { msg } from './words.js';

/** What a person reads when something may not run or went wrong: what happened, and what to do. English as in `docs/errors.md`. */
export interface CodeWords {
  readonly title: () => string;
  readonly cause: () => string;
  readonly remedy: () => string;
}

/** What may be said to somebody who waits for a call; `call-codes.ts` has the rest. */
const codeWords: Record<string, CodeWords> = {
  'stale-command': {
    title: () => msg('Too late'),
    cause: () => msg('The command arrived after its deadline.'),
    remedy: () => msg('Nothing changed. Press again.'),
  },
  'call-ended': {
    title: () => msg('The call has ended'),
    cause: () => msg('The call ended before this arrived.'),
    remedy: () => msg('Finish the wrap-up.'),
  },
  'not-connected': {
    title: () => msg('Not connected'),
    cause: () => msg('The call is not connected yet or not any more.'),
    remedy: () => msg('Wait until it is connected.'),
  },
  'agent-busy': {
    title: () => msg('Busy'),
    cause: () => msg('You have as many calls as you can take.'),
    remedy: () => msg('Finish the wrap-up of the last call first.'),
  },
  'agent-in-call': {
    title: () => msg('In a call'),
    cause: () => msg('You have an open interaction.'),
    remedy: () => msg('Finish it before you log out.'),
  },
  'unknown-reason': {
    title: () => msg('Unknown reason'),
    cause: () => msg('This reason is not in the list.'),
    remedy: () => msg('Choose one from the list.'),
  },
  forbidden: {
    title: () => msg('Not allowed'),
    cause: () => msg('You may not do this.'),
    remedy: () => msg('Ask your administrator.'),
  },
  unauthorized: {
    title: () => msg('Sign in'),
    cause: () => msg('No valid sign-in came with the request.'),
    remedy: () => msg('Sign in again. Your call goes on.'),
  },
  'token-expired': {
    title: () => msg('Sign in again'),
    cause: () => msg('The sign-in has expired.'),
    remedy: () => msg('Sign in again. Your call goes on.'),
  },
  'unknown-interaction': {
    title: () => msg('Unknown interaction'),
    cause: () => msg('There is no such interaction for you.'),
    remedy: () => msg('Check the link or the list.'),
  },
  'invalid-input': {
    title: () => msg('Not valid'),
    cause: () => msg('A field is missing or not valid.'),
    remedy: () => msg('Correct the field that is named.'),
  },
  'rate-limited': {
    title: () => msg('Too many tries'),
    cause: () => msg('There were too many requests.'),
    remedy: () => msg('Wait a moment, then try again.'),
  },
  'origin-not-allowed': {
    title: () => msg('Site not allowed'),
    cause: () => msg('This site may not use this desk.'),
    remedy: () => msg('Have the site added to the allowed origins.'),
  },
  'desk-unavailable': {
    title: () => msg('Not available'),
    cause: () => msg('The desk cannot answer now.'),
    remedy: () => msg('Wait a moment. The page tries again by itself.'),
  },
  internal: {
    title: () => msg('Our mistake'),
    cause: () => msg('Something failed in the desk.'),
    remedy: () => msg('Try again. If it stays, tell the operator the time.'),
  },
  'not-sent': {
    title: () => msg('Not sent'),
    cause: () => msg('The desk could not be reached.'),
    remedy: () => msg('Nothing changed. Press again.'),
  },
  'no-answer': {
    title: () => msg('No answer'),
    cause: () => msg('The connection broke before the desk answered.'),
    remedy: () => msg('It may have been done. Look at what is shown, then press again.'),
  },
  'page-outdated': {
    title: () => msg('Page out of date'),
    cause: () => msg('The desk was updated and says things this page does not know.'),
    remedy: () => msg('Reload the page. Your call goes on.'),
  },
  'in-progress': {
    title: () => msg('One moment'),
    cause: () => msg('Something else like this is still on its way.'),
    remedy: () => msg('Wait until it is done.'),
  },
  vetoed: {
    title: () => msg('Stopped by this page'),
    cause: () => msg('The page that embeds this window did not allow it.'),
    remedy: () => msg('Ask whoever runs the page.'),
  },
};

/** Adds the words of more codes. */
export function addCodeWords(words: Readonly<Record<string, CodeWords>>): void {
  Object.assign(codeWords, words);
}

const unknown: CodeWords = {
  title: () => msg('Something went wrong'),
  cause: () => msg('No more is known.'),
  remedy: () => msg('Try again.'),
};

/** The words of a code; a code this version does not know gets plain ones. */
export function wordsOf(code: string): CodeWords {
  return codeWords[code] ?? unknown;
}
