import type { MediaIntent } from '../ports/media.js';
import type { StoragePort } from '../ports/storage.js';

/** What the person wants of their devices survives a reload: whoever was muted comes back muted. */
export async function keepIntent(storage: StoragePort, interaction: string, intent: MediaIntent): Promise<void> {
  await storage.set(key(interaction), JSON.stringify(intent));
}

export async function recallIntent(storage: StoragePort, interaction: string): Promise<Partial<MediaIntent> | undefined> {
  const text = await storage.get(key(interaction));
  if (text === undefined) return undefined;
  try {
    return pick(JSON.parse(text));
  } catch {
    // Written by something else or cut short: as good as unknown, and the next change overwrites it.
    return undefined;
  }
}

const key = (interaction: string): string => `intent/${interaction}`;

function pick(value: unknown): Partial<MediaIntent> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { microphone, camera, facing } = value as Record<string, unknown>;
  return {
    ...(typeof microphone === 'boolean' ? { microphone } : {}),
    ...(typeof camera === 'boolean' ? { camera } : {}),
    ...(facing === 'user' || facing === 'environment' ? { facing } : {}),
  };
}
