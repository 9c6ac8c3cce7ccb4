import type { Plugin } from 'esbuild';
import type { Plugin as VitePlugin } from 'vite';

export const precompile: (text: string) => string;
export const esbuildHbs: Plugin;
export const viteHbs: VitePlugin;
