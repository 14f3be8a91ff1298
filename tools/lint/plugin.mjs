// Rules of this house that no published plugin has. They run inside oxlint (`jsPlugins` in .oxlintrc.json).
import { relative } from 'node:path';
import { forbidden } from './directions.mjs';

const path = (context) => relative(context.cwd, context.filename).replaceAll('\\', '/');

/** Calls `see(node, source)` for every way one module names another. */
function everyImport(see) {
  const one = (node) => node.source && typeof node.source.value === 'string' && see(node, node.source.value);
  return {
    ImportDeclaration: one,
    ExportNamedDeclaration: one,
    ExportAllDeclaration: one,
    ImportExpression: one,
  };
}

const imports = {
  create(context) {
    const file = path(context);
    return everyImport((node, source) => {
      const message = forbidden(file, source);
      if (message) context.report({ node: node.source, message });
    });
  },
};

const unsafeNames = ['unsafeHTML', 'unsafeSVG', 'unsafeMathML', 'unsafeStatic', 'styleMap'];
const unsafeModules =
  /^lit(-html)?\/(directives\/(unsafe-html|unsafe-svg|unsafe-mathml|style-map)|static-html)(\.js)?$/;
const unsafeProperties = ['innerHTML', 'outerHTML', 'srcdoc'];
const unsafeCalls = ['insertAdjacentHTML', 'setHTMLUnsafe', 'createContextualFragment', 'parseFromString'];
const strict = 'Pages with a strict policy refuse it.';

/** Text must never become markup, and a style must never be inline: the pages that embed us forbid both. */
const strictPages = {
  create(context) {
    const report = (node, what) => context.report({ node, message: `No ${what} here. ${strict}` });
    return {
      ...everyImport((node, source) => {
        if (unsafeModules.test(source)) return report(node.source, source);
        for (const { imported } of node.specifiers ?? []) {
          if (imported && unsafeNames.includes(imported.name)) report(imported, imported.name);
        }
      }),
      AssignmentExpression({ left }) {
        if (left.type === 'MemberExpression' && unsafeProperties.includes(nameOf(left)))
          report(left, nameOf(left));
      },
      CallExpression({ callee }) {
        if (callee.type !== 'MemberExpression') return;
        const name = nameOf(callee);
        if (unsafeCalls.includes(name)) report(callee, name);
        if (name === 'write' && callee.object.name === 'document') report(callee, 'document.write');
      },
      TaggedTemplateExpression({ tag, quasi }) {
        if (!['html', 'svg'].includes(tag.name)) return;
        // Between two pieces stands an expression; `x` keeps an attribute's place in the text.
        const text = quasi.quasis
          .map((piece) => piece.value.raw)
          .join('x')
          .replace(/<!--[\s\S]*?-->/g, '');
        if (/<style[\s>]/i.test(text)) report(quasi, '<style> in a template');
        if (/<script[\s>]/i.test(text)) report(quasi, '<script> in a template');
        if (/<[a-z][^<>]*\sstyle\s*=/i.test(text)) report(quasi, 'style attribute in a template');
        if (/<[a-z][^<>]*\s[.?]?(innerHTML|outerHTML|srcdoc)\s*=/i.test(text))
          report(quasi, 'innerHTML in a template');
      },
    };
  },
};

/** `this.renderRoot` is also right in an element that renders without a shadow root. */
const renderRoot = {
  create: (context) => ({
    MemberExpression(node) {
      if (node.object.type !== 'ThisExpression' || nameOf(node) !== 'shadowRoot') return;
      context.report({ node, message: 'Use this.renderRoot instead of this.shadowRoot.' });
    },
  }),
};

/** An element may be moved into another window's document, and must then work in that one. */
const ownDocument = {
  create: (context) => ({
    MemberExpression(node) {
      const global = ['globalThis', 'self', 'window'].includes(node.object.name);
      if (!global || !['document', 'window'].includes(nameOf(node))) return;
      context.report({ node, message: 'Use this.ownerDocument and its defaultView.' });
    },
  }),
};

function nameOf(member) {
  return member.computed ? member.property.value : member.property.name;
}

export default {
  meta: { name: 'house' },
  rules: { imports, 'strict-pages': strictPages, 'render-root': renderRoot, 'own-document': ownDocument },
};
