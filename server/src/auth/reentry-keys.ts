import type { ContactClaims } from './claims.js';
import { hashOf, randomSecret } from './hash.js';
import type { Sql } from './sql.js';

/** A key nobody used for so long is forgotten; a page that is open renews it every few minutes. */
const LIFETIME = '24 hours';

export interface ReentryKeys {
  /** A first key for a leg. */
  issue(claims: ContactClaims): Promise<string>;
  /** Whose key it is, and the next one; undefined when it is unknown, superseded or too old. */
  exchange(key: string): Promise<{ claims: ContactClaims; key: string } | undefined>;
}

/**
 * Keys by which a contact's page comes back after a reload, bound to one leg of one interaction. Each exchange gives the
 * next key, and the one before stays good until the next is used: an answer lost on the way must not lock anyone out.
 */
export function reentryKeys(sql: Sql): ReentryKeys {
  const add = async (claims: ContactClaims, generation: number): Promise<string> => {
    const key = randomSecret(256);
    await sql.query(
      `INSERT INTO reentry_keys (hash, tenant, interaction, party, leg, generation, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, now() + interval '${LIFETIME}')`,
      [hashOf(key), claims.tenant, claims.interaction, claims.party, claims.leg, generation],
    );
    return key;
  };
  return {
    issue: async (claims) => {
      await sql.query('DELETE FROM reentry_keys WHERE expires_at < now()');
      return add(claims, 1);
    },
    async exchange(key) {
      const [row] = await sql.query<ContactClaims & { generation: number }>(
        `UPDATE reentry_keys AS mine SET used_at = coalesce(used_at, now())
         WHERE hash = $1 AND expires_at > now() AND NOT EXISTS (
           SELECT 1 FROM reentry_keys AS newer
           WHERE newer.leg = mine.leg AND newer.generation > mine.generation AND newer.used_at IS NOT NULL)
         RETURNING tenant, interaction, party, leg, generation`,
        [hashOf(key)],
      );
      if (!row) return undefined;
      const { generation, ...claims } = row;
      await sql.query('DELETE FROM reentry_keys WHERE leg = $1 AND generation < $2', [
        claims.leg,
        generation,
      ]);
      return { claims, key: await add(claims, generation + 1) };
    },
  };
}
