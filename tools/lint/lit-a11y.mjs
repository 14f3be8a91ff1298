// eslint-plugin-lit-a11y for oxlint. Its rules keep notes in the parser's services, which ESLint lets them change and
// oxlint freezes. So each rule gets services of its own, and everything else as it is.
import plugin from 'eslint-plugin-lit-a11y';

/** `target` with some properties replaced; methods go on working on the real one. */
function over(target, replaced) {
  return new Proxy(replaced, {
    get(_, name) {
      if (name in replaced) return replaced[name];
      const value = target[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
    has: (_, name) => name in replaced || name in target,
  });
}

const forOxlint = (rule) => ({
  ...rule,
  create(context) {
    const sourceCode = over(context.sourceCode, { parserServices: {} });
    return rule.create(over(context, { sourceCode, getSourceCode: () => sourceCode }));
  },
});

export default {
  meta: { name: 'lit-a11y' },
  rules: Object.fromEntries(Object.entries(plugin.rules).map(([name, rule]) => [name, forOxlint(rule)])),
};
