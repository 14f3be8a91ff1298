import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { callShapes } from './ui/call-icons.generated.js';

/** Compiled files of what is drawn before there is a call. */
const early = [
  'elements/agent-state',
  'elements/interaction-list',
  'elements/video-session-pane/status-line.js',
  'elements/video-session-pane/video-session-pane.js',
  'ui/controls.js',
  'ui/dialog.js',
  'ui/menu.js',
];

test('what an agent sees before the first call is drawn with icons that are there before it', async () => {
  for (const path of early) {
    const file = new URL(path, import.meta.url);
    const names = path.endsWith('.js')
      ? ['']
      : (await readdir(file)).filter((name) => /(?<!\.test)\.js$/.test(name));
    for (const name of names) {
      const text = await readFile(name ? new URL(`${path}/${name}`, import.meta.url) : file, 'utf8');
      const late = [...text.matchAll(/icon(?:: |\()'([a-z0-9-]+)'/g)]
        .map(([, icon]) => icon ?? '')
        .filter((icon) => icon in callShapes);
      assert.deepEqual(late, [], `${path}/${name} wants icons that come with a call`);
    }
  }
});
