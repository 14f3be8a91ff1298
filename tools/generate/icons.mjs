// src/ui/icons.generated.ts and src/ui/call-icons.generated.ts, from lucide-static. After changing the list: npm run generate
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Our name → lucide's. Ours say what the icon is for, so that a host can replace one meaning. */
const names = {
  mic: 'mic',
  'mic-off': 'mic-off',
  video: 'video',
  'video-off': 'video-off',
  phone: 'phone',
  'phone-off': 'phone-off',
  'phone-in': 'phone-incoming',
  'phone-out': 'phone-outgoing',
  hold: 'pause',
  unhold: 'play',
  pause: 'pause',
  play: 'play',
  conference: 'users',
  transfer: 'phone-forwarded',
  'push-video': 'monitor-play',
  stop: 'square',
  pin: 'picture-in-picture-2',
  unpin: 'undo-2',
  swap: 'arrow-left-right',
  check: 'check',
  done: 'check-check',
  clock: 'clock',
  'signal-0': 'signal-zero',
  'signal-1': 'signal-low',
  'signal-2': 'signal-medium',
  'signal-3': 'signal-high',
  'signal-4': 'signal',
  volume: 'volume-2',
  'volume-off': 'volume-x',
  'flip-camera': 'switch-camera',
  torch: 'flashlight',
  'torch-off': 'flashlight-off',
  alert: 'triangle-alert',
  danger: 'octagon-alert',
  info: 'info',
  close: 'x',
  'chevron-up': 'chevron-up',
  'chevron-down': 'chevron-down',
  'chevron-start': 'chevron-left',
  'chevron-end': 'chevron-right',
  search: 'search',
  user: 'user',
  'user-add': 'user-plus',
  headset: 'headset',
  bell: 'bell',
  'bell-off': 'bell-off',
  refresh: 'refresh-cw',
  lock: 'lock',
  'external-link': 'external-link',
  loader: 'loader-circle',
  more: 'ellipsis',
  dot: 'dot',
  plus: 'plus',
  minus: 'minus',
  camera: 'camera',
  image: 'image',
  film: 'film',
  note: 'notebook-pen',
  records: 'database',
  resources: 'folder',
  'co-browse': 'mouse-pointer-2',
  history: 'history',
  codes: 'list-checks',
  tag: 'tag',
  queue: 'list',
  message: 'message-square',
  send: 'send',
  captions: 'captions',
  'dial-pad': 'grid-3x3',
  backspace: 'delete',
  keyboard: 'keyboard',
  settings: 'settings',
  eye: 'eye',
  'eye-off': 'eye-off',
  copy: 'copy',
  link: 'link',
  download: 'download',
  upload: 'upload',
  trash: 'trash-2',
  leave: 'log-out',
  online: 'wifi',
  offline: 'wifi-off',
};

/** What a page shows that waits for its first call. All others are loaded with one. */
const atOnce = new Set([
  'phone',
  'phone-in',
  'phone-off',
  'hold',
  'pause',
  'check',
  'done',
  'clock',
  'alert',
  'danger',
  'info',
  'close',
  'chevron-down',
  'chevron-up',
  'headset',
  'bell',
  'refresh',
  'lock',
  'loader',
  'more',
  'dot',
  'camera',
  'leave',
  'offline',
]);

export async function icons() {
  const lucide = dirname(createRequire(import.meta.url).resolve('lucide-static/package.json'));
  const { version } = JSON.parse(await readFile(join(lucide, 'package.json'), 'utf8'));
  const notice = (await readFile(join(lucide, 'LICENSE'), 'utf8')).trim();
  const comment = notice
    .split('\n')
    .map((line) => ` * ${line}`.trimEnd())
    .join('\n');
  const early = [];
  const late = [];
  for (const [ours, theirs] of Object.entries(names)) {
    const source = await readFile(join(lucide, 'icons', `${theirs}.svg`), 'utf8');
    const shapes = source.match(/<(?!svg|\/|!)[a-z][^>]*\/>/g);
    if (!shapes) throw new Error(`${theirs}.svg has no shapes`);
    const key = /^[a-z]+$/.test(ours) ? ours : `'${ours}'`;
    const entry = `  ${key}: svg\`${shapes.map((shape) => shape.replace(' />', '/>')).join('')}\`,`;
    (atOnce.has(ours) ? early : late).push(entry);
  }
  const module = (
    name,
    what,
    entries,
  ) => `// Made by tools/generate/icons.mjs from lucide-static ${version}; change the list there.
/*!
${comment}
 */
import { svg } from 'lit';

/** The shapes inside a 24 × 24 box, drawn with strokes in the current colour: what ${what}. */
export const ${name} = {
${entries.join('\n')}
};
`;
  return new Map([
    ['src/ui/icons.generated.ts', module('shapes', 'a page needs at once', early)],
    ['src/ui/call-icons.generated.ts', module('callShapes', 'it needs with a call', late)],
  ]);
}
