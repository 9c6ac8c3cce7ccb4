// The seam for open questions: after the import, before anything is written.
import type { ImportResult } from '../../importers/run-import.ts';
import type { ImportRun } from './import-run.ts';

/** Asks the open questions of an import if somebody can answer, and gives the result with their answers. */
export const askOpen = async ({ result }: ImportRun): Promise<ImportResult> => result;
