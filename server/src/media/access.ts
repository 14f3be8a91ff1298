import { randomUUID } from 'node:crypto';
import type { Access, Party } from 'video-session-window/interaction';
import { legOf } from 'video-session-window/interaction';
import type { Desk, Loaded, Principal } from '../core/types.js';
import { DeskError } from '../core/types.js';
import type { LiveKit } from './livekit.js';
import type { Stamp } from './stamp.js';
import { readStamp } from './stamp.js';
import { standing } from './standing.js';
import type { Tokens } from './tokens.js';
import { holderTag } from './tokens.js';

export interface AccessParts {
  readonly desk: Pick<Desk, 'load' | 'command'>;
  readonly tokens: Tokens;
  readonly livekit: LiveKit;
  /** The gate's base as pages reach it, `wss://…`. */
  readonly url: string;
  expelOlder(room: string, leg: string, epoch: number): Promise<void>;
}

export interface AccessRequest {
  /** A random id of the page that asks, the same over its reloads. */
  readonly holder: string;
  readonly takeOver?: boolean | undefined;
}

/**
 * Gives a page the token that opens the gate for a leg. The caller has made sure that the leg belongs to whoever asks.
 * Throws `not-a-party`, `call-ended`, or `open-elsewhere` when another page is in the room with the same leg.
 */
export function createAccess({ desk, tokens, livekit, url, expelOlder }: AccessParts) {
  async function inside(room: string, leg: string): Promise<Stamp | undefined> {
    try {
      const participant = await livekit.participant(room, leg);
      return participant && readStamp(participant.metadata);
    } catch (error) {
      // Without LiveKit nobody is in a room; the gate asks again before it lets anybody in.
      if (error instanceof DeskError && error.code === 'media-unavailable') return undefined;
      throw error;
    }
  }

  async function takeOver(loaded: Loaded, party: Party, leg: string): Promise<number> {
    const { id } = loaded.state;
    await desk.command(principal(loaded, party, leg), id, {
      id: randomUUID(),
      type: 'take-over',
      data: { leg },
    });
    const found = legOf((await desk.load(id))?.state ?? loaded.state, leg);
    if (!found) throw new DeskError('unknown-leg');
    await expelOlder(found.leg.room, leg, found.leg.epoch);
    return found.leg.epoch;
  }

  return async function mintAccess(loaded: Loaded, leg: string, request: AccessRequest): Promise<Access> {
    const found = legOf(loaded.state, leg);
    if (!found) throw new DeskError('unknown-leg');
    const { room, epoch } = found.leg;
    const holder = holderTag(request.holder);
    const presented = { interaction: loaded.state.id, room, leg, epoch, holder };
    const stand = standing(loaded.state, presented);
    if (!stand.ok) throw new DeskError(stand.code);
    const stamp = await inside(room, leg);
    const held = stamp?.epoch === epoch ? stamp.holder : undefined;
    if (held !== undefined && held !== holder && !request.takeOver) throw new DeskError('open-elsewhere');
    // Also when nobody is inside: a token given to the other page may still be on its way.
    const current = request.takeOver && held !== holder ? await takeOver(loaded, found.party, leg) : epoch;
    return { url, ...(await tokens.forPage({ ...presented, epoch: current })) };
  };
}

/** Whose leg it is asks for the takeover. */
function principal({ tenant, state }: Loaded, party: Party, leg: string): Principal {
  if (party.agent === undefined)
    return { kind: 'contact', tenant, interaction: state.id, party: party.id, leg };
  return { kind: 'agent', tenant, agent: party.agent, name: '', queues: [], capacity: 1, roles: [] };
}
