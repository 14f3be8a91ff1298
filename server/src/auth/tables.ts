/** What the access tables look like; only hashes of what was given out are stored. */
export const accessTables = `
  CREATE TABLE join_links (
    hash text PRIMARY KEY,
    tenant text NOT NULL,
    interaction text NOT NULL,
    kind text NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    claimed_at timestamptz,
    claimed_by text,
    leg text
  );
  CREATE INDEX join_links_expiry ON join_links (expires_at);
  CREATE TABLE reentry_keys (
    hash text PRIMARY KEY,
    tenant text NOT NULL,
    interaction text NOT NULL,
    party text NOT NULL,
    leg text NOT NULL,
    generation integer NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
  );
  CREATE INDEX reentry_keys_leg ON reentry_keys (leg, generation);
  CREATE INDEX reentry_keys_expiry ON reentry_keys (expires_at);
`;
