// A test process that had to be killed cannot end what it had started. So `start` notes the ids of what it starts in a
// file that the test runner names, and the runner ends those that are still there.
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { killGroup } from './cleanup.mjs';

const variable = 'STARTED_PIDS_FILE';

export function noteStarted(pid) {
  const file = process.env[variable];
  if (file) appendFileSync(file, `${pid}\n`);
}

/** For the environment of a test process. */
export function noteIn(file) {
  rmSync(file, { force: true });
  return { [variable]: file };
}

/** Kills what is still there of what was noted, and says how many that were. */
export function endLeftovers(file) {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return 0; // Nothing was started.
  }
  const left = text.split('\n').filter((pid) => pid && isOurs(pid, file));
  for (const pid of left) killGroup(Number(pid), 'SIGKILL');
  rmSync(file, { force: true });
  return left.length;
}

/** An id can be given to another process meanwhile: ours carries the file's name in its environment. */
function isOurs(pid, file) {
  try {
    process.kill(Number(pid), 0);
    if (process.platform !== 'linux') return true;
    return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${variable}=${file}`);
  } catch {
    return false;
  }
}
