// npm run oracle: check's findings compared with the conditions in Envoy Gateway's own test cases. See README.md.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measure, settle } from './accounts.mjs';
import { CaseFiles } from './as-files.mjs';
import { bundled } from './bundle.mjs';
import { casesIn } from './cases.mjs';
import { testdata } from './checkout.mjs';
import { compare } from './compare.mjs';
import { detail, listed, table } from './report.mjs';

const { values } = parseArgs({
  args: process.argv.slice(2).flatMap((a, i, all) =>
    // --missed may stand alone.
    a === '--missed' && (all[i + 1] ?? '--').startsWith('--') ? ['--missed', '*'] : [a],
  ),
  options: {
    case: { type: 'string' },
    kind: { type: 'string' },
    missed: { type: 'string' },
    named: { type: 'string' },
    undecidable: { type: 'boolean' },
    right: { type: 'boolean' },
    refused: { type: 'boolean' },
    advice: { type: 'boolean' },
    false: { type: 'boolean' },
    beside: { type: 'boolean' },
    warnings: { type: 'boolean' },
    files: { type: 'boolean' },
  },
});

const cases = casesIn(testdata());
const { judge, judgeFiles, conclude } = await bundled('./engine.ts');
const files = values.files && new CaseFiles();
const results = [];
for (const one of cases) {
  if (values.case !== undefined && one.name !== values.case) continue;
  const findings = files ? await judgeFiles(files.write(one)) : await judge(one.objects, one.config);
  const conditions = await conclude(one.objects, one.config);
  results.push({ one, findings, ...compare(one, findings, conditions) });
}
const stale = settle(results);
if (values.case !== undefined) {
  if (results.length > 0) detail(results[0]);
  else {
    console.log(`There is no case ${values.case}.`);
    process.exitCode = 2;
  }
} else if (!listed(results, values)) {
  table(results);
  const floor = JSON.parse(readFileSync(new URL('floor.json', import.meta.url), 'utf8'));
  for (const [of, percent] of Object.entries(measure(results))) {
    console.log(`${of}: ${percent.toFixed(1)} % (floor: ${floor[of]} %)`);
    if (percent < floor[of]) process.exitCode = 1;
  }
  if (process.exitCode === 1) console.log('FAILED: below the floor of test/oracle/floor.json');
}
// One case alone needs few rows.
if (values.case === undefined && stale.length > 0) {
  process.exitCode = 1;
  console.log(`FAILED: rows of right.mjs or undecidable.mjs that are not needed any more:\n  ${stale.join('\n  ')}`);
}
