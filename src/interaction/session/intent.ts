import type { Code } from '../codes.js';
import { refusalNames } from '../code-names.js';
import type { CommandBody } from '../wire/commands.js';
import type { MediaIntent } from '../ports/media.js';
import type { StoragePort } from '../ports/storage.js';

/** What the person wants of their devices survives a reload: whoever was muted comes back muted. */
export async function keepIntent(
  storage: StoragePort,
  interaction: string,
  intent: MediaIntent,
): Promise<void> {
  await storage.set(key(interaction), JSON.stringify(intent));
}

export async function recallIntent(
  storage: StoragePort,
  interaction: string,
): Promise<Partial<MediaIntent> | undefined> {
  const text = await storage.get(key(interaction));
  if (text === undefined) return undefined;
  try {
    return pick(JSON.parse(text));
  } catch {
    // Written by something else or cut short: as good as unknown, and the next change overwrites it.
    return undefined;
  }
}

/** The interaction is over: nothing of it is kept. */
export async function forgetIntent(storage: StoragePort, interaction: string): Promise<void> {
  await storage.delete(key(interaction));
}

/** What a command says about the own camera: whoever asks with their camera on wants it on. */
export function intentOf(command: CommandBody): Partial<MediaIntent> {
  switch (command.type) {
    case 'enable-video':
      return { camera: command.data.camera };
    case 'answer-video':
      return command.data.agree ? { camera: command.data.camera } : {};
    case 'set-camera':
      return { camera: command.data.on };
    default:
      return {};
  }
}

/**
 * What stays off when a command that takes sound or picture away was not delivered: who pressed Disconnect or Hold believes
 * that nobody hears them, so only they themselves switch it on again. A refusal is different: the desk has answered, and
 * what it says stands on the page.
 */
export function offAfterFailure(command: CommandBody, code: Code): Partial<MediaIntent> {
  if (refusalNames.has(code) && code !== 'stale-command') return {};
  switch (command.type) {
    case 'disconnect':
    case 'end-for-everyone':
    case 'hold':
      return { microphone: false, camera: false };
    case 'disable-video':
      return { camera: false };
    default:
      return {};
  }
}

const key = (interaction: string): string => `intent/${interaction}`;

function pick(value: unknown): Partial<MediaIntent> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { microphone, camera, facing, devices } = value as Record<string, unknown>;
  return {
    ...(typeof microphone === 'boolean' ? { microphone } : {}),
    ...(typeof camera === 'boolean' ? { camera } : {}),
    ...(facing === 'user' || facing === 'environment' ? { facing } : {}),
    ...(typeof devices === 'object' && devices !== null ? { devices: pickDevices(devices) } : {}),
  };
}

function pickDevices(value: object): MediaIntent['devices'] {
  const known = Object.entries(value).filter(([kind, id]) => kinds.has(kind) && typeof id === 'string');
  return Object.fromEntries(known) as MediaIntent['devices'];
}

const kinds: ReadonlySet<string> = new Set<keyof MediaIntent['devices']>(['microphone', 'camera', 'speaker']);
