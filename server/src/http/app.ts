import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { DeskError } from '../core/types.js';
import type { Context } from './context.js';
import { arrived, dispatch, failure, finish, refused } from './dispatch.js';
import type { Incoming } from './dispatch.js';
import { documentRoutes } from './documents.js';
import { allRoutes } from './routes/index.js';
import { corsHeaders, securityHeaders } from './sites.js';

interface Env {
  Bindings: HttpBindings;
  Variables: { from: Incoming };
}

/** The desk's HTTP side as one application: every declared route, and an answer for everything else. */
export function createApp(context: Context, options: { readonly proxies?: number } = {}): Hono<Env> {
  const app = new Hono<Env>();
  const declared = allRoutes(context);
  const routes = [...declared, ...documentRoutes(declared)];

  app.use(async (c, next) => {
    c.set('from', arrived(c.env.incoming, c.env.outgoing, options.proxies ?? 0));
    await next();
    if (c.res.headers.has('x-hono-already-sent')) return;
    await finish(context, c.get('from'), c.res);
  });
  app.use(async (c, next) => {
    context.limiter.take('address', c.get('from').address);
    await next();
  });

  app.options('*', async (c) => {
    const { origin } = c.get('from');
    if (!(await context.sites.allowed(undefined, origin))) throw new DeskError('origin-not-allowed');
    return new Response(null, { status: 204, headers: { ...securityHeaders, ...corsHeaders(origin, true) } });
  });

  for (const route of routes) {
    app.on(route.method, route.path, async (c) => {
      if (c.req.method === 'HEAD' && route.who !== 'anybody')
        return refused(context, c.get('from'), 'wrong-method');
      const response = await dispatch(context, route, c.get('from'), c.req.param());
      return response ?? RESPONSE_ALREADY_SENT;
    });
  }

  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map((route) => route.method);
    app.all(path, (c) => {
      const response = refused(context, c.get('from'), 'wrong-method');
      response.headers.set('allow', [...methods, 'OPTIONS'].join(', '));
      return response;
    });
  }
  app.notFound((c) => refused(context, c.get('from'), 'unknown-route'));
  app.onError((error, c) => failure(context, c.get('from'), error));
  return app;
}
