import * as v from 'valibot';
import type { AgentCommand, Command, RefusalCode } from 'video-session-window/interaction';
import {
  AgentCommand as AgentCommandSchema,
  legOf,
  parseCommand,
  refusalCodes,
} from 'video-session-window/interaction';
import { DeskError } from '../../core/types.js';
import { inputError } from '../problem.js';
import type { Context } from '../context.js';
import type { Person, Route } from '../route.js';
import { route } from '../route.js';
import { checkSite } from './calls.js';
import { AccessBody, AskBody, Asked, Done, MediaEntry } from './shapes.js';

/** A command is refused by the rules of the interaction alone, with any of their codes. */
const refusals = Object.keys(refusalCodes) as RefusalCode[];

/** What people ask for while they are in an interaction. */
export function commandRoutes(context: Context): readonly Route[] {
  const { desk, media, metrics, sites } = context;

  /** Counts what came of a command, by its type and code. */
  const counted = async <T>(type: string, run: () => Promise<T>): Promise<T> => {
    try {
      const result = await run();
      metrics.count('desk_commands_total', { type, outcome: 'done' });
      return result;
    } catch (error) {
      metrics.count('desk_commands_total', {
        type,
        outcome: error instanceof DeskError ? error.code : 'internal',
      });
      throw error;
    }
  };

  /** For the leg that an accept has just made; the page can always ask by itself, so nothing of this is an error. */
  const wayIn = async (who: Person, id: string, holder: string, origin: string | undefined) => {
    try {
      await checkSite(sites, who.tenant, origin);
      const found = await desk.access(who, id);
      const { party } = found?.me ?? {};
      const leg = found?.loaded.state.parties.find((one) => one.id === party)?.legs[0]?.id;
      if (!found || leg === undefined) return undefined;
      return { leg, ...(await media.mintAccess(found.loaded, leg, { holder, takeOver: false })) };
    } catch (error) {
      if (error instanceof DeskError) return undefined;
      throw error;
    }
  };

  return [
    route({
      method: 'POST',
      path: '/v1/interactions/:id/commands',
      who: 'party',
      summary:
        'Asks for something in an interaction. `seq` is the place of the last fact it led to, in the asker’s own stream. An accept with `holder` is answered with the way into the media room as well.',
      body: AskBody,
      answers: { 200: Asked },
      codes: [...refusals, 'unknown-interaction', 'id-reused'],
      async handle({ who, param, body, origin }) {
        const command = readCommand(body);
        const { seq } = await counted(command.type, () => desk.command(who, param('id'), command));
        const { holder } = body;
        if (command.type !== 'accept' || holder === undefined) return { json: { seq } };
        const access = await wayIn(who, param('id'), holder, origin);
        return { json: { seq, ...(access && { access }) } };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/agent/commands',
      who: 'agent',
      summary: 'Changes what the agent does: ready, not ready, what comes after this call, logged out.',
      body: AgentCommandSchema,
      answers: { 200: Done },
      codes: [...refusals, 'id-reused'],
      async handle({ who, body }) {
        const command: AgentCommand = body;
        const { rev } = await counted(command.type, () => desk.agentCommand(who, command));
        return { json: { seq: rev } };
      },
    }),
    route({
      method: 'POST',
      path: '/v1/interactions/:id/legs/:leg/access',
      who: 'party',
      summary:
        'How to enter the media room now, through the gate. Another page with the same leg needs `takeOver`.',
      body: AccessBody,
      answers: { 200: MediaEntry },
      codes: [
        'unknown-interaction',
        'unknown-leg',
        'call-ended',
        'not-a-party',
        'open-elsewhere',
        'media-unavailable',
      ],
      async handle({ who, param, body, origin }) {
        await checkSite(sites, who.tenant, origin);
        const found = await desk.access(who, param('id'));
        if (!found) throw new DeskError('unknown-interaction');
        const { loaded, me } = found;
        if (loaded.state.phase === 'ended') throw new DeskError('call-ended');
        const leg = legOf(loaded.state, param('leg'));
        const theirs =
          leg !== undefined && leg.party.id === me.party && (who.kind === 'agent' || who.leg === leg.leg.id);
        if (!theirs) throw new DeskError('unknown-leg');
        if (leg.party.leftAt !== undefined) throw new DeskError('not-a-party');
        return { json: await media.mintAccess(loaded, param('leg'), body) };
      },
    }),
  ];
}

/** The envelope is already checked; its data is checked by the command's own schema. */
function readCommand(body: unknown): Command {
  try {
    return parseCommand(body);
  } catch (error) {
    if (!v.isValiError(error)) throw error;
    throw inputError(error.issues, '/data');
  }
}
