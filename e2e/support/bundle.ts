import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';

/** Bundles a compiled page, as a customer's build would, into `build/e2e/bundle/`. */
export async function bundlePage(name: string): Promise<void> {
  const bundle = await rollup({
    input: `build/e2e/support/${name}.js`,
    plugins: [nodeResolve({ browser: true, exportConditions: ['production'] })],
    // Circular imports inside livekit-client are its own affair.
    onwarn: () => undefined,
  });
  await bundle.write({
    dir: 'build/e2e/bundle',
    format: 'es',
    entryFileNames: `${name}.js`,
    // Named, so that a story can tell when it is loaded.
    manualChunks: (id) => (id.includes('/node_modules/livekit-client/') ? 'livekit-client' : undefined),
    chunkFileNames: `${name}-[name].js`,
  });
  await bundle.close();
}
