// The suites against the running cluster: suite.mjs [--keep] [--only EXAMPLE] [NAME...]; starts the lab if it is down. Closing line:
// "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { lab, ROOT } from './lib/cluster.mjs';

const SUITES = ['dry-run', 'behaves', 'behaviour', 'transitions', 'sabotage', 'truth'];
const args = process.argv.slice(2);
const keep = args.includes('--keep');
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
const wanted = args.filter((a, i) => !a.startsWith('--') && args[i - 1] !== '--only');
const script = fileURLToPath(new URL('lab.sh', import.meta.url));
let [passed, failed, skipped] = [0, 0, 0];

/** Reports one check; a suite calls it with what was seen. */
const report = (ok, name, detail = '') => {
  if (ok === 'skip') skipped++;
  else if (ok) passed++;
  else failed++;
  console.log(
    `${ok === 'skip' ? 'SKIPPED' : ok ? 'ok' : 'not ok'} - ${name}${detail ? `\n    ${String(detail).trim().replaceAll('\n', '\n    ')}` : ''}`,
  );
};

const up = spawnSync('bash', [script, 'status'], { encoding: 'utf8' }).stdout?.includes('nodelet');
if (!up) {
  const r = spawnSync('bash', [script, 'up', `${ROOT}examples/partner-keys/manifests/envoy-gateway-values.yaml`], {
    stdio: 'inherit',
  });
  if (r.status !== 0) process.exit(r.status ?? 1);
}
try {
  for (const name of SUITES) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`# ${name}`);
    const { run } = await import(`./suite/${name}.mjs`);
    try {
      await run(report, { only, all: process.env.EG_LAB_ALL === '1' });
    } catch (error) {
      report(false, name, error.stderr || error.stack);
    }
  }
} finally {
  if (!keep) lab('down');
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
