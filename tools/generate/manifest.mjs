// custom-elements.json, and the pages about every element and every design token.
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { root } from '../lib/root.mjs';
import { fromDist } from './from-dist.mjs';

/** The elements as their sources describe them. */
export async function readManifest() {
  const argv = ['analyze', '--config', 'custom-elements-manifest.config.mjs'];
  return await cli({ argv, cwd: root, noWrite: true });
}

export const elementsOf = ({ modules }) =>
  modules
    .flatMap(({ declarations }) => declarations ?? [])
    .filter(({ customElement, tagName }) => customElement && tagName)
    .sort((a, b) => (a.tagName < b.tagName ? -1 : 1));

export async function manifest() {
  const found = await readManifest();
  const { tokenDefaults } = await fromDist('dist/ui/tokens.js');
  return new Map([
    ['custom-elements.json', `${JSON.stringify(found, undefined, 2)}\n`],
    ['docs/api/elements.md', elementsPage(found)],
    ['docs/api/tokens.md', tokensPage(tokenDefaults)],
  ]);
}

const cell = (text) => String(text).replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
const code = (text) => (text === undefined || text === '' ? '' : `\`${cell(text)}\``);

function table(title, columns, rows) {
  if (rows.length === 0) return '';
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [`**${title}**`, '', line(columns), line(columns.map(() => '---')), ...rows.map(line), ''].join(
    '\n',
  );
}

function elementsPage(found) {
  const elements = elementsOf(found);
  const base = found.modules
    .flatMap(({ declarations }) => declarations ?? [])
    .find(({ name }) => name === 'VswElement');
  const sections = elements.map(section);
  return `# Elements

<!-- Made by npm run generate from the comments in src/elements; change them there. -->

Every element as its source describes it; \`custom-elements.json\` says the same to editors. How to put them into a page is in
[embedding.md](../guides/embedding.md). Sizes and colours of all of them are [design tokens](tokens.md).

${elements.map(({ tagName }) => `[\`${tagName}\`](#${tagName})`).join(' · ')}

${sections.join('\n')}
## Every element that shows something

Those that extend \`VswElement\` also have these.

${table('Properties and methods', ['name', 'type', 'what it is'], (base?.members ?? []).map(memberRow))}
${table(
  'Parts, where an element has them',
  ['part', 'what it is'],
  (base?.cssParts ?? []).map((one) => [code(one.name), cell(one.description)]),
)}
## Events

${eventsOf(found).map(eventSection).join('\n')}`;
}

const own = ({ inheritedFrom, static: isStatic }) => !inheritedFrom && !isStatic;
const memberType = ({ kind, type, parameters = [], return: result }) =>
  kind === 'method'
    ? `(${parameters.map((one) => `${one.name}: ${one.type?.text ?? 'unknown'}`).join(', ')}) => ${result?.type?.text ?? 'void'}`
    : type?.text;
const memberRow = (member) => [
  code(member.name) + (member.readonly ? ' (read only)' : ''),
  code(memberType(member)),
  cell(member.description ?? ''),
];

function section(element) {
  const { tagName, name, description = '' } = element;
  const attributes = element.attributes?.filter(own) ?? [];
  const members = element.members?.filter(own).filter((member) => !member.attribute) ?? [];
  const named = (list) =>
    (list ?? []).map((one) => [code(one.name) || '(default)', cell(one.description ?? '')]);
  return [
    `## ${tagName}\n`,
    `${description}\n`,
    `Class \`${name}\`; defined by \`import 'video-session-window/elements/${tagName}'\`.\n`,
    table(
      'Attributes',
      ['attribute', 'property', 'type', 'default', 'what it is'],
      attributes.map((one) => [
        code(one.name),
        code(one.fieldName),
        code(one.type?.text),
        code(one.default),
        cell(one.description ?? ''),
      ]),
    ),
    table('Properties and methods', ['name', 'type', 'what it is'], members.map(memberRow)),
    table(
      'Events',
      ['event', 'type', 'when'],
      (element.events ?? []).map((one) => [code(one.name), code(one.type?.text), cell(one.description)]),
    ),
    table('Slots', ['slot', 'what goes there'], named(element.slots)),
    table('Parts', ['part', 'what it is'], named(element.cssParts)),
    table(
      'CSS custom properties',
      ['property', 'default', 'what it is'],
      (element.cssProperties ?? []).map((one) => [code(one.name), code(one.default), cell(one.description)]),
    ),
  ]
    .filter(Boolean)
    .join('\n');
}

const eventsOf = ({ modules }) =>
  modules
    .flatMap(({ declarations }) => declarations ?? [])
    .filter(({ superclass }) => superclass?.name === 'Event')
    .sort((a, b) => (a.name < b.name ? -1 : 1));

function eventSection({ name, description = '', members = [] }) {
  const type = members.find((member) => member.name === 'type')?.default?.replaceAll("'", '');
  const rows = members.filter((member) => !member.static).map(memberRow);
  return `### ${name}

\`${type}\`. ${description}

${table('Properties and methods', ['name', 'type', 'what it is'], rows)}`;
}

function tokensPage(defaults) {
  const rows = Object.entries(defaults).map(([name, value]) => {
    const told = value.replaceAll('--_v-', '--vsw-');
    return `| \`--vsw-${name}\` | \`${cell(told)}\` |`;
  });
  return `# Design tokens

<!-- Made by npm run generate from src/ui/tokens.ts; change them there. -->

Set these as CSS custom properties on \`:root\`, on an element of ours or on anything around it. Defaults that name another token
follow it: whoever sets \`--vsw-accent\` has set the focus ring as well. Colours follow the page's \`color-scheme\`; in forced
colours the system's own are used and these are left out.

| token | default |
| --- | --- |
${rows.join('\n')}
`;
}
