import { randomUUID } from 'node:crypto';
import { contactOf } from 'video-session-window/interaction';
import type { ContactClaims } from '../../auth/claims.js';
import { hashOf } from '../../auth/hash.js';
import type { CallCreated, Loaded, NewCall } from '../../core/types.js';
import { DeskError } from '../../core/types.js';
import type { Context } from '../context.js';
import type { Call, Route } from '../route.js';
import { route } from '../route.js';
import { CallBody, ClaimBody, ContactSession, Link, LinkBody, SessionBody } from './shapes.js';
import type * as v from 'valibot';

/** How somebody comes into an interaction: begins one, comes back to it, or joins by a link. */
export function callRoutes(context: Context): readonly Route[] {
  const { desk, auth, contacts, links, keys, limiter, sites } = context;

  const sessionFor = async (claims: ContactClaims, key: string) => {
    const { token, expires } = await contacts.sign(claims);
    const { interaction, party, leg } = claims;
    return { interaction, party, leg, token, expires, key };
  };

  /** A wrong secret costs a guess, a right one nothing; taken beforehand, so that many at once do not slip through. */
  const guessing = async <T>(address: string, attempt: () => Promise<T>): Promise<T> => {
    limiter.take('guess', address);
    try {
      const result = await attempt();
      limiter.giveBack('guess', address);
      return result;
    } catch (error) {
      const wrong =
        error instanceof DeskError && (error.code === 'link-unknown' || error.code === 'unauthorized');
      if (!wrong) limiter.giveBack('guess', address);
      throw error;
    }
  };

  async function begin(
    call: Call<'anybody', v.InferOutput<typeof CallBody>>,
  ): Promise<{ tenant: string; made: CallCreated }> {
    const { body } = call;
    const open = { ...optional(body, ['subject', 'language']), privacyVersion: body.privacy.version };
    if (body.entryKey === undefined) {
      const {
        tenant,
        issuer,
        call: signed,
      } = await guessing(call.address, () => auth.call(call.header('authorization')));
      await checkSite(sites, tenant, call.origin);
      // What the company signed stands; the page adds only what was left open.
      const id = ownId(body.id, ['backend', issuer, signed.contact?.ref]);
      const newCall: NewCall = { ...open, ...signed, id, source: 'backend' };
      return { tenant, made: await desk.createCall(tenant, newCall) };
    }
    const { tenant, queue } = await entrance(call, body.entryKey);
    const contact = body.name === undefined ? {} : { contact: { name: body.name } };
    const newCall: NewCall = {
      ...open,
      ...contact,
      id: ownId(body.id, ['entry', body.entryKey, undefined]),
      queue,
      source: 'entry',
    };
    return { tenant, made: await desk.createCall(tenant, newCall) };
  }

  async function entrance(call: Call<'anybody', v.InferOutput<typeof CallBody>>, key: string) {
    limiter.take('entryKey', key);
    limiter.take('entryAddress', `${key} ${call.address}`);
    for (const tenant of await desk.tenants()) {
      const entry = (await auth.settings(tenant))?.entryKeys.find((one) => one.key === key);
      if (!entry) continue;
      if (call.origin === undefined || !entry.origins.includes(call.origin))
        throw new DeskError('origin-not-allowed');
      const queue = call.body.queue ?? (entry.queues.length === 1 ? entry.queues[0] : undefined);
      if (queue === undefined || !entry.queues.includes(queue))
        throw new DeskError('unknown-queue', { detail: '/queue' });
      return { tenant, queue };
    }
    throw new DeskError('unauthorized', { detail: 'the entry key is not known' });
  }

  return [
    route({
      method: 'POST',
      path: '/v1/calls',
      who: 'anybody',
      summary:
        'Begins a call, by a signed call token as bearer or by a public entry key in the body. The same id gives the same interaction.',
      body: CallBody,
      answers: { 200: ContactSession, 201: ContactSession },
      codes: [
        'unauthorized',
        'token-expired',
        'origin-not-allowed',
        'unknown-queue',
        'queue-closed',
        'id-reused',
      ],
      async handle(call) {
        const { tenant, made } = await begin(call);
        const { created, ...ids } = made;
        const claims = { tenant, ...ids };
        return { status: created ? 201 : 200, json: await sessionFor(claims, await keys.issue(claims)) };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/session',
      who: 'anybody',
      summary:
        'Exchanges a contact’s re-entry key for the next one and a fresh token. The old key stays good until the new one is used.',
      body: SessionBody,
      answers: { 200: ContactSession },
      codes: ['unauthorized', 'call-ended', 'origin-not-allowed'],
      handle: (call) =>
        guessing(call.address, async () => {
          const next = await keys.exchange(call.body.key);
          if (!next) throw new DeskError('unauthorized');
          await checkSite(sites, next.claims.tenant, call.origin);
          const loaded = await desk.load(next.claims.interaction);
          if (!loaded || loaded.state.phase === 'ended') throw new DeskError('call-ended');
          return { json: await sessionFor(next.claims, next.key) };
        }),
    }),
    route({
      method: 'POST',
      path: '/v1/interactions/:id/links',
      who: 'agent',
      summary:
        'Makes a link that adds a connection of the contact. The page puts the token in the URL’s fragment.',
      body: LinkBody,
      answers: { 201: Link },
      codes: ['unknown-interaction', 'call-ended', 'not-a-party'],
      async handle({ who, param, body }) {
        const found = await desk.access(who, param('id'));
        if (!found) throw new DeskError('unknown-interaction');
        if (found.loaded.state.phase === 'ended') throw new DeskError('call-ended');
        if (found.me.party === undefined) throw new DeskError('not-a-party');
        const by = { tenant: who.tenant, interaction: param('id'), by: who.agent, now: await desk.now() };
        return { status: 201, json: await links.create({ ...by, kind: body.kind }) };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/links/claim',
      who: 'anybody',
      summary: 'Claims a link, once. Called when the visitor taps Call, never by loading the page.',
      body: ClaimBody,
      answers: { 201: ContactSession },
      codes: ['link-unknown', 'link-used', 'link-expired', 'link-ended', 'origin-not-allowed'],
      handle: (call) => guessing(call.address, async () => ({ status: 201, json: await claim(call) })),
    }),
  ];

  async function claim({ body, origin }: Call<'anybody', v.InferOutput<typeof ClaimBody>>) {
    const link = await links.find(body.token);
    if (!link) throw new DeskError('link-unknown');
    const loaded = await desk.load(link.interaction);
    if (!loaded || loaded.state.phase === 'ended') throw new DeskError('link-ended');
    await checkSite(sites, loaded.tenant, origin);
    const claimed = await links.claim(body.token, randomUUID(), body.id);
    if (typeof claimed === 'string') throw new DeskError(claimed);
    const party = contactOf(loaded.state)?.id ?? '';
    const claims = { tenant: claimed.tenant, interaction: claimed.interaction, party, leg: claimed.leg };
    await addLeg(loaded, claims, claimed.kind, body).catch(async (error: unknown) => {
      // The visitor has done nothing wrong: the link must work when they try again.
      await links.release(body.token);
      throw error;
    });
    return sessionFor(claims, await keys.issue(claims));
  }

  async function addLeg(
    loaded: Loaded,
    { interaction, party, leg }: ContactClaims,
    kind: 'browser' | 'camera-only',
    body: v.InferOutput<typeof ClaimBody>,
  ) {
    const there = contactOf(loaded.state)?.legs.some((one) => one.id === leg);
    if (there) return;
    const added = await desk.systemCommand(interaction, { type: 'add-leg', data: { party, leg, kind } });
    if (!added) throw new DeskError('link-ended');
    await desk.systemCommand(interaction, { type: 'agree-privacy', data: { version: body.privacy.version } });
  }
}

export async function checkSite(
  sites: Context['sites'],
  tenant: string,
  origin: string | undefined,
): Promise<void> {
  if (!(await sites.allowed(tenant, origin))) throw new DeskError('origin-not-allowed');
}

/** Shorter ids can be guessed. */
const GUESSABLE = 16;

/**
 * The page's id within what vouches for it: repeating it gives the same interaction to the same contact, and never somebody
 * else's to one who guesses an id.
 */
function ownId(id: string, [source, from, contact]: readonly [string, string, string | undefined]): string {
  if (contact === undefined && id.length < GUESSABLE) {
    throw new DeskError('invalid-input', {
      detail: `/id expected at least ${GUESSABLE} characters for an unknown contact`,
    });
  }
  return hashOf(JSON.stringify([source, from, contact ?? '', id]));
}

/** Only the named keys that are there: an absent one must not overwrite what somebody else said. */
function optional<T extends object, K extends keyof T>(source: T, names: readonly K[]): Partial<Pick<T, K>> {
  const kept: Partial<Pick<T, K>> = {};
  for (const name of names) if (source[name] !== undefined) kept[name] = source[name];
  return kept;
}
