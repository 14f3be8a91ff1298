import type { Context } from '../context.js';
import type { Route } from '../route.js';
import { route } from '../route.js';
import { corsHeaders, securityHeaders } from '../sites.js';
import { personOf } from '../stream/streams.js';
import { checkSite } from './calls.js';

/** The one event stream of a page. */
export function eventRoutes({ streams, limiter, sites }: Context): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/events',
      who: 'party',
      summary:
        'Server-sent events, read by `fetch`; each `data` is one StreamMessage. Goes on after `Last-Event-ID` without gap or double.',
      query: { cursor: 'the id of the last event, where `Last-Event-ID` cannot be sent' },
      answers: { 200: 'text/event-stream' },
      codes: ['unknown-interaction', 'origin-not-allowed'],
      async handle({ who, header, query, origin, outgoing, requestId }) {
        limiter.take('stream', personOf(who));
        await checkSite(sites, who.tenant, origin);
        const headers = { ...securityHeaders, ...corsHeaders(origin), 'x-request-id': requestId };
        await streams.open(who, header('last-event-id') ?? query('cursor'), outgoing, headers);
        return 'answered';
      },
    }),
  ];
}
