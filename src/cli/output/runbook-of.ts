import { basename } from 'node:path';

/** The runbook to begin with, among generated files: that of all units, or of the first one. */
export const runbookOf = (files: ReadonlyMap<string, unknown>): string =>
  files.has('README.md') ? 'README.md' : ([...files.keys()].find((f) => basename(f) === 'README.md') ?? '');
