import type { Context } from '../context.js';
import type { Route } from '../route.js';
import { callRoutes } from './calls.js';
import { commandRoutes } from './commands.js';
import { eventRoutes } from './events.js';
import { operatorRoutes } from './operator.js';
import { readingRoutes } from './reading.js';

/** Every route of the desk, besides the gate. */
export function allRoutes(context: Context): readonly Route[] {
  return [callRoutes, commandRoutes, eventRoutes, readingRoutes, operatorRoutes].flatMap((group) =>
    group(context),
  );
}
