import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { Id } from 'video-session-window/interaction';
import type { Desk } from './core/types.js';
import { DeskError } from './core/types.js';
import type { Log } from './log.js';

const ConfigFile = v.object({ tenants: v.record(Id, v.unknown()) });

/** Why a configuration file cannot be used; its message is for whoever wrote it. */
export class BadConfigFile extends Error {}

/** Stores what the file says of each tenant as a new version, where it differs from what is stored. */
export async function loadConfigFile(file: string, desk: Pick<Desk, 'putConfig'>, log: Log): Promise<void> {
  const { tenants } = await read(file);
  for (const [tenant, config] of Object.entries(tenants)) {
    const { version } = await desk.putConfig(tenant, config).catch((error: unknown) => {
      if (!(error instanceof DeskError) || error.code !== 'invalid-input') throw error;
      throw new BadConfigFile(
        `In ${file}, the configuration of ${tenant} is not valid: ${error.detail ?? ''}`,
        { cause: error },
      );
    });
    log.info('config-loaded', { tenant, version });
  }
}

async function read(file: string): Promise<v.InferOutput<typeof ConfigFile>> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new BadConfigFile(`${file} cannot be read.`, { cause: error });
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new BadConfigFile(`${file} is not valid JSON.`, { cause: error });
  }
  const result = v.safeParse(ConfigFile, parsed);
  if (!result.success) throw new BadConfigFile(`${file} must be {"tenants": {"<id>": {…}}}.`);
  return result.output;
}
