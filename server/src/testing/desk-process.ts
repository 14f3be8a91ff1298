// A desk in a process of its own, to be killed: it lets a call ring, says so in one line of JSON and waits for its end.
import { createDesk } from '../core/desk.js';
import { openDatabase } from '../db/index.js';
import { createLog } from '../http/log.js';
import { until } from './until.js';

/** What the process says once the call rings. */
export interface Ringing {
  readonly interaction: string;
  readonly facts: number;
}

export const RING_SECONDS = 2;

try {
  const options = JSON.parse(process.argv[2] ?? '{}') as { databaseUrl?: string; dataDir?: string };
  const db = await openDatabase(options);
  const desk = await createDesk({ db, log: createLog((line) => process.stderr.write(line)) });
  await desk.putConfig('t', { queues: [{ id: 'sales', label: 'Sales', ringSeconds: RING_SECONDS }] });
  const anna = {
    kind: 'agent',
    tenant: 't',
    agent: 'anna',
    name: 'Anna',
    queues: ['sales'],
    capacity: 1,
    roles: [],
  } as const;
  await desk.agentLogin(anna);
  await desk.agentCommand(anna, { id: 'ready', type: 'set-ready' });
  const { interaction } = await desk.createCall('t', { id: 'call', source: 'entry', queue: 'sales' });
  const facts = await until(desk, async () => {
    const loaded = await desk.load(interaction);
    return loaded?.state.phase === 'alerting' && loaded.state.seq;
  });
  process.stdout.write(`${JSON.stringify({ interaction, facts } satisfies Ringing)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
