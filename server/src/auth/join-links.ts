import type { ProblemCode } from 'video-session-window/interaction';
import { hashOf, randomSecret } from './hash.js';
import type { Sql } from './sql.js';

export type LinkKind = 'browser' | 'camera-only';

export const LINK_MS = 15 * 60_000;

export interface ClaimedLink {
  readonly tenant: string;
  readonly interaction: string;
  readonly kind: LinkKind;
  /** The leg it opens. */
  readonly leg: string;
}

export interface JoinLinks {
  create(link: {
    tenant: string;
    interaction: string;
    kind: LinkKind;
    by: string;
    now: number;
  }): Promise<{ token: string; expires: number }>;
  /** Claims it for `leg`, once. The same `claim` id again gives the same leg: the answer may have been lost. */
  claim(
    token: string,
    leg: string,
    claim: string | undefined,
  ): Promise<ClaimedLink | Extract<ProblemCode, `link-${string}`>>;
  /** Undoes a claim that led to nothing because the desk was in trouble. */
  release(token: string): Promise<void>;
  find(token: string): Promise<{ interaction: string } | undefined>;
}

interface Row {
  readonly tenant: string;
  readonly interaction: string;
  readonly kind: LinkKind;
  readonly leg: string | null;
  readonly claimed_by: string | null;
  readonly expired: boolean;
}

/** Links that add a leg to an interaction. The token stands in the URL's fragment and is stored hashed. */
export function joinLinks(sql: Sql): JoinLinks {
  return {
    async create({ tenant, interaction, kind, by, now }) {
      // Kept for a day after their time, so that a late visitor is told why.
      await sql.query(`DELETE FROM join_links WHERE expires_at < now() - interval '1 day'`);
      // Says what it is, so that whatever guards logs can tell it from an id.
      const token = `join-${randomSecret(128)}`;
      await sql.query(
        `INSERT INTO join_links (hash, tenant, interaction, kind, created_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))`,
        [hashOf(token), tenant, interaction, kind, by, LINK_MS / 1000],
      );
      return { token, expires: now + LINK_MS };
    },
    async claim(token, leg, claim) {
      const hash = hashOf(token);
      const claimedBy = claim === undefined ? null : hashOf(claim);
      const [won] = await sql.query<Row & { leg: string }>(
        `UPDATE join_links SET claimed_at = now(), leg = $2, claimed_by = $3
         WHERE hash = $1 AND claimed_at IS NULL AND expires_at > now()
         RETURNING tenant, interaction, kind, leg`,
        [hash, leg, claimedBy],
      );
      if (won) return won;
      const [row] = await sql.query<Row>(
        `SELECT tenant, interaction, kind, leg, claimed_by, expires_at <= now() AS expired FROM join_links WHERE hash = $1`,
        [hash],
      );
      if (!row) return 'link-unknown';
      if (row.leg === null) return 'link-expired';
      const again = claimedBy !== null && row.claimed_by === claimedBy && !row.expired;
      return again
        ? { tenant: row.tenant, interaction: row.interaction, kind: row.kind, leg: row.leg }
        : 'link-used';
    },
    async release(token) {
      await sql.query(
        'UPDATE join_links SET claimed_at = NULL, leg = NULL, claimed_by = NULL WHERE hash = $1',
        [hashOf(token)],
      );
    },
    async find(token) {
      const [row] = await sql.query<{ interaction: string }>(
        'SELECT interaction FROM join_links WHERE hash = $1',
        [hashOf(token)],
      );
      return row;
    },
  };
}
