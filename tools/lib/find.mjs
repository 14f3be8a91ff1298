// Where programs are, and where ours keeps what it made.
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The first program of that name on the PATH, or undefined. */
export async function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (!folder) continue;
    const path = join(folder, name);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return undefined;
}

export async function firstOnPath(...names) {
  for (const name of names) {
    const path = await onPath(name);
    if (path) return path;
  }
  return undefined;
}

/** Kept between checkouts, because what is in it takes minutes to make. */
export async function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(base, 'video-session-window');
  await mkdir(folder, { recursive: true });
  return folder;
}
