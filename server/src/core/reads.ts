import type { Content, Fact, Me } from 'video-session-window/interaction';
import { contentRef, factFor, isContentFor, readFact } from 'video-session-window/interaction';
import type { Queryable } from '../db/db.js';
import { readerOf } from './audience.js';
import type { Loaded, Principal } from './types.js';

type Audience = Me['audience'];

export async function load(q: Queryable, interaction: string): Promise<Loaded | undefined> {
  const rows = await q.query<Loaded>('SELECT tenant, state, version FROM interactions WHERE id = $1', [
    interaction,
  ]);
  return rows[0];
}

export async function loadByRoom(q: Queryable, room: string): Promise<Loaded | undefined> {
  const rows = await q.query<Loaded>('SELECT tenant, state, version FROM interactions WHERE room = $1', [
    room,
  ]);
  return rows[0];
}

export async function liveInteractions(q: Queryable): Promise<readonly string[]> {
  const rows = await q.query<{ id: string }>(
    `SELECT id FROM interactions WHERE phase <> 'ended' ORDER BY id`,
  );
  return rows.map(({ id }) => id);
}

export async function phases(q: Queryable): Promise<Readonly<Record<string, number>>> {
  const rows = await q.query<{ phase: string; count: number }>(
    `SELECT phase, count(*) AS count FROM interactions WHERE phase <> 'ended' GROUP BY phase`,
  );
  return Object.fromEntries(rows.map(({ phase, count }) => [phase, count]));
}

export async function accessTo(
  q: Queryable,
  who: Principal,
  interaction: string,
): Promise<{ loaded: Loaded; me: Me } | undefined> {
  const loaded = await load(q, interaction);
  const me = loaded && readerOf(who, loaded.tenant, loaded.state);
  return loaded && me ? { loaded, me } : undefined;
}

interface FactRow {
  readonly seq: number;
  readonly contact_seq: number | null;
  readonly id: string;
  readonly type: string;
  readonly v: number;
  readonly at: number;
  readonly actor: unknown;
  readonly data: unknown;
}

const PLACE = { agents: 'seq', contact: 'contact_seq' } as const;

export async function factsAfter(
  q: Queryable,
  interaction: string,
  audience: Audience,
  after: number,
  limit: number,
): Promise<readonly { fact: Fact; contents: readonly Content[] }[]> {
  const place = PLACE[audience];
  const rows = await q.query<FactRow>(
    `SELECT seq, contact_seq, id, type, v, at, actor, data FROM facts
     WHERE interaction = $1 AND ${place} > $2 ORDER BY ${place} LIMIT $3`,
    [interaction, after, limit],
  );
  const read = rows.flatMap((row) => {
    const fact = factFor(factOf(row), audience, row.contact_seq ?? 0);
    return fact ? [fact] : [];
  });
  const saved = read.filter((fact) => fact.type === 'content-saved').map(({ data }) => data);
  const known = saved.length === 0 ? new Map<string, Content>() : await revisions(q, interaction, saved);
  return read.map((fact) => {
    if (fact.type !== 'content-saved') return { fact, contents: [] };
    const content = known.get(revisionRef(fact.data));
    return { fact, contents: content ? [content] : [] };
  });
}

/** A fact of a newer desk is passed on as it is: every reader decides by itself whether it may skip it. */
function factOf(row: FactRow): Fact {
  const { contact_seq: _place, ...stored } = row;
  const read = readFact(stored);
  return read.kind === 'fact' ? read.fact : (stored as Fact);
}

interface ContentRow {
  readonly kind: Content['kind'];
  readonly key: string;
  readonly rev: number;
  readonly at: number;
  readonly value: Content['value'] | null;
}

const CONTENT = 'kind, key, rev, at, value';

const revisionRef = ({ kind, key, rev }: Pick<Content, 'kind' | 'key' | 'rev'>) =>
  `${contentRef(kind, key)}@${rev}`;

const contentOf = ({ value, ...row }: ContentRow): Content => (value === null ? row : { ...row, value });

async function revisions(
  q: Queryable,
  interaction: string,
  wanted: readonly Pick<Content, 'kind' | 'key' | 'rev'>[],
): Promise<ReadonlyMap<string, Content>> {
  const rows = await q.query<ContentRow>(
    `SELECT ${CONTENT} FROM contents WHERE interaction = $1 AND (kind, key, rev) IN
       (SELECT w.kind, w.key, w.rev FROM jsonb_to_recordset($2::jsonb) AS w (kind text, key text, rev integer))`,
    [interaction, JSON.stringify(wanted)],
  );
  return new Map(rows.map((row) => [revisionRef(row), contentOf(row)]));
}

/** The newest revision of each content that this audience may read. */
export async function contentsFor(
  q: Queryable,
  interaction: string,
  audience: Audience,
): Promise<readonly Content[]> {
  const rows = await q.query<ContentRow>(
    `SELECT DISTINCT ON (kind, key) ${CONTENT} FROM contents WHERE interaction = $1 ORDER BY kind, key, rev DESC`,
    [interaction],
  );
  return rows.map(contentOf).filter((content) => isContentFor(content, audience));
}
