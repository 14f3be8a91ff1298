import resolve from '@rollup/plugin-node-resolve';
import { licences } from './tools/bundle/licences.mjs';
import { minified } from './tools/bundle/minify.mjs';
import { oneLoad } from './tools/bundle/one-load.mjs';
import { sourceMaps } from './tools/bundle/source-maps.mjs';
import { shortStyles } from './tools/bundle/styles.mjs';
import { keep, sweep } from './tools/bundle/sweep.mjs';

/** Bundles what tsc emitted. `--configDemo` makes the demo's readable one, which also has the fakes. */
const names = { library: 'livekit-client', define: 'contact' };
const chunkFileNames = ({ name }) => `chunks/${names[name] ?? name.replace(/^_/, '')}.[hash].js`;

/** A listener that fails or a circular import would be our mistake: warnings about our own code end the build. */
function onwarn(warning, warn) {
  if (warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.some((id) => !id.includes('node_modules'))) {
    throw new Error(warning.message);
  }
  // Two modules that are loaded as one and export the same name: one of them would be lost.
  if (warning.code === 'NAMESPACE_CONFLICT') throw new Error(warning.message);
  if (warning.code !== 'CIRCULAR_DEPENDENCY' && warning.code !== 'THIS_IS_UNDEFINED') warn(warning);
}

/** @lit/localize prepares a global configuration that is not used here, and would make a file of it. */
const noEffects = {
  name: 'no-effects',
  async resolveId(source, importer, options) {
    const found =
      source.startsWith('.') && !importer?.includes('@lit/localize')
        ? null
        : await this.resolve(source, importer, options);
    return found?.id.includes('@lit/localize') ? { ...found, moduleSideEffects: false } : null;
  },
};

/** One script: a single file until a call is near, then one more, and livekit-client by itself since it seldom changes. */
const script = (name, ...plugins) => ({
  input: `dist/cdn-entries/${name}.js`,
  plugins: [
    ...plugins,
    shortStyles,
    noEffects,
    resolve({ browser: true, exportConditions: ['production'] }),
    minified(),
    licences(),
    keep,
  ],
  preserveEntrySignatures: 'allow-extension',
  output: { dir: 'dist/cdn', format: 'es', sourcemap: true, entryFileNames: '[name].js', chunkFileNames },
  onwarn,
});

const cdn = [
  script(
    'contact-session',
    oneLoad('contact-call', [
      'dist/connect/contact.js',
      'dist/adapters/desk/read-row.js',
      'dist/adapters/livekit/index.js',
    ]),
  ),
  script(
    'video-session-window',
    oneLoad('agent-call', [
      'dist/connect/call.js',
      'dist/adapters/desk/rules.js',
      'dist/adapters/desk/read-row.js',
      'dist/connect/contact.js',
      'dist/adapters/livekit/index.js',
      'dist/elements/interaction-offer/define.js',
      'dist/elements/video-session-pane/call-parts.js',
    ]),
  ),
  {
    // One file without dynamic import, for hosts that take only one script. Made of what was minified already.
    input: 'dist/cdn/video-session-window.js',
    plugins: [sourceMaps, keep, sweep('dist/cdn')],
    output: {
      file: 'dist/cdn/video-session-window.iife.js',
      format: 'iife',
      name: 'VideoSessionWindow',
      inlineDynamicImports: true,
      sourcemap: true,
      compact: true,
    },
    onwarn,
  },
];

const demo = {
  input: {
    'video-session-window': 'dist/define.js',
    'contact-session': 'dist/cdn-entries/contact-session.js',
    testing: 'dist/testing/index.js',
    connect: 'dist/connect/index.js',
  },
  plugins: [resolve({ browser: true })],
  output: { dir: 'dist/demo', format: 'es', sourcemap: true, entryFileNames: '[name].js', chunkFileNames },
  onwarn,
};

export default (options) => {
  const only = options.configDemo;
  delete options.configDemo;
  return only ? [demo] : [...cdn, demo];
};
