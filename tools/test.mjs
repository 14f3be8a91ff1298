// `npm test`: prepares a fresh machine, runs every stage, adds all cases up. The last line is the result.
//   --only <stage>[,<stage>]   only these (what they need is compiled first)
//   --files <text>             only test files whose path contains this
//   --full                     also what takes long (sets FULL=1 for the tests)
import { parseArgs } from 'node:util';
import { count, failure, printSummary } from './lib/cases.mjs';
import { endAll, endOnSignals } from './lib/cleanup.mjs';
import { PlainError, elapsed, fail, say } from './lib/progress.mjs';
import { runStage, stages } from './lib/stages.mjs';
import { dependencies } from './setup/dependencies.mjs';
import { prepareAhead } from './setup/prepare.mjs';

function choose(only) {
  if (!only) return stages;
  const wanted = only.split(',');
  const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new PlainError(
      `There is no stage ${unknown.join(', ')}. Stages: ${stages.map((stage) => stage.name).join(', ')}`,
    );
  }
  return stages.filter(({ name }) => name === 'build' || wanted.includes(name));
}

async function main() {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, files: { type: 'string' }, full: { type: 'boolean' } },
  });
  const chosen = choose(values.only);
  const context = { full: values.full ?? false, filter: values.files };
  const cases = [];
  const packages = await dependencies().then(
    () => true,
    (error) => {
      cases.push(failure('packages', '(set-up)', error.message));
      return false;
    },
  );
  if (packages) {
    prepareAhead(chosen.flatMap((stage) => stage.needs ?? []));
    for (const stage of chosen) {
      say(stage.name);
      const began = Date.now();
      const found = await runStage(stage, context);
      cases.push(...found);
      const { passed, failed, skipped } = count(found);
      const parts = [
        `${passed} passed`,
        failed && `${failed} FAILED`,
        skipped && `${skipped} skipped`,
      ].filter(Boolean);
      if (found.length > 0)
        say(`${stage.name}: ${parts.join(', ')}, ${((Date.now() - began) / 1000).toFixed(1)} s`);
    }
  }
  await endAll();
  say(`all stages took ${elapsed()}`);
  printSummary(cases);
  process.exitCode = count(cases).failed > 0 || cases.length === 0 ? 1 : 0;
}

endOnSignals();
await main().catch(async (error) => {
  await endAll();
  fail(error);
  // Also a runner that broke ends with a result that can be read.
  process.stdout.write('\n0 passed, 1 failed\n');
});
// Nothing of ours is left: a handle that something else keeps open must not hold up whoever waits for the result.
process.exit();
