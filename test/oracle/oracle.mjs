// npm run oracle: check's findings compared with the conditions in Envoy Gateway's own test cases. See README.md.
import { parseArgs } from 'node:util';
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
    refused: { type: 'boolean' },
    advice: { type: 'boolean' },
    false: { type: 'boolean' },
    beside: { type: 'boolean' },
    warnings: { type: 'boolean' },
  },
});

const cases = casesIn(testdata());
const { judge } = await bundled('./engine.ts');
const results = [];
for (const one of cases) {
  if (values.case !== undefined && one.name !== values.case) continue;
  const findings = await judge(one.objects, one.config);
  results.push({ one, findings, ...compare(one, findings) });
}
if (values.case !== undefined) {
  if (results.length === 0) throw new Error(`there is no case ${values.case}`);
  detail(results[0]);
} else if (!listed(results, values)) table(results);
