// All groups in one record, for those who list or look up codes by name. It is large, so no run of `generate` loads it.
import { ANSWERS } from './answers/all-refusals.ts';
import type { Catalogue } from './catalogue.ts';
import { FINDINGS } from './findings/all-findings.ts';
import { IMPORTS } from './imports/all-imports.ts';
import { NOTICES } from './notices/all-notices.ts';

export const CATALOGUE: Catalogue = { ...ANSWERS, ...FINDINGS, ...NOTICES, ...IMPORTS };
