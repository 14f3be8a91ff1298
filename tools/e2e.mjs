// `npm run e2e -- <name>`: one story with its output; without a name, the list. `--full` as with npm test.
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { count, printSummary } from './lib/cases.mjs';
import { endAll, endOnSignals } from './lib/cleanup.mjs';
import { PlainError, fail, say } from './lib/progress.mjs';
import { runNodeTests } from './lib/run-tests.mjs';
import { stories } from './lib/test-files.mjs';
import { build } from './setup/build.mjs';
import { bundle } from './setup/bundle.mjs';
import { dependencies } from './setup/dependencies.mjs';
import { prepare } from './setup/prepare.mjs';

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { full: { type: 'boolean' } },
  });
  await dependencies();
  // While one works on a story, another part may not compile; what does compile is emitted all the same.
  await build().catch((error) => say(`NOT ALL OF IT COMPILES, going on with what does:\n${error.message}\n`));
  await bundle();
  const files = await stories();
  const names = files.map((file) => basename(file, '.story.js'));
  if (positionals.length === 0) return say(`stories: ${names.join(', ') || 'none'}`);
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new PlainError(`There is no story ${unknown.join(', ')}. Stories: ${names.join(', ') || 'none'}`);
  const env = {
    ...(await prepare(['chromium', 'livekitProgram', 'postgres'])),
    ...(values.full && { FULL: '1' }),
  };
  const cases = [];
  for (const name of positionals) {
    say(name);
    const files = [`build/e2e/${name}.story.js`];
    const options = { stage: name, name: `story-${name}`, files, together: false, env, show: true };
    cases.push(...(await runNodeTests({ ...options, limit: 30 * 60_000 })));
  }
  await endAll();
  printSummary(cases);
  process.exitCode = count(cases).failed > 0 || cases.length === 0 ? 1 : 0;
}

endOnSignals();
await main().catch(fail);
await endAll();
process.exit();
