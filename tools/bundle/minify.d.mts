import type { Plugin } from 'rollup';

/** What minifies every bundle of ours. */
export function minified(): Plugin;
