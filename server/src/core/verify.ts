import type { Fact, Interaction } from 'video-session-window/interaction';
import { emptyInteraction, evolve, isForContact, readFact } from 'video-session-window/interaction';
import type { Queryable } from '../db/db.js';
import { canonicalJson, chainStart, linkOf, saltedHash } from './chain.js';

export type Verdict =
  | { readonly ok: true; readonly facts: number }
  | {
      readonly ok: false;
      /** The first place where it is not as it was written. */ readonly seq: number;
      readonly why: Flaw;
    };

/**
 * `broken-link`: a fact was changed, added or removed. `cut-off`: the last ones were removed. `other-state`: the stored
 * state is not what the facts lead to. `changed-content`: what somebody wrote is not what the fact refers to.
 */
export type Flaw = 'broken-link' | 'cut-off' | 'other-state' | 'changed-content';

interface Row {
  readonly seq: number;
  readonly contact_seq: number | null;
  readonly prev: string;
  readonly hash: string;
}

/**
 * Checks an interaction's log against its chain of hashes, its state and its contents. It shows every edit by whoever does
 * not also compute all hashes after it anew; erased contents are fine.
 */
export async function verifyChain(q: Queryable, interaction: string): Promise<Verdict> {
  const [kept] = await q.query<{ state: Interaction; head: string }>(
    'SELECT state, head FROM interactions WHERE id = $1',
    [interaction],
  );
  const rows = await q.query<Row>(
    `SELECT seq, contact_seq, id, type, v, at, actor, data, prev, hash FROM facts WHERE interaction = $1 ORDER BY seq`,
    [interaction],
  );
  let head = chainStart(interaction);
  let state = emptyInteraction(interaction);
  const saved = new Map<string, number>();
  for (const row of rows) {
    const { contact_seq, prev, hash, ...stored } = row;
    const fact = stored as unknown;
    const place = contact_seq ?? undefined;
    const at = state.seq + 1;
    if (row.seq !== at || prev !== head || linkOf(prev, fact as Fact, place) !== hash)
      return flaw(at, 'broken-link');
    const read = readFact(fact);
    if (read.kind !== 'fact') return flaw(at, 'other-state');
    state = evolve(state, read.fact);
    if (place !== (isForContact(read.fact) ? state.contactSeq : undefined)) return flaw(at, 'broken-link');
    if (read.fact.type === 'content-saved') saved.set(contentKey(read.fact.data), at);
    head = hash;
  }
  if (!kept || kept.head !== head) return flaw(state.seq + 1, 'cut-off');
  if (canonicalJson(kept.state) !== canonicalJson(state)) return flaw(state.seq, 'other-state');
  const changed = await changedContent(q, interaction, saved);
  return changed === undefined ? { ok: true, facts: rows.length } : flaw(changed, 'changed-content');
}

const flaw = (seq: number, why: Flaw): Verdict => ({ ok: false, seq, why });

interface ContentRow {
  readonly kind: string;
  readonly key: string;
  readonly rev: number;
  readonly value: unknown;
  readonly salt: string | null;
  readonly hash: string;
}

const contentKey = ({ kind, key, rev, hash }: Pick<ContentRow, 'kind' | 'key' | 'rev' | 'hash'>): string =>
  JSON.stringify([kind, key, rev, hash]);

async function changedContent(
  q: Queryable,
  interaction: string,
  saved: ReadonlyMap<string, number>,
): Promise<number | undefined> {
  const rows = await q.query<ContentRow>(
    'SELECT kind, key, rev, value, salt, hash FROM contents WHERE interaction = $1',
    [interaction],
  );
  const missing = new Map(saved);
  for (const row of rows) {
    const key = contentKey(row);
    const at = missing.get(key);
    missing.delete(key);
    const erased = row.value === null && row.salt === null;
    if (at === undefined || (!erased && saltedHash(row.value, row.salt ?? '').hash !== row.hash))
      return at ?? 0;
  }
  return missing.values().next().value;
}
