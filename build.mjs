// Bundles the program into dist/: one entry and lazily loaded chunks, because start time is what a user feels first.
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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
  define: { RE2_FILE: '"./re2.cjs"' },
  plugins: [esbuildHbs],
  // The same code as ES modules: without fifty wrappers of CommonJS, and without what nobody imports.
  alias: { yaml: fileURLToPath(new URL('node_modules/yaml/browser/index.js', import.meta.url)) },
  // Some dependencies are CommonJS and ask for `require` at run time.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  logLevel: 'warning',
});
// Loaded by itself, and by few: it is a fifth of all that would otherwise be read.
await build({
  entryPoints: { re2: 're2js' },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  legalComments: 'external',
  logLevel: 'warning',
});
cpSync('src/crds/schemas', 'dist/schemas', { recursive: true });
