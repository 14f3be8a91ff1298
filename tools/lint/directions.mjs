// Who may import what. The folders are layers: an import goes one way, so that the rules of an interaction never
// learn about browsers, and an element never learns which server it talks to.

const tests = ['@open-wc/testing', '@web/test-runner-commands', 'axe-core', 'chai', 'fast-check', 'node:*'];
const lit = ['lit', '@lit/localize', 'tslib'];

const adapter = (...packages) => ({ folders: ['src/interaction'], packages: ['tslib', ...packages] });

/** The first zone whose `path` begins a file's path is its zone. A zone may always import itself. */
export const zones = [
  {
    path: 'src/interaction/',
    packages: ['valibot', 'tslib'],
    why: 'the rules know nothing outside themselves',
  },
  {
    path: 'src/adapters/livekit/',
    ...adapter('livekit-client'),
    why: 'an adapter knows its one outside thing',
  },
  { path: 'src/adapters/storage/', ...adapter('idb'), why: 'an adapter knows its one outside thing' },
  { path: 'src/adapters/desk/', ...adapter('valibot'), why: 'an adapter knows its one outside thing' },
  // Each folder by itself: one adapter never imports another.
  { path: 'src/adapters/*/', ...adapter(), why: 'an adapter knows its one outside thing' },
  { path: 'src/ui/', packages: lit, why: 'what elements share knows no business word' },
  {
    path: 'src/context/',
    folders: ['src/interaction'],
    packages: [...lit, '@lit/context'],
    why: 'it joins interaction and elements',
  },
  {
    path: 'src/elements/',
    folders: ['src/ui', 'src/context', 'src/interaction'],
    packages: [...lit, '@lit/context'],
    // Only where an element is registered may it be given its connection.
    inFile: { name: /\/define\.ts$/, folders: ['src/connect'] },
    why: 'elements draw what the context gives them',
  },
  {
    path: 'src/connect/',
    folders: ['src/interaction', 'src/adapters', 'src/context', 'src/elements', 'src/ui'],
    packages: [...lit, '@lit/context'],
    why: 'the only place that joins adapters to elements',
  },
  {
    path: 'src/testing/',
    // Scenes are played on the desk in the page, which is a fake itself.
    folders: ['src/interaction', 'src/adapters/local'],
    packages: ['tslib', 'valibot'],
    why: 'fakes stand in for adapters',
  },
  { path: 'src/', folders: ['src'], packages: ['tslib'], why: 'entry points export what is inside' },
  {
    path: 'server/src/',
    packages: ['*', '!video-session-window', 'video-session-window/interaction', '!lit', '!livekit-client'],
    testPackages: ['video-session-window/testing'],
    why: 'the desk shares the rules of interaction with the pages and nothing else',
  },
  { path: 'demo/', packages: ['*'], why: 'the demo embeds us as a customer would, by public entry points' },
  { path: 'e2e/', packages: ['*', '#tools', '#e2e'], why: 'stories use public entry points' },
  { path: 'bench/', packages: ['*', '#tools', '#e2e'], why: 'benches use public entry points' },
];

/** Why `file` may not import `source`, or undefined. Both paths are relative to the repository. */
export function forbidden(file, source) {
  const zone = zones.find(({ path }) => pattern(path).test(file));
  if (!zone) return undefined;
  const own = pattern(zone.path).exec(file)[0];
  const isTest = /\.test(\.support)?\.ts$/.test(file);
  const verdict = (what) => `${own} may not import ${what}: ${zone.why}.`;
  if (/^\.\.?(\/|$)/.test(source)) {
    const target = resolve(file, source);
    const allowed = [own, ...(zone.folders ?? [])];
    if (zone.inFile?.name.test(file)) allowed.push(...zone.inFile.folders);
    if (isTest && own.startsWith('src/')) allowed.push('src/testing');
    return allowed.some((folder) => inside(target, folder)) ? undefined : verdict(target);
  }
  const packages = [...(zone.packages ?? [])];
  if (isTest) packages.push(...tests, ...(zone.testPackages ?? []));
  return allows(packages, source) ? undefined : verdict(source);
}

/** Later entries count more; `*` is everything, `!name` takes away; a name also means what lies below it. */
function allows(packages, source) {
  let allowed = false;
  for (const entry of packages) {
    const name = entry.replace(/^!/, '').replace(/\*$/, '');
    if (name === '' || source === name || source.startsWith(name.endsWith(':') ? name : `${name}/`)) {
      allowed = !entry.startsWith('!') && !(name === '' && source.startsWith('#'));
    }
  }
  return allowed;
}

const pattern = (path) => new RegExp(`^${path.replace('*', '[^/]+')}`);

const inside = (target, folder) => `${target}/`.startsWith(folder.endsWith('/') ? folder : `${folder}/`);

function resolve(file, source) {
  const parts = file.split('/').slice(0, -1);
  for (const part of source.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
