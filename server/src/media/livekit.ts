import type { ParticipantInfo, Room, RoomServiceClient } from 'livekit-server-sdk';
import { ParticipantPermission, ServerError } from 'livekit-server-sdk';
import type { Grants } from 'video-session-window/interaction';
import { DeskError } from '../core/types.js';
import type { LogFields, Log } from '../log.js';
import type { Nodes } from './nodes.js';
import { toPermission } from './permission.js';

/** How the desk's own calls to LiveKit went last. */
export interface Health {
  readonly state: 'unknown' | 'up' | 'down';
  readonly since: number;
}

/** LiveKit as the desk uses it. Everything throws `media-unavailable` when no server answers; nobody there is no error. */
export interface LiveKit {
  ensureRoom(room: string): Promise<void>;
  rooms(): Promise<readonly Room[]>;
  deleteRoom(room: string): Promise<boolean>;
  participants(room: string): Promise<readonly ParticipantInfo[]>;
  participant(room: string, leg: string): Promise<ParticipantInfo | undefined>;
  /** False, here and below: nobody or nothing there. */
  permit(leg: string, grants: Grants): Promise<boolean>;
  /** Takes down whatever somebody publishes and may not, and nothing else. */
  takeDown(leg: string, grants: Grants): Promise<void>;
  remove(room: string, leg: string): Promise<boolean>;
  health(): Health;
  /** Asks it now. */
  answers(): Promise<boolean>;
  /** Called when LiveKit answers again after it did not. */
  onRecovery(listener: () => void): void;
}

/** The desk decides when a room ends: these only bound what a desk that died leaves behind. */
const ROOM_LIMITS = { emptyTimeout: 600, departureTimeout: 120 };

const absent = Symbol('absent');

export function createLiveKit(nodes: Nodes, log: Log): LiveKit {
  let health: Health = { state: 'unknown', since: Date.now() };
  const listeners: (() => void)[] = [];

  function became(state: 'up' | 'down', fields: LogFields = {}): void {
    if (health.state === state) return;
    const recovered = state === 'up' && health.state === 'down';
    health = { state, since: Date.now() };
    if (state === 'down') log.error('livekit-down', fields);
    if (!recovered) return;
    log.info('livekit-up');
    for (const listener of listeners) listener();
  }

  /** Asks the room's server, then the others; the first once more, since a kept connection may just have been closed. */
  async function ask<T>(
    room: string,
    what: string,
    call: (api: RoomServiceClient) => Promise<T>,
  ): Promise<T | typeof absent> {
    const order = nodes.order(room);
    let last: unknown;
    for (const node of [...order, ...order.slice(0, 1)]) {
      try {
        const answer = await call(node.api);
        nodes.answered(node);
        became('up');
        return answer;
      } catch (error) {
        if (error instanceof ServerError && error.status < 500 && error.status !== 408) {
          became('up');
          if (error.code === 'not_found') return absent;
          return failed(what, error);
        }
        nodes.failed(node);
        last = error;
      }
    }
    // A server that answers with trouble of its own, such as a room's lost node, is there.
    if (!(last instanceof ServerError)) became('down', { what, ...describe(last) });
    throw new DeskError('media-unavailable', { cause: describe(last) });
  }

  /** LiveKit understood and refused: a wrong key, or our own mistake. Its message may quote a token and is left out. */
  function failed(what: string, error: ServerError): never {
    log.error('livekit-refused', { what, ...describe(error) });
    throw new DeskError('media-unavailable', { cause: describe(error) });
  }

  async function update(leg: string, { room }: Grants, permission: ParticipantPermission): Promise<boolean> {
    const call = (api: RoomServiceClient) => api.updateParticipant(room, leg, { permission });
    return (await ask(room, 'update-participant', call)) !== absent;
  }

  return {
    async ensureRoom(room) {
      await ask(room, 'create-room', (api) => api.createRoom({ name: room, ...ROOM_LIMITS }));
    },
    async rooms() {
      const rooms = await ask('', 'list-rooms', (api) => api.listRooms());
      return rooms === absent ? [] : rooms;
    },
    async deleteRoom(room) {
      const was = await ask(room, 'delete-room', (api) => api.deleteRoom(room));
      nodes.forget(room);
      return was !== absent;
    },
    async participants(room) {
      const found = await ask(room, 'list-participants', (api) => api.listParticipants(room));
      return found === absent ? [] : found;
    },
    async participant(room, leg) {
      const found = await ask(room, 'get-participant', (api) => api.getParticipant(room, leg));
      return found === absent ? undefined : found;
    },
    permit: (leg, grants) => update(leg, grants, toPermission(grants)),
    async takeDown(leg, grants) {
      // LiveKit looks at tracks only when a permission changes: one that does not matter changes, and changes back.
      const changed = toPermission(grants);
      changed.canSubscribeMetrics = true;
      await update(leg, grants, changed);
      await update(leg, grants, toPermission(grants));
    },
    async remove(room, leg) {
      return (await ask(room, 'remove-participant', (api) => api.removeParticipant(room, leg))) !== absent;
    },
    health: () => health,
    async answers() {
      try {
        await ask('', 'probe', (api) => api.listRooms(['-']));
        return true;
      } catch (error) {
        if (error instanceof DeskError) return false;
        throw error;
      }
    },
    onRecovery: (listener) => void listeners.push(listener),
  };
}

/** Names and numbers of an error, never its message. */
function describe(error: unknown): { error: string; code?: string; status?: number } {
  if (error instanceof ServerError) {
    return {
      error: 'ServerError',
      status: error.status,
      ...(error.code !== undefined && { code: error.code }),
    };
  }
  if (!(error instanceof Error)) return { error: 'unknown' };
  const code: unknown = error.cause instanceof Error && 'code' in error.cause ? error.cause.code : undefined;
  return { error: error.name, ...(typeof code === 'string' && { code }) };
}
