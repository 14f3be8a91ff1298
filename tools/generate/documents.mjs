// What describes the desk to programs: OpenAPI, and the JSON Schemas of facts and of the configuration. A desk publishes
// the same at /v1/openapi.json and /v1/schemas/facts.json; nothing has to run to make them.
import { fromDist } from './from-dist.mjs';

/** Declaring a route calls nothing of what it will stand on; if one ever does, this says so. */
const nothing = (name) =>
  new Proxy(() => {}, {
    get: (_target, key) => nothing(`${name}.${String(key)}`),
    apply() {
      throw new Error(`${name} was called while routes were declared.`);
    },
  });

export async function documents() {
  const { allRoutes } = await fromDist('server/dist/http/routes/index.js');
  const { documentRoutes } = await fromDist('server/dist/http/documents.js');
  const { factSchemas, openApi } = await fromDist('server/dist/http/openapi.js');
  const { configJsonSchema } = await fromDist('server/dist/core/config.js');
  const declared = allRoutes(nothing('context'));
  const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
  return new Map([
    ['docs/api/openapi.json', json(openApi([...declared, ...documentRoutes(declared)]))],
    ['docs/api/facts.schema.json', json(factSchemas())],
    ['docs/api/config.schema.json', json(configJsonSchema())],
  ]);
}
