import type { Agent, AgentCommand, AgentEvent, AgentView } from 'video-session-window/interaction';
import { agentRefusal, agentState, newAgent } from 'video-session-window/interaction';
import { sanitiseText } from '../input/sanitise.js';
import { mustBeAgent } from './audience.js';
import { Receipt } from './commands.js';
import { queueChoices } from './config.js';
import type { DeskConfig } from './config.js';
import type { Core, Plan } from './transact.js';
import { transact } from './transact.js';
import { DeskError } from './types.js';
import type { Principal } from './types.js';

/** Logs an agent in (not ready), or brings name, queues and capacity up to date. */
export async function agentLogin(core: Core, who: Principal & { kind: 'agent' }): Promise<void> {
  await transact(core, planFor(who), async ({ unit }) => {
    const work = unit.agent(who.agent);
    work.name = sanitiseText(who.name);
    const { queues, capacity, loggedIn } = work.agent;
    const same = loggedIn && capacity === who.capacity && queues.join() === who.queues.join();
    if (!same) unit.agentEvent(who.agent, loginOf(who));
  });
}

export async function runAgentCommand(
  core: Core,
  principal: Principal,
  command: AgentCommand,
): Promise<{ rev: number }> {
  const who = mustBeAgent(principal);
  const { id, ...payload } = command;
  const receipt = new Receipt(who, id, payload);
  const { config } = await core.configs.current(who.tenant);
  return receipt.once(() =>
    transact(core, planFor(who), async ({ unit, q, batch }) => {
      const known = await receipt.find<{ rev: number }>(q);
      if (known) return known;
      const work = unit.agent(who.agent);
      const event = eventOf(command);
      refuseUnknownReason(config, event);
      const refused = agentRefusal(work.agent, event);
      if (refused) throw new DeskError(refused);
      // Whoever logged out and presses Ready on the same page means to come back.
      if (!work.agent.loggedIn && event.type !== 'logged-out') unit.agentEvent(who.agent, loginOf(who));
      unit.agentEvent(who.agent, event);
      const result = { rev: work.agent === work.before ? work.rev : work.rev + 1 };
      receipt.keep(batch, result, unit.now);
      return result;
    }),
  );
}

export async function agentView(
  core: Core,
  tenant: string,
  id: string,
): Promise<{ rev: number; view: AgentView }> {
  const [row] = await core.db.query<{ name: string; state: Agent; rev: number }>(
    'SELECT name, state, rev FROM agents WHERE tenant = $1 AND id = $2',
    [tenant, id],
  );
  const { config } = await core.configs.current(tenant);
  const agent = row?.state ?? newAgent(id, 0);
  return {
    rev: row?.rev ?? 0,
    view: {
      agent,
      state: agentState(agent),
      name: row?.name ?? id,
      notReadyReasons: config.notReadyReasons,
      declineReasons: config.declineReasons,
      queues: queueChoices(config, agent.queues),
    },
  };
}

const planFor = ({ tenant, agent, name }: Principal & { kind: 'agent' }): Plan => ({
  tenant,
  newcomer: { id: agent, name: sanitiseText(name) },
});

const loginOf = ({ queues, capacity }: Principal & { kind: 'agent' }): AgentEvent => ({
  type: 'logged-in',
  queues,
  capacity,
});

function eventOf(command: AgentCommand): AgentEvent {
  switch (command.type) {
    case 'set-ready':
      return { type: 'set-ready' };
    case 'set-not-ready':
      return { type: 'set-not-ready', reason: command.reason };
    case 'set-next':
      return { type: 'set-next', ready: command.ready, reason: command.reason };
    case 'log-out':
      return { type: 'logged-out' };
    default:
      return command satisfies never;
  }
}

function refuseUnknownReason({ notReadyReasons }: DeskConfig, event: AgentEvent): void {
  if (event.type !== 'set-not-ready' && event.type !== 'set-next') return;
  if (event.reason === undefined || notReadyReasons.some(({ id }) => id === event.reason)) return;
  throw new DeskError('unknown-reason');
}
