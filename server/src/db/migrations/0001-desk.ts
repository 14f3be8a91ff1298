import type { Migration } from '../migrate.js';

/** Instants are milliseconds since 1970 on the database's clock. */
const sql = `
CREATE TABLE configs (
  tenant text NOT NULL,
  version integer NOT NULL,
  document jsonb NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (tenant, version)
);

-- One row per interaction: the state its facts lead to, and what is searched for.
CREATE TABLE interactions (
  id text PRIMARY KEY,
  tenant text NOT NULL,
  room text NOT NULL UNIQUE,
  state jsonb NOT NULL,
  version integer NOT NULL,
  head text NOT NULL,
  queue text NOT NULL,
  phase text NOT NULL,
  front boolean NOT NULL,
  contact_ref text,
  contact_lost boolean NOT NULL,
  created_at bigint NOT NULL,
  queued_at bigint,
  ended_at bigint,
  updated_at bigint NOT NULL,
  erased boolean NOT NULL DEFAULT false
);
CREATE INDEX interactions_waiting ON interactions (tenant, queue, front DESC, queued_at, id)
  WHERE phase IN ('queued', 'alerting');
CREATE INDEX interactions_live ON interactions (id) WHERE phase <> 'ended';
CREATE INDEX interactions_updated ON interactions (updated_at);
CREATE INDEX interactions_ended ON interactions (tenant, ended_at) WHERE ended_at IS NOT NULL AND NOT erased;

-- The log. Rows are only ever added; each holds the hash of the one before.
CREATE TABLE facts (
  interaction text NOT NULL REFERENCES interactions (id),
  seq integer NOT NULL,
  contact_seq integer,
  id text NOT NULL,
  type text NOT NULL,
  v integer NOT NULL,
  at bigint NOT NULL,
  actor jsonb NOT NULL,
  data jsonb NOT NULL,
  prev text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (interaction, seq)
);
CREATE UNIQUE INDEX facts_contact ON facts (interaction, contact_seq) WHERE contact_seq IS NOT NULL;

-- What people wrote or are called: the only place for personal data. Erasing empties value and salt.
CREATE TABLE contents (
  interaction text NOT NULL REFERENCES interactions (id),
  kind text NOT NULL,
  key text NOT NULL,
  rev integer NOT NULL,
  value jsonb,
  salt text,
  hash text NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (interaction, kind, key, rev)
);

-- What came of each command, so that sending it again changes nothing.
CREATE TABLE commands (
  tenant text NOT NULL,
  actor text NOT NULL,
  id text NOT NULL,
  hash text NOT NULL,
  result jsonb NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (tenant, actor, id)
);
CREATE INDEX commands_at ON commands (at);

CREATE TABLE calls (
  tenant text NOT NULL,
  source text NOT NULL,
  caller_id text NOT NULL,
  interaction text NOT NULL,
  party text NOT NULL,
  leg text NOT NULL,
  PRIMARY KEY (tenant, source, caller_id)
);

CREATE TABLE agents (
  tenant text NOT NULL,
  id text NOT NULL,
  name text NOT NULL,
  state jsonb NOT NULL,
  rev integer NOT NULL,
  working boolean NOT NULL,
  offerable boolean NOT NULL,
  load integer NOT NULL,
  idle_since bigint NOT NULL,
  queues text[] NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX agents_offerable ON agents (tenant, load, idle_since, id) WHERE offerable;
CREATE INDEX agents_working ON agents (tenant, id) WHERE working;
CREATE INDEX agents_updated ON agents (updated_at);

-- What happens by itself. A desk claims a due row for a while and deletes it in the transaction that carries it out.
CREATE TABLE deadlines (
  owner_kind text NOT NULL,
  tenant text NOT NULL,
  owner text NOT NULL,
  key text NOT NULL,
  at bigint NOT NULL,
  command jsonb,
  claimed_until bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (owner_kind, tenant, owner, key)
);
CREATE INDEX deadlines_at ON deadlines (at);

-- Presence: open event streams, each belonging to a desk that shows it lives by extending its lease.
CREATE TABLE desks (
  id text PRIMARY KEY,
  lease_until bigint NOT NULL
);
CREATE INDEX desks_lease ON desks (lease_until);
CREATE TABLE streams (
  id text PRIMARY KEY,
  desk text NOT NULL,
  tenant text NOT NULL,
  owner_kind text NOT NULL,
  owner text NOT NULL,
  party text
);
CREATE INDEX streams_desk ON streams (desk);
CREATE INDEX streams_owner ON streams (owner_kind, tenant, owner);

CREATE TABLE queue_stats (
  tenant text NOT NULL,
  queue text NOT NULL,
  handle_ms double precision NOT NULL,
  samples integer NOT NULL,
  PRIMARY KEY (tenant, queue)
);

-- One row per interaction for those who look back.
CREATE TABLE history (
  interaction text PRIMARY KEY REFERENCES interactions (id),
  tenant text NOT NULL,
  contact_ref text,
  queue text NOT NULL,
  source text NOT NULL,
  direction text NOT NULL,
  status text NOT NULL,
  outcome text,
  created_at bigint NOT NULL,
  connected_at bigint,
  ended_at bigint,
  done_at bigint,
  duration_ms bigint NOT NULL,
  video_ms bigint NOT NULL,
  agents jsonb NOT NULL,
  parties jsonb NOT NULL
);
CREATE INDEX history_contact ON history (tenant, contact_ref, created_at DESC, interaction DESC);
CREATE INDEX history_tenant ON history (tenant, created_at DESC, interaction DESC);
`;

export const first: Migration = { id: 1, name: 'desk', sql };
