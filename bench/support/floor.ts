import { nodeResolve } from '@rollup/plugin-node-resolve';
import type { OutputChunk, RollupOutput } from 'rollup';
import { rollup } from 'rollup';
import { minified } from '#tools/bundle/minify.mjs';

/** What every element of ours uses of Lit; without these uses a bundler would leave most of it out. */
const page = `
import { LitElement, css, html, nothing, svg } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { ContextEvent, ContextProvider, createContext } from '@lit/context';
globalThis.floor = { LitElement, css, html, nothing, svg, property, query, state, ContextEvent, ContextProvider, createContext };
globalThis.floor.call = () => import('./library.js');
`;
const library = `export { LogLevel, LoggerNames, Room, getLogger } from 'livekit-client';`;

/** Lit, @lit/context and livekit-client alone, bundled and minified by what bundles and minifies ours. */
export async function floor(): Promise<readonly OutputChunk[]> {
  const sources: Readonly<Record<string, string>> = { page, './library.js': library };
  const bundle = await rollup({
    input: 'page',
    plugins: [
      { name: 'sources', resolveId: (id) => (id in sources ? id : null), load: (id) => sources[id] ?? null },
      nodeResolve({ browser: true, exportConditions: ['production'], rootDir: process.cwd() }),
      minified(),
    ],
    // Circular imports inside livekit-client are its own affair.
    onwarn: () => undefined,
  });
  const { output }: RollupOutput = await bundle.generate({ format: 'es', sourcemap: true });
  await bundle.close();
  return output.filter((file) => file.type === 'chunk');
}
