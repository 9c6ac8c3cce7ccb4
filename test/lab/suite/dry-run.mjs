// Every example and what the golden cases give is admitted by the real API server, strictly and without a warning, file by file in the order of applying.
import path from 'node:path';
import { cases, examples } from '../../golden/goldens.mjs';
import { reportAdmitted, reportKustomized } from '../lib/admitted.mjs';
import { generateFrom } from '../lib/place.mjs';

export const run = async (report, { only }) => {
  for (const golden of [...examples, ...cases]) {
    const example = path.basename(golden.dir);
    if (only && !only.split(',').includes(example)) continue;
    const dir = examples.includes(golden) ? golden.output : generateFrom(golden.answers);
    await reportAdmitted(report, example, dir);
    await reportKustomized(report, example, dir);
  }
};
