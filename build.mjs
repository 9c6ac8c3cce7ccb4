// Bundles the program into dist/: one entry and lazily loaded chunks, because start time is what a user feels first.
// With --watch it builds again whenever a source file changes.
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { esbuildHbs } from './hbs-plugin.mjs';
import { esbuildRaw } from './raw-plugin.mjs';

const shared = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minify: true,
  legalComments: 'external',
};
const program = {
  ...shared,
  entryPoints: { main: 'src/cli/main.ts' },
  splitting: true,
  format: 'esm',
  keepNames: false,
  define: { RE2_FILE: '"./re2.cjs"' },
  plugins: [esbuildHbs, esbuildRaw],
  // The same code as ES modules: without fifty wrappers of CommonJS, and without what nobody imports.
  alias: { yaml: fileURLToPath(new URL('node_modules/yaml/browser/index.js', import.meta.url)) },
  // Some dependencies are CommonJS and call `require` at run time.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
};
// A file of its own, because few runs load it, and it is a fifth of all code.
const re2 = {
  ...shared,
  entryPoints: { re2: 're2js' },
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
};

rmSync('dist', { recursive: true, force: true });
cpSync('src/crds/schemas', 'dist/schemas', { recursive: true });
await build({ ...re2, logLevel: 'warning' });
if (process.argv.includes('--watch')) await (await context({ ...program, logLevel: 'info' })).watch();
else await build({ ...program, logLevel: 'warning' });
