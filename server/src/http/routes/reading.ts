import * as v from 'valibot';
import { DeskError } from '../../core/types.js';
import { keepSecrets, withoutSecrets } from '../../auth/secrets.js';
import type { Context } from '../context.js';
import type { Route } from '../route.js';
import { route } from '../route.js';
import { History, HistoryEntry, Stored, Time } from './shapes.js';

/** What can be read: the clock, the history and the configuration. */
export function readingRoutes({ desk }: Context): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/time',
      who: 'anybody',
      summary: 'The desk’s clock, in milliseconds.',
      answers: { 200: Time },
      codes: [],
      handle: async () => ({ json: { now: await desk.now() } }),
    }),
    route({
      method: 'GET',
      path: '/v1/history',
      who: 'agent',
      summary: 'Interactions of the tenant or of one contact, newest first.',
      query: { contact: 'the contact’s reference', page: 'what the last answer’s `next` said' },
      answers: { 200: History },
      codes: ['invalid-input'],
      async handle({ who, query }) {
        const [contact, page] = [query('contact'), query('page')];
        const wanted = { ...(contact !== undefined && { contact }), ...(page !== undefined && { page }) };
        return { json: await desk.history(who, wanted) };
      },
    }),
    route({
      method: 'GET',
      path: '/v1/interactions/:id/history',
      who: 'agent',
      summary: 'One interaction in the history.',
      answers: { 200: HistoryEntry },
      codes: ['unknown-interaction'],
      async handle({ who, param }) {
        const entry = await desk.interactionHistory(who, param('id'));
        if (!entry) throw new DeskError('unknown-interaction');
        return { json: entry };
      },
    }),
    route({
      method: 'GET',
      path: '/v1/admin/config',
      who: 'admin',
      summary: 'The tenant’s configuration. Secrets of issuers are left out.',
      answers: { 200: Stored },
      codes: ['forbidden'],
      async handle({ who }) {
        const stored = await desk.config(who.tenant);
        if (!stored) throw new DeskError('unauthorized');
        const { version, config } = stored;
        return { json: { version, config: withoutSecrets(config) }, headers: { etag: `"${version}"` } };
      },
    }),
    route({
      method: 'PUT',
      path: '/v1/admin/config',
      who: 'admin',
      summary:
        'Stores a new version of the configuration; `If-Match` names the version it was made from. A secret that was left out stays.',
      body: v.record(v.string(), v.unknown()),
      answers: { 200: Stored },
      codes: ['forbidden', 'version-conflict', 'invalid-input'],
      async handle({ who, body, header }) {
        const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(header('if-match') ?? '') ?? [];
        if (version === undefined)
          throw new DeskError('version-conflict', {
            detail: 'If-Match must name the version this was made from',
          });
        const before = await desk.config(who.tenant);
        const config = keepSecrets(body, before?.config);
        const stored = await desk.putConfig(who.tenant, config, Number(version));
        return {
          json: { version: stored.version, config: withoutSecrets(stored.config) },
          headers: { etag: `"${stored.version}"` },
        };
      },
    }),
  ];
}
