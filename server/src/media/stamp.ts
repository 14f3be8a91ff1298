import * as v from 'valibot';

/**
 * What the desk writes into a participant's metadata at LiveKit: in which epoch of its leg it joined, and for which page.
 *
 * LiveKit copies metadata into every refresh token it signs, and a participant cannot change it (nobody is ever given
 * `canUpdateOwnMetadata`). So a refresh token tells the epoch it descends from, in any desk process and after any restart,
 * and a takeover makes all older ones worthless. An issue time could not: refresh tokens are signed anew every 5 minutes.
 */
export interface Stamp {
  readonly epoch: number;
  readonly holder: string;
}

const Shape = v.object({ epoch: v.pipe(v.number(), v.integer()), holder: v.string() });

export const writeStamp = ({ epoch, holder }: Stamp): string => JSON.stringify({ epoch, holder });

export function readStamp(metadata: string): Stamp | undefined {
  try {
    return v.parse(Shape, JSON.parse(metadata));
  } catch {
    // Not written by a desk: a phone line, or nothing at all.
    return undefined;
  }
}
