import type { Grants, ProblemCode } from 'video-session-window/interaction';
import type { Desk, Loaded } from '../core/types.js';
import { DeskError } from '../core/types.js';
import type { RateLimiter } from '../http/limits.js';
import type { Log } from '../log.js';
import { describeError } from '../log.js';
import type { LiveKit } from './livekit.js';
import { sameGrants } from './permission.js';
import { readStamp } from './stamp.js';
import { standing } from './standing.js';
import type { Presented, Tokens } from './tokens.js';
import type { Tunnels } from './tunnels.js';

/** What the door needs to know of a request; it never sees the request itself. */
export interface Knock {
  readonly token: string | undefined;
  /** Undefined for a program that is no browser: it could write what it likes here, so nothing would be gained by refusing. */
  readonly origin: string | undefined;
  readonly address: string;
}

/** Somebody who may come in, as the state was at `version`. */
export interface Ticket {
  readonly interaction: string;
  readonly presented: Presented;
  readonly grants: Grants;
  readonly role: string;
  readonly version: number;
}

export interface Refusal {
  readonly ok: false;
  readonly status: number;
  readonly code: ProblemCode;
  readonly retryAfterMs?: number;
}

export interface Door {
  /** Who knocks, and may they come in now? */
  admit(knock: Knock): Promise<{ readonly ok: true; readonly ticket: Ticket } | Refusal>;
  /** The same question again, once LiveKit has let them in but before they know: what happened in between counts. */
  confirm(ticket: Ticket): Promise<{ readonly ok: true } | Refusal>;
}

/** A page opens one; a resume overlaps with the one it replaces. */
const MAX_TUNNELS_PER_LEG = 4;

/**
 * The statuses that the LiveKit client understands: it gives up for good on 401 (a new token is needed) and 403 (not in
 * this call now), and tries again by itself on everything else. So the desk's own trouble is never one of the two.
 */
export function refuse(code: ProblemCode, retryAfterMs?: number): Refusal {
  return { ok: false, status: statusOf(code), code, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

function statusOf(code: ProblemCode): number {
  switch (code) {
    case 'unauthorized':
    case 'token-expired':
      return 401;
    case 'not-a-party':
    case 'call-ended':
    case 'open-elsewhere':
    case 'origin-not-allowed':
      return 403;
    case 'rate-limited':
      return 429;
    case 'unknown-route':
      return 404;
    case 'invalid-input':
      return 400;
    default:
      return 503;
  }
}

export interface DoorParts {
  readonly desk: Pick<Desk, 'load' | 'byRoom'>;
  readonly tokens: Tokens;
  readonly livekit: LiveKit;
  readonly tunnels: Tunnels;
  readonly limiter: RateLimiter;
  readonly log: Log;
  originAllowed(tenant: string, origin: string): boolean | Promise<boolean>;
  /** Removes a leg's participant unless it is the page that took over. */
  expelOlder(room: string, leg: string, epoch: number): Promise<void>;
}

export function createDoor(parts: DoorParts): Door {
  const { desk, tokens, livekit, tunnels, limiter, log } = parts;

  const lookUp = (presented: Presented): Promise<Loaded | undefined> =>
    presented.interaction === undefined ? desk.byRoom(presented.room) : desk.load(presented.interaction);

  /** Another page with the same leg that is in the room now. It would be thrown out, and come back, and so on. */
  async function heldByAnother({ room, leg, epoch, holder }: Presented): Promise<boolean> {
    const inside = await livekit.participant(room, leg);
    const stamp = inside && readStamp(inside.metadata);
    return stamp !== undefined && stamp.epoch === epoch && stamp.holder !== holder;
  }

  async function identify({ token, address }: Knock): Promise<{ ok: true; presented: Presented } | Refusal> {
    limiter.take('address', address);
    if (token === undefined) return refuse('unauthorized');
    const read = await tokens.read(token);
    // Counted after the fact, so that nobody at the same address is kept out by somebody who guesses.
    if (!read.ok && read.code === 'unauthorized') limiter.take('guess', address);
    return read.ok ? read : refuse(read.code);
  }

  async function admit(knock: Knock) {
    const identified = await identify(knock);
    if (!identified.ok) return identified;
    const { presented } = identified;
    limiter.take('stream', `leg ${presented.leg}`);
    const loaded = await lookUp(presented);
    if (!loaded) return refuse('not-a-party');
    const { origin } = knock;
    if (origin !== undefined && !(await parts.originAllowed(loaded.tenant, origin)))
      return refuse('origin-not-allowed');
    const stand = standing(loaded.state, presented);
    if (!stand.ok) return refuse(stand.code);
    if (await heldByAnother(presented)) return refuse('open-elsewhere');
    if (tunnels.ofLeg(presented.room, presented.leg).length >= MAX_TUNNELS_PER_LEG)
      return refuse('rate-limited', 1000);
    const { grants, role } = stand;
    return {
      ok: true as const,
      ticket: { interaction: loaded.state.id, presented, grants, role, version: loaded.version },
    };
  }

  async function confirm({ interaction, presented, grants, version }: Ticket) {
    const { room, leg, epoch } = presented;
    const loaded = await desk.load(interaction);
    if (loaded?.version === version) return { ok: true as const };
    const stand = loaded ? standing(loaded.state, presented) : refuse('not-a-party');
    if (!stand.ok) {
      // They are inside already, by the token of a moment ago; unless the page that took over has thrown them out.
      if (stand.code === 'open-elsewhere') await parts.expelOlder(room, leg, epoch + 1);
      else await livekit.remove(room, leg);
      return refuse(stand.code);
    }
    if (sameGrants(stand.grants, grants)) return { ok: true as const };
    // Nobody there although LiveKit let them in: we cannot narrow what we cannot reach, so they must come again.
    return (await livekit.permit(leg, stand.grants)) ? { ok: true as const } : refuse('media-unavailable');
  }

  /** Fails closed: whatever goes wrong, nobody comes in, and a page that may come in tries again. */
  async function closed<T>(what: string, question: () => Promise<T | Refusal>): Promise<T | Refusal> {
    try {
      return await question();
    } catch (error) {
      if (error instanceof DeskError) return refuse(error.code, error.retryAfterMs);
      log.error('gate-failed', { what, error: describeError(error) });
      return refuse('desk-unavailable');
    }
  }

  return {
    admit: (knock) => closed('admit', () => admit(knock)),
    confirm: (ticket) => closed('confirm', () => confirm(ticket)),
  };
}
