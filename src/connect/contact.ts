import { SystemClock } from '../adapters/clock/index.js';
import type { ContactCall, EntryAnswer } from '../adapters/desk/index.js';
import { ContactEntry } from '../adapters/desk/index.js';
import * as rules from '../adapters/desk/rules.js';
import { LiveKitMedia } from '../adapters/livekit/index.js';
import { PageStorage } from '../adapters/storage/index.js';
import type { Outcome } from '../interaction/index.js';
import { InteractionSession } from '../interaction/index.js';
import type { Ports } from './ports.js';
import { createPorts } from './ports.js';

export interface ContactConnectOptions {
  /** Where the desk answers, for example `https://desk.example`. */
  readonly deskUrl: string;
  readonly reconnectDelaysMs?: readonly number[];
}

/** How a contact's page gets in: by a call of its own, by a link, or back into the call this tab was in. */
export type ContactWay =
  | ({ readonly how: 'call' } & ContactCall)
  | { readonly how: 'link'; readonly token: string; readonly privacyVersion: string }
  | { readonly how: 'resume' };

export type ContactAnswer =
  | { readonly ok: true; readonly session: InteractionSession }
  /** `code` is absent when there is no call to come back to. */
  | { readonly ok: false; readonly code?: undefined }
  | Extract<Outcome, { ok: false }>;

/**
 * A contact's session over the real desk and media server. Tapping twice, or again after a reload, leads to the same call;
 * after its end the next tap begins a new one.
 */
export async function createContactSession({
  deskUrl,
  reconnectDelaysMs,
  entry,
}: ContactConnectOptions & { readonly entry: ContactWay }): Promise<ContactAnswer> {
  const way = entryOf(deskUrl);
  const answer = await enter(way, entry);
  if (!answer) return { ok: false };
  if (!answer.ok) return answer;
  const { interaction, leg } = answer.seat;
  const ports = createPorts({
    deskUrl,
    role: 'contact',
    loadRules: () => Promise.resolve(rules),
    owner: `${interaction}~${leg}`,
    getToken: () => way.getToken(),
    makeMedia: (clock) => new LiveKitMedia({ clock, reconnectDelaysMs }),
  });
  const session = new ConnectedContact(interaction, ports);
  session.subscribe((state, previous) => {
    if (state.closed && !previous.closed) void way.forget();
  });
  return { ok: true, session };
}

/** Begins a call, by a token of the company's backend or a public entry key. */
export function startCall(options: ContactConnectOptions & ContactCall): Promise<ContactAnswer> {
  const { deskUrl, reconnectDelaysMs, ...call } = options;
  return createContactSession({ ...tuned({ deskUrl, reconnectDelaysMs }), entry: { how: 'call', ...call } });
}

/** Joins by a link; `token` is what stood in the page's fragment. Only from a tap, never from loading the page. */
export function claimLink(
  options: ContactConnectOptions & { readonly token: string; readonly privacyVersion: string },
): Promise<ContactAnswer> {
  const { deskUrl, reconnectDelaysMs, ...link } = options;
  return createContactSession({ ...tuned({ deskUrl, reconnectDelaysMs }), entry: { how: 'link', ...link } });
}

/** Back into the call this tab was in, after a reload. */
export function resumeCall(options: ContactConnectOptions): Promise<ContactAnswer> {
  return createContactSession({ ...options, entry: { how: 'resume' } });
}

/** One for each desk in a page, as there is one `sessionStorage`: two quick taps must lead to one call. */
const entries = new Map<string, ContactEntry>();

function entryOf(deskUrl: string): ContactEntry {
  const known = entries.get(deskUrl);
  if (known) return known;
  const entry = new ContactEntry({ url: deskUrl, clock: new SystemClock(), storage: new PageStorage() });
  entries.set(deskUrl, entry);
  return entry;
}

function tuned(options: {
  deskUrl: string;
  reconnectDelaysMs: readonly number[] | undefined;
}): ContactConnectOptions {
  const { deskUrl, reconnectDelaysMs } = options;
  return reconnectDelaysMs === undefined ? { deskUrl } : { deskUrl, reconnectDelaysMs };
}

function enter(entry: ContactEntry, way: ContactWay): Promise<EntryAnswer | undefined> {
  if (way.how === 'resume') return entry.resume();
  if (way.how === 'link') return entry.claim(way.token, way.privacyVersion);
  const { how: _how, ...call } = way;
  return entry.start(call);
}

class ConnectedContact extends InteractionSession {
  readonly #own: Ports;

  constructor(interaction: string, ports: Ports) {
    super(interaction, ports);
    this.#own = ports;
  }

  override dispose(): void {
    super.dispose();
    this.#own.close();
  }
}
