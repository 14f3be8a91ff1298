import { timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { DeskError } from '../../core/types.js';
import { hashOf } from '../../auth/hash.js';
import { describeError } from '../../log.js';
import { readBody } from '../body.js';
import type { Context } from '../context.js';
import type { Call, Route } from '../route.js';
import { route } from '../route.js';

const Health = v.object({ status: v.string() });

/** For those who run the desk, and for LiveKit's hints. */
export function operatorRoutes(context: Context): readonly Route[] {
  const { desk, media, metrics, mediaReady, log } = context;
  return [
    route({
      method: 'GET',
      path: '/healthz',
      who: 'anybody',
      summary: 'The process runs.',
      answers: { 200: Health },
      codes: [],
      handle: async () => ({ json: { status: 'ok' } }),
    }),
    route({
      method: 'GET',
      path: '/readyz',
      who: 'anybody',
      summary: 'Database and LiveKit can be reached.',
      answers: { 200: Health },
      codes: ['desk-unavailable', 'media-unavailable'],
      async handle() {
        await desk.now().catch((cause: unknown) => {
          log.warn('not-ready', { error: describeError(cause) });
          throw new DeskError('desk-unavailable', { cause });
        });
        if (!(await mediaReady())) throw new DeskError('media-unavailable');
        return { json: { status: 'ready' } };
      },
    }),
    route({
      method: 'GET',
      path: '/metrics',
      who: 'operator',
      summary: 'Prometheus text, for this machine or with the operator’s token.',
      answers: { 200: 'text/plain' },
      codes: ['forbidden'],
      async handle(call) {
        if (!isOperator(call, context.metricsToken)) throw new DeskError('forbidden');
        return { text: metrics.text(await desk.phases()), type: 'text/plain; version=0.0.4' };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/webhooks/livekit',
      who: 'anybody',
      summary: 'LiveKit’s signed webhooks. They are hints: the desk looks again at what it is told about.',
      body: 'raw',
      answers: { 200: Health },
      codes: ['unauthorized', 'too-large'],
      async handle({ incoming, header }) {
        const body = await readBody(incoming);
        await media.webhook(body, header('authorization'));
        return { json: { status: 'ok' } };
      },
    }),
  ];
}

/** With a token configured, whoever has it; without one, whoever is on this machine and not behind a proxy. */
function isOperator({ header, incoming }: Call<'operator', unknown>, token: string | undefined): boolean {
  if (token !== undefined) {
    const given = hashOf((header('authorization') ?? '').replace(/^Bearer /i, ''));
    return timingSafeEqual(Buffer.from(given), Buffer.from(hashOf(token)));
  }
  const from = incoming.socket.remoteAddress ?? '';
  return header('x-forwarded-for') === undefined && /^(::1|(::ffff:)?127\.)/.test(from);
}
