// Which compiled test file runs where: one place that the test command and web-test-runner's configuration share.
import { join } from 'node:path';
import { filesBelow } from './files.mjs';
import { root } from './root.mjs';

const prefixed = async (folder, wanted) =>
  (await filesBelow(join(root, folder), { skip: ['node_modules', 'cdn'] }))
    .filter(wanted)
    .map((path) => `${folder}/${path}`);

const isTest = (path) => path.endsWith('.test.js');
/** Rules and fakes have no DOM; `x.node.test.ts` is how a file elsewhere says the same. */
const isPure = (path) =>
  isTest(path) && (/^(interaction|testing)\//.test(path) || path.endsWith('.node.test.js'));

export const pureTests = () => prefixed('dist', isPure);
export const elementTests = () => prefixed('dist', (path) => isTest(path) && !isPure(path));
export const deskTests = () => prefixed('server/dist', isTest);
export const stories = () => prefixed('build/e2e', (path) => path.endsWith('.story.js'));
/** Tests of the tools themselves: the lint rules, mostly. */
export const toolTests = () => prefixed('tools', (path) => path.endsWith('.test.mjs'));
