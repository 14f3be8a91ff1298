// Finds the browser that the element tests, stories and benches drive.
import { access, constants } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { firstOnPath } from '../lib/find.mjs';
import { PlainError } from '../lib/progress.mjs';
import { aptInstall } from './apt.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Gives the browser's path; also sets CHROME_PATH for the processes started from here on. */
export async function chromium() {
  const path = await find();
  process.env.CHROME_PATH = path;
  return path;
}

async function find() {
  const wanted = process.env.CHROME_PATH;
  if (wanted) {
    if (await runnable(wanted)) return wanted;
    throw new PlainError(`CHROME_PATH is set to ${wanted}, which is not a program that can be run.`);
  }
  const found = (await firstOnPath(...names)) ?? (await firstThatRuns(applications));
  if (found) return found;
  const refused = await aptInstall('chromium');
  const installed = await firstOnPath(...names);
  if (installed) return installed;
  throw new PlainError(`Chromium is needed and was not found (${refused ?? 'the package brought none'}). Any one of these is enough:
  - install Chromium or Google Chrome so that it is on the PATH (Debian: apt-get install chromium);
  - set CHROME_PATH to the program's path.`);
}

const runnable = (path) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

async function firstThatRuns(paths) {
  for (const path of paths) if (await runnable(path)) return path;
  return undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { fail } = await import('../lib/progress.mjs');
  await chromium().then((path) => console.log(path), fail);
}
