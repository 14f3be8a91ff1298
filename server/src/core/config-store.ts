import * as v from 'valibot';
import type { Queryable } from '../db/db.js';
import { isDuplicate } from '../db/errors.js';
import { sanitise } from '../input/sanitise.js';
import { canonicalJson } from './chain.js';
import type { DeskClock } from './clock.js';
import type { VersionedConfig } from './config.js';
import { DeskConfig } from './config.js';
import { DeskError } from './types.js';

interface Row {
  readonly version: number;
  readonly document: unknown;
}

/** Configurations by tenant: read once, forgotten when one is changed anywhere. */
export class ConfigStore {
  readonly #db: Queryable;
  readonly #clock: DeskClock;
  readonly #known = new Map<string, Promise<VersionedConfig>>();
  #tenants: Promise<readonly string[]> | undefined;

  constructor(db: Queryable, clock: DeskClock) {
    this.#db = db;
    this.#clock = clock;
  }

  current(tenant: string): Promise<VersionedConfig> {
    const known = this.#known.get(tenant);
    if (known) return known;
    const reading = this.#read(tenant);
    this.#known.set(tenant, reading);
    // A failure is for whoever asked; the next one reads again.
    reading.catch(() => this.#known.delete(tenant));
    return reading;
  }

  /** Every configured tenant. */
  tenants(): Promise<readonly string[]> {
    this.#tenants ??= this.#readTenants();
    return this.#tenants;
  }

  forget(tenant?: string): void {
    this.#tenants = undefined;
    if (tenant === undefined) this.#known.clear();
    else this.#known.delete(tenant);
  }

  /** Stores a new version, unless nothing changed. `expected` is the version the change was made to. */
  async put(
    tenant: string,
    document: unknown,
    expected?: number,
  ): Promise<VersionedConfig & { readonly changed: boolean }> {
    const clean = sanitise(document);
    const config = parseConfig(clean);
    const before = await this.#read(tenant);
    if (expected !== undefined && expected !== before.version) throw new DeskError('version-conflict');
    if (before.version > 0 && canonicalJson(before.config) === canonicalJson(config))
      return { ...before, changed: false };
    const version = before.version + 1;
    try {
      await this.#db.query(
        `INSERT INTO configs (tenant, version, document, at) VALUES ($1, $2, $3::jsonb, ${this.#clock.sql})`,
        [tenant, version, JSON.stringify(clean)],
      );
    } catch (error) {
      if (isDuplicate(error, 'configs_pkey')) throw new DeskError('version-conflict', { cause: error });
      throw error;
    }
    this.forget(tenant);
    return { version, config, changed: true };
  }

  async #readTenants(): Promise<readonly string[]> {
    try {
      const rows = await this.#db.query<{ tenant: string }>(
        'SELECT DISTINCT tenant FROM configs ORDER BY tenant',
      );
      return rows.map(({ tenant }) => tenant);
    } catch (error) {
      this.#tenants = undefined;
      throw error;
    }
  }

  async #read(tenant: string): Promise<VersionedConfig> {
    const [row] = await this.#db.query<Row>(
      'SELECT version, document FROM configs WHERE tenant = $1 ORDER BY version DESC LIMIT 1',
      [tenant],
    );
    return row
      ? { version: row.version, config: parseConfig(row.document) }
      : { version: 0, config: parseConfig({}) };
  }
}

export function parseConfig(document: unknown): DeskConfig {
  const result = v.safeParse(DeskConfig, document);
  if (result.success) return result.output;
  throw invalidInput(result.issues[0]);
}

/** The first thing that is wrong, as a JSON pointer and a sentence that does not quote the value. */
export function invalidInput(issue: v.BaseIssue<unknown>): DeskError {
  const keys = (issue.path ?? []).map(({ key }) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'));
  const pointer = keys.map((key) => `/${key}`).join('');
  const expected =
    issue.kind === 'validation' && issue.type === 'check'
      ? issue.message
      : `expected ${issue.expected ?? issue.type}`;
  return new DeskError('invalid-input', { detail: `${pointer} ${expected}` });
}
