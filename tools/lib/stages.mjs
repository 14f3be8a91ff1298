// The stages of `npm test`, in order. Each gives a list of cases; none keeps a later one from running.
import { access, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { prepare } from '../setup/prepare.mjs';
import { prune } from '../setup/build.mjs';
import { failure } from './cases.mjs';
import { say } from './progress.mjs';
import { root } from './root.mjs';
import { runNodeTests, runProcess } from './run-tests.mjs';
import { deskTests, elementTests, pureTests, stories, toolTests } from './test-files.mjs';

const minutes = (n) => n * 60_000;
const bin = (path) => join(root, 'node_modules', path);

/** A program of node_modules that either succeeds or fails as a whole. */
function check(stage, name, file, args) {
  const options = { stage, name, limit: minutes(10), oneCase: true };
  return runProcess({ ...options, command: process.execPath, args: [bin(file), ...args] });
}

const npmRun = (stage, name, args) =>
  runProcess({
    stage,
    name,
    limit: minutes(15),
    oneCase: true,
    command: 'npm',
    args: ['run', '--silent', ...args],
  });

async function hasScript(name) {
  return name in (JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).scripts ?? {});
}

function storyStage() {
  return {
    name: 'stories',
    needs: ['chromium', 'livekitProgram', 'postgres'],
    files: stories,
    async run({ files, env, full }) {
      const cases = [];
      for (const file of files) {
        const name = basename(file, '.story.js');
        const began = Date.now();
        const limit = minutes(full ? 30 : 6);
        const found = await runNodeTests({
          stage: 'stories',
          name: `story-${name}`,
          files: [file],
          together: false,
          env,
          limit,
        });
        if (found.length === 0)
          found.push(failure('stories', '(the file)', 'This file holds no tests.', { file }));
        const bad = found.filter((each) => each.status === 'failed').length;
        say(
          `  ${name}: ${bad ? `${bad} FAILED, ` : ''}${found.length - bad} ok, ${((Date.now() - began) / 1000).toFixed(1)} s`,
        );
        cases.push(...found.map((each) => ({ file, ...each })));
      }
      return cases;
    },
  };
}

export const stages = [
  {
    name: 'build',
    async run() {
      await prune();
      return check('build', 'compile', 'typescript/bin/tsc', ['-b', '--pretty', 'false']);
    },
  },
  {
    name: 'lint',
    async run() {
      return [
        ...(await check('lint', 'oxlint', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings'])),
        ...(await check('lint', 'oxfmt', 'oxfmt/bin/oxfmt', ['--check'])),
      ];
    },
  },
  {
    name: 'tools',
    files: toolTests,
    run: ({ files, env }) => runNodeTests({ stage: 'tools', files, env, limit: minutes(5) }),
  },
  {
    name: 'pure',
    files: pureTests,
    run: ({ files, env }) => runNodeTests({ stage: 'pure', files, env, limit: minutes(15) }),
  },
  {
    name: 'desk',
    needs: ['postgres', 'livekit'],
    files: deskTests,
    run: ({ files, env, full }) =>
      runNodeTests({ stage: 'desk', files, env, limit: minutes(full ? 60 : 20) }),
  },
  {
    name: 'elements',
    needs: ['chromium'],
    files: elementTests,
    run: ({ files, env }) =>
      runProcess({
        stage: 'elements',
        command: process.execPath,
        args: [bin('@web/test-runner/dist/bin.js'), '--config', 'web-test-runner.config.mjs'],
        env: { ...env, TEST_FILES: files.join(',') },
        limit: minutes(20),
      }),
  },
  {
    name: 'generated',
    optional: async () => ((await hasScript('generate')) ? undefined : 'nothing is generated yet'),
    run: () => npmRun('generated', 'generate', ['generate', '--', '--check']),
  },
  {
    name: 'bundle',
    optional: async () => ((await hasScript('bundle')) ? undefined : 'there is no bundle yet'),
    async run() {
      const cases = await npmRun('bundle', 'bundle', ['bundle']);
      const bench = 'build/bench/bundle.js';
      const there = await access(join(root, bench)).then(
        () => true,
        () => false,
      );
      if (!there)
        return [
          ...cases,
          failure('bundle', 'bundle sizes', `${bench} is missing, so sizes were not checked.`),
        ];
      return [...cases, ...(await npmRun('bundle', 'bundle-sizes', ['bench', '--', 'bundle']))];
    },
  },
  storyStage(),
];

/** Runs one stage; whatever goes wrong becomes a case. */
export async function runStage(stage, { full, filter }) {
  try {
    const reason = await stage.optional?.();
    if (reason) {
      say(`${stage.name}: left out, ${reason}`);
      return [];
    }
    let files;
    if (stage.files) {
      files = (await stage.files()).filter((file) => !filter || file.includes(filter));
      if (files.length === 0)
        return filter
          ? []
          : [failure(stage.name, '(no tests)', `The stage ${stage.name} found no test files.`)];
    }
    const env = { ...(await prepare(stage.needs ?? [])), ...(full && { FULL: '1' }) };
    const cases = await stage.run({ files, env, full });
    if (cases.length === 0)
      return [failure(stage.name, '(no cases)', `The stage ${stage.name} reported no case.`)];
    return cases;
  } catch (error) {
    return [
      failure(
        stage.name,
        '(set-up)',
        error.name === 'PlainError' ? error.message : (error.stack ?? String(error)),
      ),
    ];
  }
}
