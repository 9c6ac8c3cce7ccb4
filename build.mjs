// Bundles the program into dist/: one entry and lazily loaded chunks, because start time is what a user feels first.
// With --watch it builds again whenever a source file changes.
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { esbuildCommonJs } from './commonjs-plugin.mjs';
import { esbuildHbs } from './hbs-plugin.mjs';
import { esbuildRaw } from './raw-plugin.mjs';

const shared = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minify: true,
  legalComments: 'external',
  outExtension: { '.js': '.cjs' },
};
/** The name of what was built, by which compiled code is found again (bin/code-cache.js). */
const buildId = {
  name: 'build-id',
  setup: ({ onEnd }) =>
    onEnd(() => {
      const hash = createHash('sha256');
      for (const file of readdirSync('dist').sort())
        if (file.endsWith('.cjs')) hash.update(readFileSync(`dist/${file}`));
      writeFileSync('dist/build-id', hash.digest('hex').slice(0, 16));
    }),
};
/** commander can start programs as commands, which we have none of: Node would load its code for that in every run. */
const noChildProcess = {
  name: 'no-child-process',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[/\\]commander[/\\]/.test(importer) ? { path: 'none', namespace: 'no-child-process' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'no-child-process' }, () => ({ contents: '' }));
  },
};
/** Texts, which few runs print: each group is a chunk that is loaded when it is first read. */
const TEXTS = {
  refusals: 'src/diagnostics/answers/all-refusals.ts',
  findings: 'src/diagnostics/findings/all-findings.ts',
  notices: 'src/diagnostics/notices/all-notices.ts',
  imports: 'src/diagnostics/imports/all-imports.ts',
};
/** Chunks that are loaded when a name of them is first read. */
const LAZY = { ...TEXTS, 'fast-value': 'src/answers/fast-value.ts' };
const program = {
  ...shared,
  entryPoints: { main: 'src/cli/main.ts', 'other-thread': 'src/cli/output/other-thread.ts', ...LAZY },
  splitting: true,
  format: 'esm',
  keepNames: false,
  write: false,
  metafile: true,
  external: ['./re2.cjs'],
  define: { RE2_FILE: '"./re2.cjs"', THREAD_FILE: '"./other-thread.cjs"', 'import.meta.url': 'MODULE_URL' },
  plugins: [esbuildHbs, esbuildRaw, noChildProcess, esbuildCommonJs(Object.values(LAZY)), buildId],
  // The same code as ES modules: without fifty wrappers of CommonJS, and without what nobody imports.
  alias: { yaml: fileURLToPath(new URL('node_modules/yaml/browser/index.js', import.meta.url)) },
};
// A file of its own, because few runs load it, and it is a fifth of all code.
const re2 = {
  ...shared,
  entryPoints: { re2: 're2js' },
  format: 'cjs',
};

rmSync('dist', { recursive: true, force: true });
cpSync('src/crds/schemas', 'dist/schemas', { recursive: true });
await build({ ...re2, logLevel: 'warning' });
if (process.argv.includes('--watch')) await (await context({ ...program, logLevel: 'info' })).watch();
else await build({ ...program, logLevel: 'warning' });
