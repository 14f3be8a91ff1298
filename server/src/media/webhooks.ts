import type { WebhookEvent } from 'livekit-server-sdk';
import { WebhookReceiver } from 'livekit-server-sdk';
import { legOf } from 'video-session-window/interaction';
import type { Desk } from '../core/types.js';
import { DeskError } from '../core/types.js';

/** A leg that LiveKit says came or went. A hint, as all webhooks are: the desk decides what it means. */
export interface Presence {
  readonly tenant: string;
  readonly interaction: string;
  readonly party: string;
  readonly leg: string;
  readonly present: boolean;
}

export type WebhookResult = 'handled' | 'duplicate' | 'ignored';

export interface WebhookParts {
  readonly livekit: { readonly apiKey: string; readonly apiSecret: string };
  readonly desk: Pick<Desk, 'byRoom'>;
  /** Compares an interaction with what is really there. */
  compare(interaction: string): void;
  presence(event: Presence): void;
}

const REMEMBER_MS = 24 * 60 * 60 * 1000;
/** LiveKit's signature is good for some minutes only; what is forgotten beyond this number is refused for its age. */
const MAX_REMEMBERED = 100_000;

/** Events after which what is there may differ from what should be. */
const HINTS: readonly string[] = [
  'participant_joined',
  'participant_left',
  'participant_connection_aborted',
  'track_published',
];

/** Reads LiveKit's webhooks. Throws `unauthorized` for a body that LiveKit has not signed. */
export function createWebhooks(parts: WebhookParts, clock: () => number = Date.now) {
  const receiver = new WebhookReceiver(parts.livekit.apiKey, parts.livekit.apiSecret);
  const seen = new Map<string, number>();

  function isNew(id: string): boolean {
    const now = clock();
    for (const [old, at] of seen) {
      if (seen.size < MAX_REMEMBERED && now - at < REMEMBER_MS) break;
      seen.delete(old);
    }
    if (seen.has(id)) return false;
    seen.set(id, now);
    return true;
  }

  async function verified(rawBody: string, authHeader: string | undefined): Promise<WebhookEvent> {
    try {
      return await receiver.receive(rawBody, authHeader);
    } catch {
      // Its message may quote the token; that it was not LiveKit says all.
      throw new DeskError('unauthorized');
    }
  }

  return async function webhook(
    rawBody: string | Uint8Array,
    authHeader: string | undefined,
  ): Promise<WebhookResult> {
    const text = typeof rawBody === 'string' ? rawBody : new TextDecoder().decode(rawBody);
    const event = await verified(text, authHeader);
    if (!event.id || !isNew(event.id)) return 'duplicate';
    const room = event.room?.name;
    if (!HINTS.includes(event.event) || !room) return 'ignored';
    const loaded = await parts.desk.byRoom(room);
    if (!loaded) return 'ignored';
    const { tenant, state } = loaded;
    parts.compare(state.id);
    const found = event.participant && legOf(state, event.participant.identity);
    if (found && event.event !== 'track_published') {
      const present = event.event === 'participant_joined';
      parts.presence({ tenant, interaction: state.id, party: found.party.id, leg: found.leg.id, present });
    }
    return 'handled';
  };
}
