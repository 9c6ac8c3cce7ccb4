// Bundles the program into dist/: one entry and lazily loaded chunks, because start time is what a user feels first.
import { cpSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { esbuildHbs } from './hbs-plugin.mjs';

rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  keepNames: false,
  legalComments: 'external',
  plugins: [esbuildHbs],
  // Some dependencies are CommonJS and ask for `require` at run time.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  logLevel: 'warning',
});
cpSync('src/crds/schemas', 'dist/schemas', { recursive: true });
