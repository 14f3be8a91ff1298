import type { Db } from '../db/db.js';
import type { Log } from '../http/log.js';
import { agentLogin, agentView, runAgentCommand } from './agents.js';
import { Batch } from './batch.js';
import { createCall } from './calls.js';
import { CatchUp } from './catch-up.js';
import { Changes } from './changes.js';
import { databaseClock } from './clock.js';
import type { DeskClock } from './clock.js';
import { runCommand, runSystemCommand } from './commands.js';
import { ConfigStore } from './config-store.js';
import { Deadlines } from './deadlines.js';
import { history, interactionHistory } from './history.js';
import { randomId } from './ids.js';
import { Presence } from './presence.js';
import * as reads from './reads.js';
import { eraseContact, Retention } from './retention.js';
import { Router } from './routing.js';
import type { Core } from './transact.js';
import type { Desk } from './types.js';
import { verifyChain } from './verify.js';
import { waitingOf } from './waiting.js';

export interface DeskOptions {
  /** Opened and migrated (`openDatabase`). The desk does not close it. */
  readonly db: Db;
  readonly log: Log;
  /** Makes ids nobody can guess. */
  readonly ids?: () => string;
  readonly clock?: DeskClock;
}

/** A desk over a database: several may share one, in one process or many. */
export async function createDesk({
  db,
  log,
  ids = randomId,
  clock = databaseClock,
}: DeskOptions): Promise<Desk> {
  const changes = new Changes(ids());
  const configs = new ConfigStore(db, clock);
  const core: Core = {
    desk: changes.desk,
    db,
    clock,
    newId: ids,
    log,
    configs,
    changes,
    wake: (ms) => deadlines.within(ms),
    async tell(told) {
      changes.emit(told);
      await new Batch().run(db, changes.notices(told));
    },
    committed(tenant, { changes: told, route, wakeIn }) {
      changes.emit(told);
      if (wakeIn !== undefined) deadlines.within(wakeIn);
      for (const queue of route) router.look(tenant, queue);
    },
  };
  const presence = new Presence(core);
  const deadlines = new Deadlines(core, (row) => presence.due(row));
  const router = new Router(core);
  const retention = new Retention(core);
  const catchUp = new CatchUp(core);

  changes.on((change, own) => {
    if (change.kind === 'config') configs.forget(change.tenant);
    else if (!own) deadlines.lookAgain();
  });
  await changes.start(db, (awayMs) => {
    configs.forget();
    catchUp.missed(awayMs);
  });
  await presence.start();
  deadlines.start();
  router.start();
  retention.start();

  return {
    createCall: (tenant, call) => createCall(core, tenant, call),
    command: (who, interaction, command) => runCommand(core, who, interaction, command),
    systemCommand: (interaction, command) => runSystemCommand(core, interaction, command),
    agentCommand: (who, command) => runAgentCommand(core, who, command),
    agentLogin: (who) => agentLogin(core, who),
    agentView: (tenant, agent) => agentView(core, tenant, agent),
    load: (interaction) => reads.load(db, interaction),
    byRoom: (room) => reads.loadByRoom(db, room),
    live: () => reads.liveInteractions(db),
    phases: () => reads.phases(db),
    access: (who, interaction) => reads.accessTo(db, who, interaction),
    factsAfter: (interaction, audience, seq, limit) =>
      reads.factsAfter(db, interaction, audience, seq, limit),
    contents: (interaction, audience) => reads.contentsFor(db, interaction, audience),
    waiting: (interaction) => waitingOf(db, interaction),
    streamOpened: (who) => presence.opened(who),
    streamClosed: (stream) => presence.closed(stream),
    onChange: (listener) => changes.on((change) => listener(change)),
    async now() {
      const [time] = await db.query<{ now: number }>(`SELECT ${clock.sql} AS now`);
      return time?.now ?? 0;
    },
    async config(tenant) {
      const current = await configs.current(tenant);
      return current.version === 0 ? undefined : current;
    },
    tenants: () => configs.tenants(),
    async putConfig(tenant, document, ifVersion) {
      const { version, config, changed } = await configs.put(tenant, document, ifVersion);
      if (changed) await core.tell([{ kind: 'config', tenant }]);
      return { version, config };
    },
    history: (who, query) => history(db, who, query),
    interactionHistory: (who, interaction) => interactionHistory(db, who, interaction),
    verifyChain: (interaction) => verifyChain(db, interaction),
    eraseContact: (tenant, contact) => eraseContact(db, tenant, contact),
    async close() {
      catchUp.stop();
      await Promise.all([router.stop(), deadlines.stop(), retention.stop()]);
      await presence.stop();
      await changes.stop();
    },
  };
}
