// One process at a time: a lock is a file that only one process can create. The holder's id is in it, so that a lock
// left by a process that died is taken over instead of waited for. (Two that find such a lock at the same moment may both
// go on; what they make is renamed into place as a whole, so that costs time only.)
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { say } from './progress.mjs';

export async function withLock(file, work) {
  let told = false;
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (await abandoned(file)) {
      await rm(file, { force: true });
      continue;
    }
    if (!told) say('waiting for another process that prepares the same thing');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function abandoned(file) {
  try {
    const pid = Number(await readFile(file, 'utf8'));
    // An empty file is one being written just now; after a while it is one whose writer died in between.
    if (!pid) return Date.now() - (await stat(file)).mtimeMs > 5000;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
