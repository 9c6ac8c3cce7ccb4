import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { viteHbs } from './hbs-plugin.mjs';

/** A test file that starts processes, tries random cases (`rounds` of test/deep.ts), or says `// Slow: why` itself. */
const SLOW = /^\/\/ Slow: |from '(?:node:child_process|[^']*\/(?:deep|run-validate|scripts)\.ts)'/m;
const importsOf = (file: string, pattern: RegExp): boolean => pattern.test(readFileSync(file, 'utf8'));
const filesWith = (pattern: RegExp): string[] =>
  readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map((path) => `test/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.ts') && importsOf(path, pattern));

/** Starts the long files first, so that no worker is left alone with one at the end. */
class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const slow = new Set(sorted.filter((f) => importsOf(f.moduleId, SLOW)));
    return [...slow, ...sorted.filter((f) => !slow.has(f))];
  }
}

/** `npm test` is the mode `test`; `fast` leaves the slow files out; `deep` runs random properties only, with many more cases. */
export default defineConfig(({ mode }) => ({
  plugins: [viteHbs],
  test: {
    include: mode === 'deep' ? filesWith(/\/deep\.ts'/) : ['test/**/*.test.ts'],
    exclude: ['test/lab/**', ...(mode === 'fast' ? filesWith(SLOW) : [])],
    env: mode === 'deep' ? { EG_DEEP: '1' } : {},
    setupFiles: mode === 'fast' ? ['test/no-process.ts'] : [],
    globalSetup: ['test/temporary.ts', ...(mode === 'fast' ? [] : ['test/built.ts'])],
    // One process a core for all files: modules are loaded once. Processes, because tests set the umask.
    pool: 'forks',
    isolate: false,
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
    // Ends what hangs; nothing is measured by it, however busy the machine is.
    testTimeout: mode === 'deep' ? 3_600_000 : 300_000,
    hookTimeout: 300_000,
  },
}));
