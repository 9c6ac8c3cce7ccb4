import { defineConfig } from 'vitest/config';
import { viteHbs } from './hbs-plugin.mjs';

export default defineConfig({
  plugins: [viteHbs],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/lab/**'],
    testTimeout: 30_000,
    globalSetup: 'test/temporary.ts',
  },
});
