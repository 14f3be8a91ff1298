// What is made from the one enumeration of codes, src/interaction/codes.ts: their names for pages, their words for
// translation, and the documentation.
import { formatted } from './formatted.mjs';
import { fromDist } from './from-dist.mjs';

/** What a page may have to say before its first call. The words of all others are loaded with one. */
const atOnce = new Set([
  'stale-command',
  'call-ended',
  'not-connected',
  'agent-busy',
  'agent-in-call',
  'unknown-reason',
  'forbidden',
  'unauthorized',
  'token-expired',
  'unknown-interaction',
  'invalid-input',
  'rate-limited',
  'origin-not-allowed',
  'desk-unavailable',
  'internal',
  'not-sent',
  'no-answer',
  'page-outdated',
  'in-progress',
  'vetoed',
]);

const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

export async function codes() {
  const { refusalCodes, problemCodes, pageCodes } = await fromDist('dist/interaction/codes.js');
  const groups = {
    refusals: refusalCodes,
    problems: without(problemCodes, refusalCodes),
    pages: pageCodes,
  };
  return new Map([
    ['src/interaction/code-names.ts', await formatted('code-names.ts', namesModule(groups))],
    ['src/ui/words/codes.ts', await formatted('codes.ts', wordsModule(groups))],
    ['src/ui/words/call-codes.ts', await formatted('call-codes.ts', callWordsModule(groups))],
    ['docs/errors.md', errorsPage(groups)],
  ]);
}

const without = (all, some) => Object.fromEntries(Object.entries(all).filter(([code]) => !(code in some)));

function namesModule({ refusals, problems, pages }) {
  const list = (group) => `[${Object.keys(group).map(quoted).join(', ')}]`;
  return `// Made by npm run generate from codes.ts; change them there.
import type { Code, PageCode, ProblemCode, RefusalCode } from './codes.js';

/*
 * The names of all codes without their texts: a page has words of its own for them, in its reader's language, so only
 * desk and documentation carry the texts of \`codes.ts\`. A test keeps the two together.
 */

const refusals: readonly RefusalCode[] = ${list(refusals)};

const problems: readonly Exclude<ProblemCode, RefusalCode>[] = ${list(problems)};

const pages: readonly PageCode[] = ${list(pages)};

/** Codes of which nothing has changed when they are answered. */
export const refusalNames: ReadonlySet<string> = new Set(refusals);

/** Every code there is. */
export const codeNames: ReadonlySet<string> = new Set<Code>([...refusals, ...problems, ...pages]);

export const isCode = (value: unknown): value is Code => typeof value === 'string' && codeNames.has(value);
`;
}

/** The entries of one of the two modules. */
const entries = (groups, early) =>
  Object.values(groups)
    .flatMap((group) => Object.entries(group))
    .filter(([code]) => atOnce.has(code) === early)
    .map(([code, { title, cause, remedy }]) => {
      const key = /^[a-z]+$/.test(code) ? code : quoted(code);
      return `${key}: {
        title: () => msg(${quoted(title)}),
        cause: () => msg(${quoted(cause)}),
        remedy: () => msg(${quoted(remedy)}),
      },`;
    })
    .join('\n');

function callWordsModule(groups) {
  return `// Made by npm run generate from src/interaction/codes.ts; change the texts there.
import type { CodeWords } from './codes.js';
import { msg } from './words.js';

/** What is said of codes that come up in a call or on the way into one. Loaded with the first call. */
export const callCodeWords: Readonly<Record<string, CodeWords>> = {
  ${entries(groups, false)}
};
`;
}

function wordsModule(groups) {
  return `// Made by npm run generate from src/interaction/codes.ts; change the texts there.
import { msg } from './words.js';

/** What a person reads when something may not run or went wrong: what happened, and what to do. English as in \`docs/errors.md\`. */
export interface CodeWords {
  readonly title: () => string;
  readonly cause: () => string;
  readonly remedy: () => string;
}

/** What may be said to somebody who waits for a call; \`call-codes.ts\` has the rest. */
const codeWords: Record<string, CodeWords> = {
  ${entries(groups, true)}
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
`;
}

function errorsPage({ refusals, problems, pages }) {
  return `# Error codes

<!-- Made by npm run generate from src/interaction/codes.ts; change the texts there. -->

Every refusal and every failure has one of these codes. A code is never renamed and never changes its meaning; new ones may
come. Pages show the title, cause and remedy in the reader's language; programs should look at the code only.

The desk answers them as problem documents (RFC 9457, \`application/problem+json\`): \`{type, title, status, detail, code, remedy, pointer?}\`.
\`pointer\` names the field that was not valid.

## Why a command may not run

Answered to commands. Nothing has changed when one of these comes. The same rule disables the button in the page, so a person
sees them only when two things happen at once.

${table(refusals, true)}

## What else the desk answers

${table(problems, true)}

## What goes wrong in the page

These never come from the desk: the page itself says them, for example when the desk cannot be reached or the browser
does not give the microphone.

${table(pages, false)}
`;
}

function table(group, withStatus) {
  const head = withStatus
    ? ['| code | status | title | cause | what to do |', '|---|---|---|---|---|']
    : ['| code | title | cause | what to do |', '|---|---|---|---|'];
  const rows = Object.entries(group).map(([code, { status, title, cause, remedy }]) => {
    const cells = [`<a id="${code}"></a>\`${code}\``, ...(withStatus ? [status] : []), title, cause, remedy];
    return `| ${cells.join(' | ')} |`;
  });
  return [...head, ...rows].join('\n');
}
