// Small files that each break one rule, and their neighbours that break none.
// [path, text, the rule that must complain or nothing]
const element = 'src/elements/agent-state/agent-state.ts';
const use = (source) => `import * as found from '${source}';\nexport const all = Object.keys(found);\n`;
const inTemplate = (text) =>
  `import { html } from 'lit';\nexport const t = (x: string) => html\`${text}\`;\n`;
const inClass = (text) => `export class A extends HTMLElement {\n  f() {\n    ${text}\n  }\n}\n`;
const imports = 'house(imports)';
const strict = 'house(strict-pages)';
const globals = 'eslint(no-restricted-globals)';

export const fixtures = [
  // Directions of imports.
  ['src/interaction/rules/a.ts', use('valibot')],
  ['src/interaction/rules/b.ts', use('../state.js')],
  ['src/interaction/rules/c.ts', use('lit'), imports],
  ['src/interaction/rules/d.ts', use('../../ui/icons.js'), imports],
  [
    'src/interaction/rules/e.ts',
    `import type { A } from '../../adapters/desk/index.js';\nexport type B = A;\n`,
    imports,
  ],
  ['src/interaction/rules/f.test.ts', use('node:assert/strict')],
  ['src/interaction/rules/f.test.support.ts', use('node:assert/strict')],
  ['src/interaction/rules/g.test.ts', use('../../testing/index.js')],
  ['src/interaction/rules/h.ts', use('node:fs'), imports],
  ['src/adapters/livekit/a.ts', use('livekit-client')],
  ['src/adapters/livekit/b.ts', use('../../interaction/index.js')],
  ['src/adapters/livekit/c.ts', use('../desk/index.js'), imports],
  ['src/adapters/livekit/d.ts', use('lit'), imports],
  ['src/adapters/desk/a.ts', use('livekit-client'), imports],
  ['src/adapters/desk/b.ts', `export { a } from '../../context/index.js';\n`, imports],
  ['src/adapters/storage/a.ts', use('idb')],
  ['src/adapters/storage/b.ts', use('../clock/index.js'), imports],
  ['src/adapters/clock/a.ts', use('idb'), imports],
  ['src/ui/a.ts', use('lit/directives/class-map.js')],
  ['src/ui/b.ts', use('../interaction/index.js'), imports],
  ['src/context/a.ts', use('@lit/context')],
  ['src/context/b.ts', use('../elements/agent-state/agent-state.js'), imports],
  ['src/elements/a/a.ts', use('../../context/index.js')],
  ['src/elements/a/b.ts', use('../b/b.js')],
  ['src/elements/a/c.ts', use('../../adapters/desk/index.js'), imports],
  ['src/elements/a/d.ts', use('livekit-client'), imports],
  ['src/elements/a/e.ts', use('../../connect/index.js'), imports],
  ['src/elements/a/f.ts', `export const later = () => import('livekit-client');\n`, imports],
  ['src/elements/a/define.ts', use('../../connect/index.js')],
  ['src/connect/a.ts', `export const later = () => import('../adapters/livekit/index.js');\n`],
  ['src/testing/a.ts', use('../adapters/desk/index.js'), imports],
  ['src/index.ts', use('./elements/a/a.js')],
  ['server/src/a.ts', use('video-session-window/interaction')],
  ['server/src/b.ts', use('video-session-window'), imports],
  ['server/src/c.ts', use('../../src/interaction/index.js'), imports],
  ['server/src/d.ts', use('hono')],
  ['server/src/e.ts', use('video-session-window/ui'), imports],
  ['demo/a.mjs', use('video-session-window/testing')],
  ['demo/b.mjs', use('../src/index.js'), imports],
  ['e2e/a.ts', use('#tools/run/desk.mjs')],
  ['e2e/b.ts', use('../dist/index.js'), imports],
  ['bench/a.ts', use('#e2e/support/party.js')],

  // Strict pages.
  ['src/ui/unsafe-a.ts', `export { unsafeHTML } from 'lit/directives/unsafe-html.js';\n`, strict],
  ['src/ui/unsafe-b.ts', use('lit/directives/unsafe-svg.js'), strict],
  [
    'src/ui/unsafe-c.ts',
    `import { unsafeStatic } from 'lit/static-html.js';\nexport const a = unsafeStatic('x');\n`,
    strict,
  ],
  ['src/ui/unsafe-d.ts', use('lit/directives/style-map.js'), strict],
  ['src/ui/unsafe-e.ts', `export const f = (e: Element) => {\n  e.innerHTML = '<b></b>';\n};\n`, strict],
  ['src/ui/unsafe-f.ts', `export const f = (e: Element) => e.insertAdjacentHTML('beforeend', '');\n`, strict],
  ['src/ui/unsafe-g.ts', inTemplate('<p style="color: red">${x}</p>'), strict],
  ['src/ui/unsafe-h.ts', inTemplate('<style>p { color: red }</style><p>${x}</p>'), strict],
  ['src/ui/unsafe-i.ts', inTemplate('<p .innerHTML=${x}></p>'), strict],
  ['src/ui/safe.ts', inTemplate('<p class="style" data-style="x">style = ${x}</p>')],

  // The element's own document, root, and nothing of the outer world.
  ['src/ui/own-a.ts', `export const a = document.title;\n`, globals],
  ['src/ui/own-b.ts', `export const a = globalThis.document.title;\n`, 'house(own-document)'],
  ['src/elements/a/own-c.ts', `export const a = window.innerWidth;\n`, globals],
  ['src/elements/a/own-d.ts', inClass('return this.shadowRoot;'), 'house(render-root)'],
  ['src/elements/a/own-e.ts', inClass('return this.ownerDocument.title;')],
  ['src/elements/a/own-f.ts', `export const a = () => setTimeout(() => {}, 1);\n`, globals],
  ['src/elements/a/own-g.ts', `export const a = () => localStorage.length;\n`, globals],
  ['src/elements/a/own-h.test.ts', `export const a = document.title;\n`],

  // Lit, web components, accessibility.
  [
    'src/elements/a/lit-a.ts',
    inTemplate('<p title=${x} title=${x}></p>'),
    'lit(no-duplicate-template-bindings)',
  ],
  ['src/elements/a/lit-b.ts', inTemplate('<${x}></p>'), 'lit(binding-positions)'],
  ['src/elements/a/lit-c.ts', inTemplate('<img src=${x}>'), 'lit-a11y(alt-text)'],
  ['src/elements/a/lit-d.ts', inTemplate('<p tabindex="3">${x}</p>'), 'lit-a11y(tabindex-no-positive)'],
  ['src/elements/a/lit-e.ts', inTemplate('<p role="buton">${x}</p>'), 'lit-a11y(aria-role)'],
  ['src/elements/a/lit-f.ts', inClass(`this.attachShadow({ mode: 'closed' });`), 'wc(no-closed-shadow-root)'],

  // Everywhere.
  [element, `console.log('x');\n`, 'eslint(no-console)'],
  ['src/context/long.ts', 'export {};\n' + '// a line\n'.repeat(400), 'eslint(max-lines)'],
  ['src/context/any.ts', 'export const a = (b: any) => b;\n', 'typescript(no-explicit-any)'],
  [
    'src/context/promise.ts',
    `export const a = (p: Promise<void>) => {\n  p.then(() => {});\n};\n`,
    'typescript(no-floating-promises)',
  ],
  [
    'src/context/empty.ts',
    `export const a = (f: () => void) => {\n  try {\n    f();\n  } catch {}\n};\n`,
    'eslint(no-empty)',
  ],
];
