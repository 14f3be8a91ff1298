import type { EndReason, HistoryEntry, Page } from 'video-session-window/interaction';
import * as v from 'valibot';
import type { Queryable } from '../db/db.js';
import { mustBeAgent } from './audience.js';
import type { HistoryAgent, HistoryParty, HistoryStatus } from './history-row.js';
import { DeskError } from './types.js';
import type { Principal } from './types.js';

interface Row {
  readonly interaction: string;
  readonly queue: string;
  readonly source: string;
  readonly direction: string;
  readonly status: HistoryStatus;
  readonly outcome: EndReason | null;
  readonly contact_ref: string | null;
  readonly created_at: number;
  readonly connected_at: number | null;
  readonly ended_at: number | null;
  readonly done_at: number | null;
  readonly duration_ms: number;
  readonly video_ms: number;
  readonly agents: readonly HistoryAgent[];
  readonly parties: readonly HistoryParty[];
}

const PAGE = 50;

const Cursor = v.tuple([v.pipe(v.number(), v.integer()), v.string()]);

/** What ended or runs, newest first. */
export async function history(
  q: Queryable,
  who: Principal,
  query: { readonly contact?: string; readonly page?: string },
): Promise<Page<HistoryEntry>> {
  const { tenant } = mustBeAgent(who);
  const params: unknown[] = [tenant, PAGE + 1];
  const where = ['tenant = $1'];
  if (query.contact !== undefined) where.push(`contact_ref = $${params.push(query.contact)}`);
  if (query.page !== undefined) {
    const [at, id] = cursorOf(query.page);
    where.push(`(created_at, interaction) < ($${params.push(at)}, $${params.push(id)})`);
  }
  const rows = await q.query<Row>(
    `SELECT * FROM history WHERE ${where.join(' AND ')} ORDER BY created_at DESC, interaction DESC LIMIT $2`,
    params,
  );
  const shown = rows.slice(0, PAGE);
  const items = await entries(q, tenant, shown);
  const last = shown.at(-1);
  return rows.length > PAGE && last ? { items, next: pageAfter(last) } : { items };
}

export async function interactionHistory(
  q: Queryable,
  who: Principal,
  id: string,
): Promise<HistoryEntry | undefined> {
  const { tenant } = mustBeAgent(who);
  const rows = await q.query<Row>('SELECT * FROM history WHERE tenant = $1 AND interaction = $2', [
    tenant,
    id,
  ]);
  return (await entries(q, tenant, rows))[0];
}

const pageAfter = ({ created_at, interaction }: Row): string =>
  Buffer.from(JSON.stringify([created_at, interaction])).toString('base64url');

function cursorOf(page: string): v.InferOutput<typeof Cursor> {
  try {
    return v.parse(Cursor, JSON.parse(Buffer.from(page, 'base64url').toString()));
  } catch (cause) {
    throw new DeskError('invalid-input', { detail: '/page is not what an answer gave', cause });
  }
}

interface NamedContent {
  readonly interaction: string;
  readonly kind: 'name' | 'subject';
  readonly key: string;
  readonly value: string;
}

/** Adds what people are called, as far as it was not erased. */
async function entries(q: Queryable, tenant: string, rows: readonly Row[]): Promise<readonly HistoryEntry[]> {
  if (rows.length === 0) return [];
  const contents = await q.query<NamedContent>(
    `SELECT DISTINCT ON (interaction, kind, key) interaction, kind, key, value FROM contents
     WHERE interaction = ANY ($1::text[]) AND kind IN ('name', 'subject') AND value IS NOT NULL
     ORDER BY interaction, kind, key, rev DESC`,
    [rows.map(({ interaction }) => interaction)],
  );
  const text = new Map(
    contents.map(({ interaction, kind, key, value }) => [`${interaction}/${kind}/${key}`, value]),
  );
  return rows.map((row) => entry(row, (kind, key) => text.get(`${row.interaction}/${kind}/${key}`)));
}

function entry(row: Row, text: (kind: 'name' | 'subject', key: string) => string | undefined): HistoryEntry {
  const contact = row.parties.find(({ kind }) => kind === 'contact');
  const agents = row.agents.map(({ agent, party, status }) => ({
    agent,
    status,
    ...named(text('name', party)),
  }));
  const subject = text('subject', 'main');
  return {
    interaction: row.interaction,
    queue: row.queue,
    source: row.source,
    direction: row.direction,
    status: row.status,
    createdAt: row.created_at,
    durationMs: row.duration_ms,
    videoMs: row.video_ms,
    video: row.video_ms > 0,
    done: row.status === 'done',
    agents,
    ...(contact && named(text('name', contact.id))),
    ...(subject === undefined ? {} : { subject }),
    ...(row.contact_ref === null ? {} : { contact: row.contact_ref }),
    ...(row.connected_at === null ? {} : { connectedAt: row.connected_at }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(row.done_at === null ? {} : { doneAt: row.done_at }),
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
  };
}

const named = (name: string | undefined): { name?: string } => (name === undefined ? {} : { name });
