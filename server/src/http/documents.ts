import { configJsonSchema } from '../core/config.js';
import { factSchemas, openApi } from './openapi.js';
import type { Route } from './route.js';
import { route } from './route.js';

/** What describes the desk to programs: made from the same declarations that the desk runs by. */
export function documentRoutes(routes: readonly Route[]): readonly Route[] {
  const document = (path: string, summary: string, make: () => unknown): Route => {
    let made: unknown;
    const answers = { 200: 'application/json' };
    return route({
      method: 'GET',
      path,
      who: 'anybody',
      summary,
      answers,
      codes: [],
      handle: async () => ({ json: (made ??= make()) }),
    });
  };
  const facts = document(
    '/v1/schemas/facts.json',
    'JSON Schema of facts, contents and the stream’s messages.',
    factSchemas,
  );
  const config = document(
    '/v1/schemas/config.json',
    'JSON Schema of a tenant’s configuration.',
    configJsonSchema,
  );
  const self = document('/v1/openapi.json', 'This interface as OpenAPI 3.1.', () =>
    openApi([...routes, facts, config, self]),
  );
  return [facts, config, self];
}
