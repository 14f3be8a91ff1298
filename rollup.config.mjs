import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

/** Bundles what tsc emitted. `--configDemo` makes the demo's readable one, which also has the fakes. */
const minified = [resolve({ browser: true, exportConditions: ['production'] }), terser({ ecma: 2021, module: true })];
const readable = [resolve({ browser: true })];
const chunkFileNames = 'chunks/[name].[hash].js';

/** A listener that fails or a circular import would be our mistake: warnings about our own code end the build. */
function onwarn(warning, warn) {
  if (warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.some((id) => !id.includes('node_modules'))) {
    throw new Error(warning.message);
  }
  if (warning.code !== 'CIRCULAR_DEPENDENCY' && warning.code !== 'THIS_IS_UNDEFINED') warn(warning);
}

const cdn = [
  {
    input: { 'video-session-window': 'dist/define.js' },
    plugins: minified,
    output: { dir: 'dist/cdn', format: 'es', sourcemap: true, entryFileNames: '[name].js', chunkFileNames },
    onwarn,
  },
  {
    // One file without dynamic import, for hosts that take only one script.
    input: 'dist/define.js',
    plugins: minified,
    output: { file: 'dist/cdn/video-session-window.iife.js', format: 'iife', name: 'VideoSessionWindow', inlineDynamicImports: true, sourcemap: true },
    onwarn,
  },
];

const demo = {
  input: { 'video-session-window': 'dist/define.js', testing: 'dist/testing/index.js', connect: 'dist/connect/index.js' },
  plugins: readable,
  output: { dir: 'dist/demo', format: 'es', sourcemap: true, entryFileNames: '[name].js', chunkFileNames },
  onwarn,
};

export default (options) => {
  const only = options.configDemo;
  delete options.configDemo;
  return only ? [demo] : [...cdn, demo];
};
