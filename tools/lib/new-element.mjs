// Makes an element as ours are: class, styles, definition, test and demo page, exported where the others are.
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PlainError } from './progress.mjs';

/** Names with a hyphen that HTML and SVG have taken themselves. */
const reserved = [
  'annotation-xml',
  'color-profile',
  'font-face',
  'font-face-src',
  'font-face-uri',
  'font-face-format',
  'font-face-name',
  'missing-glyph',
];

/** Why a tag cannot be one of ours; undefined: it can. */
export function nameProblem(tag) {
  if (!tag) return 'Say which: npm run new-element <tag>, for example `npm run new-element session-notepad`.';
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(tag)) {
    return `"${tag}" is not a name for an element: two or more words of small letters and digits, with a hyphen between, beginning with a letter.`;
  }
  if (tag.length > 40) return `"${tag}" is too long: 40 letters are enough.`;
  if (reserved.includes(tag)) return `"${tag}" belongs to HTML or SVG itself.`;
  return undefined;
}

/** Writes the element into the repository at `root`; gives the paths it made or changed. */
export async function newElement(tag, root) {
  const problem = nameProblem(tag);
  if (problem) throw new PlainError(problem);
  const folder = `src/elements/${tag}`;
  if (await exists(join(root, folder))) throw new PlainError(`There is a ${folder} already.`);
  const files = filesOf(tag, folder);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    // Never over something that is there.
    await writeFile(join(root, path), text, { flag: 'wx' });
  }
  await addLine(root, 'src/define.ts', `export * from './elements/${tag}/define.js';`, isElement);
  await addLine(root, 'src/index.ts', `export * from './elements/${tag}/${tag}.js';`, isElement);
  const link = `      <li><a href="${tag}.html">${tag}</a></li>`;
  await addLine(root, 'demo/elements/index.html', link, (line) =>
    /^ *<li><a href="[a-z0-9-]+\.html">/.test(line),
  );
  return [...Object.keys(files), 'src/define.ts', 'src/index.ts', 'demo/elements/index.html'];
}

const isElement = (line) => line.startsWith("export * from './elements/");

/** Puts a line among others of its kind, in the order of the alphabet. */
async function addLine(root, path, added, isOne) {
  const file = join(root, path);
  const lines = (await readFile(file, 'utf8')).split('\n');
  const ones = lines.filter(isOne);
  if (ones.length === 0) throw new PlainError(`${path} has no element to put ${added.trim()} beside.`);
  if (ones.includes(added)) return;
  const after = ones.findLast((line) => line < added);
  const at = after === undefined ? lines.indexOf(ones[0]) : lines.indexOf(after) + 1;
  await writeFile(file, lines.toSpliced(at, 0, added).join('\n'));
}

async function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}

function filesOf(tag, folder) {
  const name = tag
    .split('-')
    .map((word) => word[0].toUpperCase() + word.slice(1))
    .join('');
  return {
    [`${folder}/${tag}.ts`]: elementText(tag, name),
    [`${folder}/${tag}.styles.ts`]: stylesText(),
    [`${folder}/define.ts`]: defineText(tag, name),
    [`${folder}/${tag}.test.ts`]: testText(tag),
    [`demo/elements/${tag}.html`]: pageText(tag),
  };
}

const elementText = (tag, name) => `import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { InteractionController } from '../../context/index.js';
import { VswElement } from '../../ui/base-element.js';
import { contactName } from '../parts/names.js';
import { styles } from './${tag}.styles.js';

/**
 * Say in one sentence what it is for.
 *
 * @tag ${tag}
 * @csspart name - Who the interaction is with.
 */
export class ${name} extends VswElement {
  static override styles = styles;

  /** The id of an \`interaction-context\` elsewhere in the page. */
  @property() for: string | undefined;

  readonly #interaction = new InteractionController(this, ['interaction', 'contents']);

  protected override render() {
    const current = this.#interaction.state;
    const name = current && contactName(current);
    return name ? html\`<p part="name" dir="auto">\${name}</p>\` : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    '${tag}': ${name};
  }
}
`;

const stylesText = () => `import { css } from 'lit';

export const styles = css\`
  :host {
    display: block;
  }
  p {
    margin: 0;
    padding: var(--_v-space-3);
    overflow-wrap: anywhere;
  }
\`;
`;

const defineText = (tag, name) => `import { ${name} } from './${tag}.js';

if (!customElements.get('${tag}')) customElements.define('${tag}', ${name});

export { ${name} };
`;

const testText = (tag) => `import { expect, fixture } from '@open-wc/testing';
import { html } from 'lit';
import type { InteractionContext } from '../interaction-context/interaction-context.js';
import { drawn, hasPart, inBothSchemes, part } from '../parts/page.test.support.js';
import type { SceneOptions } from '../../testing/index.js';
import { scene } from '../../testing/index.js';
import './define.js';

async function setup(options: SceneOptions = {}) {
  const made = await scene('connected', options);
  const context = await fixture<InteractionContext>(
    html\`<interaction-context .session=\${made.session}><${tag}></${tag}></interaction-context>\`,
  );
  const element = context.querySelector('${tag}')!;
  await drawn(element);
  return { ...made, context, element };
}

describe('${tag}', () => {
  it('says who the interaction is with', async () => {
    const { element } = await setup();
    expect(part(element, 'name')!.innerText).to.equal('Kim Sato');
    await inBothSchemes(() => expect(element).to.be.accessible());
  });

  it('shows a name as it was typed, whatever it holds', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const { element } = await setup({ call: { contact: { name } } });
    expect(part(element, 'name')!.innerText).to.equal(name);
  });

  it('follows again after it was taken out and put back', async () => {
    const { element, context } = await setup();
    element.remove();
    await drawn(element);
    expect(hasPart(element, 'name')).to.equal(false);
    context.append(element);
    await drawn(element);
    expect(part(element, 'name')!.innerText).to.equal('Kim Sato');
  });
});
`;

const pageText = (tag) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${tag}</title>
    <link rel="stylesheet" href="gallery.css" />
    <script type="module" src="gallery.js"></script>
  </head>
  <body data-tag="${tag}" data-side="interaction" data-phases="connected video held wrap-up queued">
    <h1><a href="index.html">Elements</a> · ${tag}</h1>
    <nav aria-label="Phases"></nav>
    <main></main>
  </body>
</html>
`;
