/**
 * From a command until its fact stands on the agent's stream, over 200 interactions by 20 agents at once: against the desk
 * as it is started by `npm start`, on its embedded database and on PostgreSQL.
 */
import { startDesk } from '#tools/run/desk.mjs';
import { startLiveKit } from '#tools/run/livekit-server.mjs';
import { startPostgres } from '#tools/run/postgres.mjs';
import { DeskAgent, beginCall, secrets } from './support/desk-people.js';
import { report } from './support/report.js';
import { summary } from './support/statistics.js';

const interactions = Number(process.argv[2] ?? 200);
const agents = 20;
const queue = 'claims';
/** At the 95th percentile. The embedded database does one thing at a time. */
const limit = { embedded: 250, postgres: 150 };

const { deskConfig } = (await import(new URL('../../demo/desk-config.mjs', import.meta.url).href)) as {
  deskConfig(where: object): object;
};
const config = deskConfig({ crmOrigin: 'http://localhost:1', contactOrigin: 'http://localhost:2', secrets });
const livekit = await startLiveKit();
const postgres = await startPostgres();

async function measure(databaseUrl: string | undefined) {
  const desk = await startDesk({
    livekit,
    config,
    env: { DESK_SECRET: secrets.deskSecret },
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  const fact: number[] = [];
  const answer: number[] = [];
  const people = Array.from({ length: agents }, (_, at) => new DeskAgent(desk.url, `agent-${at}`, queue));
  await Promise.all(people.map((agent) => agent.ready()));
  let begun = 0;
  const began = performance.now();
  await Promise.all(
    people.map(async (agent) => {
      for (; begun < interactions;) {
        begun += 1;
        await beginCall(desk.url, queue);
        const { interaction, assignment } = await agent.offered();
        const call = agent.follow(interaction);
        const commands = [
          { type: 'accept', data: { assignment } },
          { type: 'hold', data: {} },
          { type: 'unhold', data: {} },
          { type: 'disconnect', data: {} },
        ] as const;
        for (const command of commands) {
          const took = await call.measure(command);
          fact.push(took.fact);
          answer.push(took.answer);
        }
        await call.measure({ type: 'mark-done', data: { assignment } });
        await agent.idle();
        call.stop();
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  for (const agent of people) agent.close();
  await desk.dispose();
  return { fact, answer, seconds };
}

const embedded = await measure(undefined);
const onPostgres = await measure(postgres.url);
await postgres.dispose();
await livekit.dispose();

const told = ({ fact, answer, seconds }: Awaited<ReturnType<typeof measure>>) => ({
  commandToFact: summary(fact),
  commandToAnswer: summary(answer),
  commandsPerSecond: Math.round((fact.length * 1.25) / seconds),
});
const figures = { embedded: told(embedded), postgres: told(onPostgres) };
report({
  name: 'desk-smoke',
  pass:
    figures.embedded.commandToFact.p95 <= limit.embedded &&
    figures.postgres.commandToFact.p95 <= limit.postgres,
  figures: { unit: 'ms', interactions, agents, ...figures, limit },
  n: embedded.fact.length,
  samples: { embedded: embedded.fact, postgres: onPostgres.fact },
});
process.exit();
