// The manifest that editors, documentation and frameworks read: custom-elements.json, made by `npm run generate`.

/** Paths of what is published instead of the sources; only what is public; no event without a name. */
const published = () => ({
  name: 'published',
  packageLinkPhase({ customElementsManifest }) {
    const modules = customElementsManifest.modules.filter(isPublic);
    customElementsManifest.modules = modules.sort((a, b) => (a.path < b.path ? -1 : 1));
    const fix = (path) => path?.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');
    for (const module of modules) {
      module.path = fix(module.path);
      for (const one of module.exports ?? []) {
        if (one.declaration.module) one.declaration.module = fix(one.declaration.module);
      }
      for (const one of module.declarations ?? []) {
        if (one.superclass?.name === 'Event') one.superclass = { name: 'Event', package: 'global:' };
        if (one.superclass?.module) one.superclass.module = fix(one.superclass.module);
        const open = (member) =>
          member.privacy !== 'private' && member.privacy !== 'protected' && !member.name.startsWith('#');
        one.members = one.members
          ?.filter((member) => open(member) && !ofLit.has(member.name))
          .map((member) => ({ ...member, ...at(member.inheritedFrom, fix) }));
        one.attributes = one.attributes?.map((attribute) => ({
          ...attribute,
          ...at(attribute.inheritedFrom, fix),
        }));
        // `new SomeEvent(state)` inside an element is found as an event without a name, or with that of its argument;
        // those that count have a @fires.
        one.events = one.events?.filter(({ name, description }) => name && description);
        for (const key of ['members', 'attributes', 'events']) if (one[key]?.length === 0) delete one[key];
      }
    }
  },
});

/** Elements, where they are defined, the events and what all elements extend; not the parts elements are made of. */
const isPublic = ({ path, exports, declarations }) =>
  /(context\/events|-event|base-element)\.ts$/.test(path) ||
  exports?.some(({ kind }) => kind === 'custom-element-definition') ||
  declarations?.some(({ customElement }) => customElement);

const at = (inheritedFrom, fix) =>
  inheritedFrom?.module ? { inheritedFrom: { ...inheritedFrom, module: fix(inheritedFrom.module) } } : {};

/** What Lit and the browser call; nobody else should. */
const ofLit = new Set(['connectedCallback', 'disconnectedCallback', 'adoptedCallback', 'styles']);

export default {
  globs: ['src/elements/**/*.ts', 'src/context/events.ts', 'src/ui/base-element.ts'],
  exclude: ['**/*.styles.ts', '**/*.test.support.ts'],
  outdir: '.',
  litelement: true,
  packagejson: false,
  quiet: true,
  plugins: [published()],
};
